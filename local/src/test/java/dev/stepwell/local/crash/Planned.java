package dev.stepwell.local.crash;

import java.util.List;

/**
 * An execution that the plan wants.
 *
 * @param load what it runs
 * @param name its name, unique in the whole plan
 */
record Planned(Load load, String name) {

  /** The execution of a number, named after it. */
  static Planned of(Load load, int number) {
    return new Planned(load, load.machine() + "-" + number);
  }

  /** The plan of a folder, as far as it has been written. */
  static List<Planned> read(Lines plan) {
    return plan.read().stream().map(Planned::parse).toList();
  }

  private static Planned parse(String name) {
    return new Planned(Load.of(name.substring(0, name.lastIndexOf('-'))), name);
  }
}
