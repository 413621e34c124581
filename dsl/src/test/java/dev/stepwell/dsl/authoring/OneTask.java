package dev.stepwell.dsl.authoring;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Workflows of one task, {@code work}, and what they become. */
final class OneTask {

  record Input(String day) {}

  private OneTask() {}

  static Workflow<Input> of(Task<?> task) {
    return Workflow.named("one-task", Input.class).flow((flow, in) -> flow.run("work", task));
  }

  /** The task, and a message with a part of what it gives. */
  static <O> Workflow<Input> telling(Task<O> task, Function<O, Text> part) {
    return Workflow.named("one-task", Input.class)
        .flow(
            (flow, in) -> {
              O output = flow.run("work", task).output();
              flow.run("tell", Sns.publish(Text.of("topic"), "told", part.apply(output)));
            });
  }

  /** The task's own state. */
  static JsonObject state(Task<?> task) {
    return compiled(task).definition().object("States").object("work");
  }

  /** What the machine must be allowed, a line for each statement, with conditions. */
  static List<String> permissions(Task<?> task) {
    return compiled(task).iam().stream()
        .map(
            grant ->
                String.join(",", grant.actions())
                    + " on "
                    + String.join(",", grant.resources())
                    + conditions(grant.permission().conditions()))
        .map(OneTask::shorter)
        .toList();
  }

  static Compiled compiled(Task<?> task) {
    return of(task).compile();
  }

  private static String conditions(Map<String, String> conditions) {
    return conditions.isEmpty()
        ? ""
        : conditions.entrySet().stream()
            .map(condition -> condition.getKey() + " is " + condition.getValue())
            .collect(Collectors.joining(" and ", " if ", ""));
  }

  private static String shorter(String line) {
    return line.replace("${AWS::Partition}", "P")
        .replace("${AWS::Region}", "R")
        .replace("${AWS::AccountId}", "A");
  }
}
