package dev.stepwell.cli.view;

import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.progress.RunProgress;
import dev.stepwell.cli.progress.StepProgress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the steps of the run that is on again and again over the same lines of a terminal. A run
 * that has ended well shrinks to one line; of one that failed the steps stay to be read.
 */
final class LiveRunView implements RunView {

  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final Screen screen;
  private @Nullable RunProgress progress;
  private String title = "";
  private int drawn;

  LiveRunView(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void open(String heading) {
    screen.out().println(screen.ink().strong(heading));
  }

  @Override
  public void begin(String newTitle, RunProgress run) {
    title = newTitle;
    progress = run;
    drawn = 0;
    refresh();
  }

  @Override
  public void refresh() {
    if (progress != null) {
      draw(stepLines(progress));
    }
  }

  @Override
  public void end(String line) {
    boolean failed = progress != null && progress.failure().isPresent();
    List<String> lines = failed && progress != null ? stepLines(progress) : new ArrayList<>();
    if (failed) {
      lines.add("  " + line);
    } else {
      lines.add(screen.ink().strong(title) + "  " + line);
    }
    draw(lines);
    progress = null;
  }

  private List<String> stepLines(RunProgress run) {
    List<String> lines = new ArrayList<>();
    lines.add(screen.ink().strong(title));
    for (StepProgress step : run.steps()) {
      lines.add(StepLine.of(step, screen.ink()));
    }
    return lines;
  }

  /** Replaces what was drawn last, in one write so that nothing flickers. */
  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(UP_AND_CLEAR.repeat(drawn));
    lines.forEach(line -> text.append(line).append('\n'));
    screen.out().print(text);
    screen.out().flush();
    drawn = lines.size();
  }
}
