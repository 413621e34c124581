package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What blocks do when they run. */
class BlocksRunTest {

  record Input(int size, List<Group> groups, @Nullable String note) {}

  record Group(String name, List<String> members) {}

  record Asked(int size) {}

  record Answer(int value, @Nullable String remark) {}

  private static final Lambda.Fn<Asked, Answer> COUNT =
      Lambda.function("Count", Asked.class, Answer.class);

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static Task<Sns.Published> say(String text) {
    return say(Text.of(text));
  }

  private static Task<Sns.Published> say(Text text) {
    return Sns.publish(Text.of("topic"), "said", text);
  }

  private Execution run(String input, BiConsumer<Flow, Obj<Input>> flow) {
    return aws.run(Workflow.named("blocks", Input.class).flow(flow), input);
  }

  private List<@Nullable String> said() {
    return aws.asked("sns:publish").stream().map(message -> message.string("Message")).toList();
  }

  @ParameterizedTest
  @CsvSource({"5, many", "1, few"})
  void whenTakesOneWay(int size, String expected) {
    run(
        "{'size': " + size + "}",
        (flow, in) -> {
          flow.when("big", in.number(Input::size).gt(3), f -> f.run("many", say("many")))
              .otherwise(f -> f.run("few", say("few")));
          flow.run("after", say("after"));
        });

    assertThat(said()).containsExactly(expected, "after");
  }

  @ParameterizedTest
  @CsvSource({"5, many-5", "1, few"})
  void chooseGivesAValue(int size, String expected) {
    run(
        "{'size': " + size + "}",
        (flow, in) -> {
          Text word =
              flow.choose(
                  "word",
                  in.number(Input::size).gt(3),
                  yes -> Text.of("many-").plus(in.number(Input::size)),
                  no -> Text.of("few"));
          flow.run("tell", say(word));
        });

    assertThat(said()).containsExactly(expected);
  }

  @Test
  void parallelGivesWhatItsBranchesGave() {
    record Both(Num left, Text right) {}
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    run(
        "{'size': 1}",
        (flow, in) -> {
          Both both =
              flow.gather(
                  "both",
                  branches ->
                      new Both(
                          branches.collect(
                              "left",
                              f ->
                                  f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke())
                                      .output()
                                      .number(Answer::value)),
                          branches.collect(
                              "right",
                              f -> {
                                f.waitFor("pause", Duration.ofSeconds(1));
                                return Text.of("r");
                              })));
          flow.run("tell", say(both.right().plus(both.left())));
        });

    assertThat(said()).containsExactly("r7");
  }

  @Test
  void innerForEachSeesTheOuterItem() {
    aws.answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's'}")
        .answer("aws-sdk:redshiftdata:describeStatement", "{'Status': 'FINISHED'}");
    Redshift warehouse = Redshift.serverless("analytics", "dw");

    run(
        "{'groups': [{'name': 'a', 'members': ['x', 'y']}, {'name': 'b', 'members': ['x']}]}",
        (flow, in) ->
            flow.forEach("groups", in.items(Input::groups))
                .atOnce(1)
                .run(
                    (outer, group) ->
                        outer
                            .forEach("members", group.items(Group::members))
                            .run(
                                (inner, member) -> {
                                  inner.run(
                                      "tell",
                                      say(
                                          group
                                              .text(Group::name)
                                              .plus("/")
                                              .plus(Text.from(member))));
                                  inner.run("load", warehouse.sql("SELECT 1"));
                                })));

    assertThat(said()).containsExactlyInAnyOrder("a/x", "a/y", "b/x");
    assertThat(aws.asked("aws-sdk:redshiftdata:executeStatement"))
        .extracting(statement -> statement.string("ClientToken"))
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void collectKeepsTheOrderOfItems() {
    aws.on(
        "lambda:invoke",
        call ->
            JsonObject.of(
                "Payload",
                JsonObject.of(
                    "value",
                    java.util.Objects.requireNonNull(call.object("Payload").get("size")))));
    record One(int size) {}
    record Many(List<One> ones) {}
    Execution run =
        aws.run(
            Workflow.named("order", Many.class)
                .flow(
                    (flow, in) -> {
                      var values =
                          flow.forEach("each", in.items(Many::ones))
                              .collect(
                                  (each, one) ->
                                      each.run(
                                              "count",
                                              COUNT
                                                  .with(Asked::size, one.number(One::size))
                                                  .invoke())
                                          .output()
                                          .number(Answer::value));
                      flow.run("tell", say(Text.jsonata("$string({0})", values)));
                    }),
            "{'ones': [{'size': 3}, {'size': 1}, {'size': 2}]}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(said()).containsExactly("[3,1,2]");
  }

  @ParameterizedTest
  @CsvSource({"'{}', none", "'{''note'': ''x''}', x"})
  void optionalInputHasAnAlternative(String input, String expected) {
    run(input, (flow, in) -> flow.run("tell", say(in.text(Input::note).orElse("none"))));

    assertThat(said()).containsExactly(expected);
  }

  @Test
  void absentOptionalOutputIsNull() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    run(
        "{}",
        (flow, in) -> {
          var answer = flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          flow.when(
                  "remarked", answer.text(Answer::remark).isPresent(), f -> f.run("a", say("yes")))
              .otherwise(f -> f.run("b", say("no")));
        });

    assertThat(said()).containsExactly("no");
  }

  @Test
  void attemptRecoversAndGoesOn() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.attempt("try", f -> f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()))
                  .recover((f, failure) -> f.run("sorry", say(failure.cause())));
              flow.run("after", say("after"));
            });

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(said()).containsExactly("because", "after");
  }

  @ParameterizedTest
  @CsvSource({
    "First.Error, first|after",
    "Second.Error, second|after",
    "Third.Error, handler Third.Error"
  })
  void attemptRecoversFromTheErrorItNames(String error, String expected) {
    aws.fail("lambda:invoke", error, "because");

    run(
        "{}",
        (flow, in) -> {
          flow.onFailure(
              (f, failure) -> f.run("handler", say(Text.of("handler ").plus(failure.error()))));
          flow.attempt("try", f -> f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()))
              .recoverFrom(ErrorName.of("First.Error"), (f, failure) -> f.run("r1", say("first")))
              .recoverFrom(
                  ErrorName.of("Second.Error"), (f, failure) -> f.run("r2", say("second")));
          flow.run("after", say("after"));
        });

    assertThat(String.join("|", said())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED, done|after",
    "FAILED, recovered|after",
    "PARKED, handler Redshift.StatementStatusUnknown"
  })
  void endsOfPollingLoopsAreRecoveredFromByName(String status, String expected) {
    aws.answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's'}")
        .answer("aws-sdk:redshiftdata:describeStatement", "{'Status': '" + status + "'}");

    run(
        "{}",
        (flow, in) -> {
          flow.onFailure(
              (f, failure) -> f.run("handler", say(Text.of("handler ").plus(failure.error()))));
          flow.attempt(
                  "try",
                  f -> {
                    f.run("load", Redshift.serverless("analytics", "dw").sql("SELECT 1"));
                    f.run("done", say("done"));
                  })
              .recoverFrom(Redshift.STATEMENT_FAILED, (f, failure) -> f.run("r", say("recovered")));
          flow.run("after", say("after"));
        });

    assertThat(String.join("|", said())).isEqualTo(expected);
  }

  @Test
  void failInsideAnAttemptIsRecoveredFrom() {
    Execution run =
        run(
            "{'size': 1}",
            (flow, in) ->
                flow.attempt(
                        "try",
                        f ->
                            f.when(
                                "small",
                                in.number(Input::size).lt(3),
                                small ->
                                    small.fail(
                                        "too-small",
                                        "Too.Small",
                                        Text.of("only ").plus(in.number(Input::size)))))
                    .recover((f, failure) -> f.run("sorry", say(failure.cause()))));

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(said()).containsExactly("only 1");
  }

  @Test
  void handlerThatSucceedsMakesTheExecutionSucceed() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.onFailure(
                  (f, failure) -> {
                    f.run("sorry", say("sorry"));
                    f.succeed("forgiven");
                  });
              flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
            });

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(said()).containsExactly("sorry");
  }

  @ParameterizedTest
  @CsvSource({"true, FAILED, failure|teardown", "false, SUCCEEDED, teardown"})
  void alwaysRunsInAnyCase(boolean failing, ExecutionStatus status, String expected) {
    if (failing) {
      aws.fail("lambda:invoke", "Some.Error", "because");
    } else {
      aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");
    }

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("failure", say("failure")));
              flow.always(f -> f.run("teardown", say("teardown")));
              flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
            });

    assertThat(run.status()).isEqualTo(status);
    assertThat(run.error().isPresent()).isEqualTo(failing);
    assertThat(String.join("|", said())).isEqualTo(expected);
  }

  @Test
  void teardownThatFailsFailsTheExecutionButKeepsAnEarlierFailure() {
    aws.fail("lambda:invoke", "First.Error", "first").fail("lambda:invoke", "Then.Error", "then");
    BiConsumer<Flow, Obj<Input>> flow =
        (f, in) -> {
          f.always(t -> t.run("teardown", COUNT.with(Asked::size, Num.of(1)).invoke()));
          f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
        };

    assertThat(run("{}", flow).error()).contains("First.Error");

    Services well = new Services();
    well.answer("lambda:invoke", "{'Payload': {}}").fail("lambda:invoke", "Then.Error", "then");
    Execution run = well.run(Workflow.named("blocks", Input.class).flow(flow), "{}");
    assertThat(run.error()).contains("Then.Error");
  }

  @Test
  void succeedInAHandlerStillRunsTheTeardown() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.always(f -> f.run("teardown", say("teardown")));
              flow.onFailure((f, failure) -> f.succeed("forgiven"));
              flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
            });

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(said()).containsExactly("teardown");
  }

  @Test
  void failureInsideForEachIsHandledThereAndThenOutside() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        run(
            "{'groups': [{'name': 'a', 'members': []}]}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("outside", say("outside")));
              flow.forEach("groups", in.items(Input::groups))
                  .run(
                      (each, group) -> {
                        each.onFailure(
                            (f, failure) -> f.run("inside", say(group.text(Group::name))));
                        each.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
                      });
            });

    assertThat(run.error()).contains("Some.Error");
    assertThat(run.cause()).contains("because");
    assertThat(said()).containsExactly("a", "outside");
  }

  @Test
  void branchThatFailsFailsTheParallel() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("tell", say(failure.error())));
              flow.parallel(
                  "both",
                  branches -> {
                    branches.branch(
                        "left", f -> f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()));
                    branches.branch("right", f -> f.waitFor("pause", Duration.ofHours(1)));
                  });
            });

    assertThat(run.error()).contains("Some.Error");
    assertThat(said()).containsExactly("Some.Error");
  }

  @Test
  void fragmentWrittenByHandTakesArgumentsAndGivesAShape() {
    String fragment =
        """
        {"StartAt": "Double", "States": {"Double": {
          "Type": "Pass", "Output": {"value": "{% $states.input.size * 2 %}"}, "End": true}}}
        """;

    run(
        "{'size': 21}",
        (flow, in) -> {
          var answer =
              flow.run(
                  "legacy",
                  Asl.fragment(fragment, Args.of("size", in.number(Input::size)), Answer.class));
          flow.run("tell", say(answer.output().number(Answer::value).text()));
        });

    assertThat(said()).containsExactly("42");
  }

  @Test
  void fragmentThatFailsIsHandledLikeAnyStep() {
    String fragment =
        """
        {"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "By.Hand", "Cause": "no"}}}
        """;

    Execution run =
        run(
            "{}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("tell", say(failure.error())));
              flow.run("legacy", Asl.fragment(fragment, Args.none(), Answer.class));
            });

    assertThat(run.error()).contains("By.Hand");
    assertThat(said()).containsExactly("By.Hand");
  }

  @ParameterizedTest
  @CsvSource({"flights/2001.csv, true", "flights/2001.txt, false", "other/2001.csv, false"})
  void textsMatchRegularExpressions(String note, boolean matching) {
    run(
        "{'note': '" + note + "'}",
        (flow, in) ->
            flow.run(
                "tell",
                say(Text.of("").plus(in.text(Input::note).matches("^flights/[0-9]{4}\\.csv$")))));

    assertThat(said()).containsExactly(String.valueOf(matching));
  }

  @Test
  void stepsCalledLikeFunctionsDoNotHideThem() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    run(
        "{'groups': [{'name': 'a', 'members': []}]}",
        (flow, in) -> {
          var count = flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          var failure = flow.run("failure", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          flow.run(
              "string",
              say(
                  Text.of("n=")
                      .plus(count.number(Answer::value))
                      .plus(failure.number(Answer::value))
                      .plus(in.items(Input::groups).count())));
        });

    assertThat(said()).containsExactly("n=771");
  }
}
