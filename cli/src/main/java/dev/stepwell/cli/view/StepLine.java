package dev.stepwell.cli.view;

import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.progress.StepProgress;
import java.util.Locale;

/** One step on one line: its name, state, time, and how far it is in its list. */
final class StepLine {

  /** Wide enough for most names; a longer one pushes its own line to the right. */
  private static final int NAME_COLUMNS = 22;

  private StepLine() {}

  static String of(StepProgress step, Ink ink) {
    String state = String.format(Locale.ROOT, "%-8s", word(step.state()));
    String line =
        String.format(
            Locale.ROOT,
            "  %-" + NAME_COLUMNS + "s  %s %8s  %s",
            step.name(),
            marked(step.state(), state, ink),
            Words.duration(step.elapsed()),
            step.fraction());
    return line.stripTrailing();
  }

  private static String word(StepProgress.State state) {
    return switch (state) {
      case RUNNING -> "running";
      case DONE -> "done";
      case FAILED -> "failed";
    };
  }

  private static String marked(StepProgress.State state, String word, Ink ink) {
    return switch (state) {
      case RUNNING -> ink.strong(word);
      case DONE -> ink.good(word);
      case FAILED -> ink.bad(word);
    };
  }
}
