package dev.stepwell.dsl.authoring;

import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs flows against scripted services, and tells by the messages they sent which way they took.
 */
final class Blocks {

  record Input(int size, List<Group> groups, @Nullable String note) {}

  record Group(String name, List<String> members) {}

  record Asked(int size) {}

  record Answer(int value, @Nullable String remark) {}

  static final Lambda.Fn<Asked, Answer> COUNT = Lambda.function("Count", Asked.class, Answer.class);

  private final Services aws;

  Blocks(Services aws) {
    this.aws = aws.answer("sns:publish", "{'MessageId': 'm'}");
  }

  static Task<Sns.Published> say(String text) {
    return say(Text.of(text));
  }

  static Task<Sns.Published> say(Text text) {
    return Sns.publish(Text.of("topic"), "said", text);
  }

  Execution run(String input, BiConsumer<Flow, Obj<Input>> flow) {
    return aws.run(Workflow.named("blocks", Input.class).flow(flow), input);
  }

  List<@Nullable String> said() {
    return aws.asked("sns:publish").stream().map(message -> message.string("Message")).toList();
  }
}
