package dev.stepwell.cli.view;

import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.progress.RunProgress;

/** Shows one run after the other. For one thread. */
public interface RunView {

  /** The view that suits the screen. */
  static RunView on(Screen screen) {
    return screen.live() ? new LiveRunView(screen) : new PlainRunView(screen);
  }

  /** Says what is going to be run. */
  void open(String heading);

  /**
   * A run begins.
   *
   * @param title what tells this run from the others, for instance its day
   * @param progress what {@link #refresh} looks at
   */
  void begin(String title, RunProgress progress);

  /** Something may have changed; called often, at the least several times a second. */
  void refresh();

  /** The run that began last has ended; the line says how. */
  void end(String line);
}
