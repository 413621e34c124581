package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is said about an author's mistake. It must be said of the very file that calls; lines are
 * replaced by "line".
 */
final class Mistakes {

  record Input(LocalDate day, List<Part> parts) {}

  record Part(String path) {
    String shortPath() {
      return path;
    }
  }

  record Count(int value) {}

  static final Task<?> SAY = Sns.publish(Text.of("topic"), "said", Text.of("hello"));
  static final Lambda.Fn<Part, Count> COUNT = Lambda.function("Count", Part.class, Count.class);

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Mistakes() {}

  static void assertMistake(BiConsumer<Flow, Obj<Input>> flow, String message) {
    String file = STACK.getCallerClass().getSimpleName() + ".java";
    assertThat(said(() -> Workflow.named("daily", Input.class).flow(flow).compile()))
        .isEqualTo(file + ":line: " + message);
  }

  static void assertSaid(Runnable code, String message) {
    String file = STACK.getCallerClass().getSimpleName() + ".java";
    assertThat(said(code)).isEqualTo(file + ":line: " + message);
  }

  private static String said(Runnable code) {
    InvalidWorkflowException thrown =
        catchThrowableOfType(InvalidWorkflowException.class, code::run);
    assertThat(thrown).as("nothing was refused").isNotNull();
    return thrown.getMessage().replaceAll("(\\w+\\.java):\\d+", "$1:line");
  }
}
