package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Activity;
import dev.stepwell.dsl.Approval;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Sqs;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks that somebody else ends, and the ways to call a function. */
class TokensTest {

  record Input(String day) {}

  record Ask(String day, String token) {}

  record Answer(String text) {}

  private static final String APPROVE = "sns:publish.waitForTaskToken";
  private static final Lambda.Fn<Ask, Answer> FN = Lambda.function("Ask", Ask.class, Answer.class);

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static Workflow<Input> only(Task<?> task) {
    return Workflow.named("asking", Input.class).flow((flow, in) -> flow.run("ask", task));
  }

  private static JsonObject state(Workflow<?> workflow) {
    return ((JsonObject) Json.parse(workflow.compile().asl())).object("States").object("ask");
  }

  private static Workflow<Input> approving() {
    return Workflow.named("asking", Input.class)
        .flow(
            (flow, in) -> {
              var decision =
                  flow.run(
                          "ask",
                          Approval.through(
                                  Text.of("arn:topic"),
                                  "load?",
                                  Text.of("Load ").plus(in.text(Input::day)).plus("?"))
                              .timeout(Duration.ofHours(4)))
                      .output();
              flow.when(
                      "approved",
                      decision.approved(),
                      yes ->
                          yes.run(
                              "tell",
                              Sns.publish(
                                  Text.of("t"),
                                  "yes",
                                  decision.by().plus(": ").plus(decision.comment()))))
                  .otherwise(no -> no.fail("reject", "Load.Rejected", decision.comment()));
            });
  }

  @Test
  void approvalTellsHowToAnswerAndGivesTheAnswer() {
    aws.answer(APPROVE, "{'approved': true, 'by': 'ann', 'comment': 'fine'}");

    aws.run(approving(), "{'day': 'monday'}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("ann: fine");
    String letter = aws.asked(APPROVE).get(0).string("Message");
    assertThat(letter)
        .startsWith(
            "Load monday?\n\nTo approve:\naws stepfunctions send-task-success --task-output"
                + " '{\"approved\":true}' --task-token ");
    assertThat(letter).contains("\n\nTo reject:\naws stepfunctions send-task-success");
    assertThat(letter.lines().map(line -> line.replaceAll(".*--task-token ", "")))
        .filteredOn(token -> token.length() > 30)
        .hasSize(2);
  }

  @Test
  void answerThatOnlySaysNoIsEnough() {
    aws.answer(APPROVE, "{'approved': false}");

    Execution run = aws.run(approving(), "{'day': 'monday'}");

    assertThat(run.error()).contains("Load.Rejected");
  }

  @Test
  void answerThatDoesNotSayYesIsNone() {
    aws.answer(APPROVE, "{'approved': 'perhaps'}");

    assertThat(aws.run(approving(), "{'day': 'monday'}").error()).contains("Load.Rejected");
  }

  @Test
  void approvalThroughAQueueHasLinksToAPage() {
    aws.answer("sqs:sendMessage.waitForTaskToken", "{'approved': true}");
    Workflow<Input> workflow =
        only(
            Approval.through(Sqs.queue("approvals"), Text.of("Load?"))
                .page(Text.of("https://approve.example.com/a")));

    Execution run = aws.run(workflow, "{}");

    JsonObject body = aws.asked("sqs:sendMessage.waitForTaskToken").get(0).object("MessageBody");
    assertThat(body.string("question")).isEqualTo("Load?");
    assertThat(body.string("execution")).isEqualTo(run.arn());
    assertThat(body.string("approve"))
        .startsWith("https://approve.example.com/a?answer=approve&token=")
        .doesNotContain(" ");
    assertThat(body.string("reject")).startsWith("https://approve.example.com/a?answer=reject&");
    assertThat(run.output().orElseThrow().compact())
        .isEqualTo("{\"approved\":true,\"by\":\"\",\"comment\":\"\"}");
  }

  @Test
  void approvalMayOnlySendMessages() {
    assertThat(
            only(Approval.through(Sqs.queue("q"), Text.of("?"))).compile().iam().get(0).actions())
        .containsExactly("sqs:SendMessage");
  }

  @Test
  void activityIsATaskOfItsOwnResource() {
    Activity<Input, Answer> pack =
        Activity.named("pack-labels", Input.class, Answer.class).with(Input::day, Text.of("x"));
    Workflow<Input> workflow =
        only(pack.run().heartbeat(Duration.ofMinutes(1)).timeout(Duration.ofHours(1)));

    assertThat(state(workflow).pretty())
        .isEqualTo(
            """
            {
              "Type": "Task",
              "Resource": "${PackLabelsActivityArn}",
              "Arguments": {
                "day": "x"
              },
              "TimeoutSeconds": 3600,
              "HeartbeatSeconds": 60,
              "Output": {},
              "End": true
            }
            """);
    assertThat(workflow.compile().deployedNames()).containsExactly("PackLabelsActivityArn");
    assertThat(workflow.compile().iam()).isEmpty();
  }

  @Test
  void functionIsHandedTheToken() {
    aws.answer("lambda:invoke.waitForTaskToken", "{'text': 'done'}");
    Workflow<Input> workflow =
        Workflow.named("asking", Input.class)
            .flow(
                (flow, in) -> {
                  var answer =
                      flow.run(
                          "ask", FN.with(Ask::day, in.text(Input::day)).invokeForToken(Ask::token));
                  flow.run(
                      "tell", Sns.publish(Text.of("t"), "x", answer.output().text(Answer::text)));
                });

    aws.run(workflow, "{'day': 'monday'}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("done");
    JsonObject payload = aws.asked("lambda:invoke.waitForTaskToken").get(0).object("Payload");
    assertThat(payload.string("day")).isEqualTo("monday");
    assertThat(payload.string("token")).isNotEmpty();
  }

  @Test
  void functionIsCalledWithoutWaiting() {
    aws.answer("lambda:invoke", "{'StatusCode': 202, 'Payload': ''}");

    Execution run =
        aws.run(
            only(
                FN.qualifier("live")
                    .with(Ask::day, Text.of("monday"))
                    .with(Ask::token, Text.of("none"))
                    .invokeAsync()),
            "{}");

    assertThat(run.output().orElseThrow().compact()).isEqualTo("{}");
    assertThat(aws.asked("lambda:invoke").get(0).compact())
        .isEqualTo(
            "{\"FunctionName\":\"${AskFunctionArn}\",\"Qualifier\":\"live\",\"InvocationType\":"
                + "\"Event\",\"Payload\":{\"day\":\"monday\",\"token\":\"none\"}}");
  }

  @Test
  void qualifierThatIsNone() {
    assertSaid(
        () -> FN.qualifier("$LATEST!"),
        "'$LATEST!' is no version or alias of function Ask; versions are numbers, aliases have 1 to"
            + " 128 letters, digits, - and _");
  }

  @Test
  void componentThatHoldsTheTokenAlready() {
    assertSaid(
        () ->
            FN.with(Ask::day, Text.of("x"))
                .with(Ask::token, Text.of("y"))
                .invokeForToken(Ask::token),
        "the component 'token' of function Ask is set twice");
  }

  @Test
  void activityThatLacksInput() {
    assertSaid(
        () -> Activity.named("pack", Input.class, Answer.class).run(),
        "the call of activity pack leaves day of Input unset; set every component with with(..), or"
            + " mark it @Nullable");
  }
}
