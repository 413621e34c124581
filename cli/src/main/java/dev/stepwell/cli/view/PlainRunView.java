package dev.stepwell.cli.view;

import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.progress.RunProgress;
import dev.stepwell.cli.progress.StepProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a line whenever a step has ended; nothing printed ever changes. */
final class PlainRunView implements RunView {

  private final Screen screen;
  private @Nullable RunProgress progress;
  private int printed;

  PlainRunView(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void open(String heading) {
    screen.out().println(heading);
  }

  @Override
  public void begin(String title, RunProgress run) {
    progress = run;
    printed = 0;
    screen.out().println();
    screen.out().println(title);
    screen.out().flush();
  }

  @Override
  public void refresh() {
    if (progress == null) {
      return;
    }
    List<StepProgress> steps = progress.steps();
    while (printed < steps.size() && steps.get(printed).ended()) {
      screen.out().println(StepLine.of(steps.get(printed), screen.ink()));
      screen.out().flush();
      printed++;
    }
  }

  @Override
  public void end(String line) {
    refresh();
    screen.out().println("  " + line);
    screen.out().flush();
    progress = null;
  }
}
