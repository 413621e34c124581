package dev.stepwell.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.progress.RunProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RunViewTest {

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private final RunProgress progress =
      new RunProgress(
          (JsonObject) Json.parse("{\"States\": {\"plan\": {}, \"copy\": {}}}"), () -> 0);

  @Test
  void printsAPlainLineOncePerFinishedStep() {
    RunView view = RunView.on(Screen.plain(out, out));
    view.open("flights-daily: 1 run");
    view.begin("2001-01-03", progress);
    enter("plan");
    view.refresh();
    enter("copy");
    view.refresh();
    view.refresh();
    finish();
    view.end("done in 0.0 s");
    assertThat(text.toString().lines())
        .containsExactly(
            "flights-daily: 1 run",
            "",
            "2001-01-03",
            "  plan                    done        0.0 s",
            "  copy                    done        0.0 s",
            "  done in 0.0 s");
  }

  @Test
  void drawsOverItsOwnLinesOnATerminalAndShrinksToOneInTheEnd() {
    RunView view = RunView.on(new Screen(out, out, true, 80));
    view.begin("2001-01-03", progress);
    enter("plan");
    view.refresh();
    finish();
    view.end("done");
    assertThat(shown(text.toString())).containsExactly("2001-01-03  done");
  }

  /** What a terminal shows after all the text, for the only three marks that are used. */
  private static Iterable<String> shown(String printed) {
    java.util.ArrayList<String> lines = new java.util.ArrayList<>();
    String marked = printed.replace("\u001b[1A\u001b[2K", "\n<\n");
    for (String line : marked.split("\n")) {
      if (line.equals("<")) {
        lines.remove(lines.size() - 1);
      } else if (!line.isEmpty()) {
        lines.add(line.replaceAll("\u001b\\[\\d+m", ""));
      }
    }
    return lines;
  }

  private void enter(String state) {
    progress.apply(
        (JsonObject)
            Json.parse(
                "{\"type\": \"TaskStateEntered\", \"stateEnteredEventDetails\": {\"name\": \"%s\"}}"
                    .formatted(state)));
  }

  private void finish() {
    progress.apply((JsonObject) Json.parse("{\"type\": \"ExecutionSucceeded\"}"));
  }
}
