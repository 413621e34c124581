package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Blocks.COUNT;
import static dev.stepwell.dsl.authoring.Blocks.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Blocks.Answer;
import dev.stepwell.dsl.authoring.Blocks.Asked;
import dev.stepwell.dsl.authoring.Blocks.Group;
import dev.stepwell.dsl.authoring.Blocks.Input;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What blocks do when something in them fails. */
class FailuresRunTest {

  private final Services aws = new Services();
  private final Blocks blocks = new Blocks(aws);

  @Test
  void attemptRecoversAndGoesOn() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        blocks.run(
            "{}",
            (flow, in) -> {
              flow.attempt("try", f -> f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()))
                  .recover((f, failure) -> f.run("sorry", say(failure.cause())));
              flow.run("after", say("after"));
            });

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactly("because", "after");
  }

  @ParameterizedTest
  @CsvSource({
    "First.Error, first|after",
    "Second.Error, second|after",
    "Third.Error, handler Third.Error"
  })
  void attemptRecoversFromTheErrorItNames(String error, String expected) {
    aws.fail("lambda:invoke", error, "because");

    blocks.run(
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

    assertThat(String.join("|", blocks.said())).isEqualTo(expected);
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

    blocks.run(
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

    assertThat(String.join("|", blocks.said())).isEqualTo(expected);
  }

  @Test
  void failInsideAnAttemptIsRecoveredFrom() {
    Execution run =
        blocks.run(
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
    assertThat(blocks.said()).containsExactly("only 1");
  }

  @Test
  void handlerThatSucceedsMakesTheExecutionSucceed() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        blocks.run(
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
    assertThat(blocks.said()).containsExactly("sorry");
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
        blocks.run(
            "{}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("failure", say("failure")));
              flow.always(f -> f.run("teardown", say("teardown")));
              flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
            });

    assertThat(run.status()).isEqualTo(status);
    assertThat(run.error().isPresent()).isEqualTo(failing);
    assertThat(String.join("|", blocks.said())).isEqualTo(expected);
  }

  @Test
  void teardownThatFailsFailsTheExecutionButKeepsAnEarlierFailure() {
    aws.fail("lambda:invoke", "First.Error", "first").fail("lambda:invoke", "Then.Error", "then");
    BiConsumer<Flow, Obj<Input>> flow =
        (f, in) -> {
          f.always(t -> t.run("teardown", COUNT.with(Asked::size, Num.of(1)).invoke()));
          f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
        };

    assertThat(blocks.run("{}", flow).error()).contains("First.Error");

    Services well = new Services();
    well.answer("lambda:invoke", "{'Payload': {}}").fail("lambda:invoke", "Then.Error", "then");
    Execution run = well.run(Workflow.named("blocks", Input.class).flow(flow), "{}");
    assertThat(run.error()).contains("Then.Error");
  }

  @Test
  void succeedInAHandlerStillRunsTheTeardown() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        blocks.run(
            "{}",
            (flow, in) -> {
              flow.always(f -> f.run("teardown", say("teardown")));
              flow.onFailure((f, failure) -> f.succeed("forgiven"));
              flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
            });

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactly("teardown");
  }

  @Test
  void failureInsideForEachIsHandledThereAndThenOutside() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        blocks.run(
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
    assertThat(blocks.said()).containsExactly("a", "outside");
  }

  @Test
  void branchThatFailsFailsTheParallel() {
    aws.fail("lambda:invoke", "Some.Error", "because");

    Execution run =
        blocks.run(
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
    assertThat(blocks.said()).containsExactly("Some.Error");
  }

  @Test
  void fragmentThatFailsIsHandledLikeAnyStep() {
    String fragment =
        """
        {"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "By.Hand", "Cause": "no"}}}
        """;

    Execution run =
        blocks.run(
            "{}",
            (flow, in) -> {
              flow.onFailure((f, failure) -> f.run("tell", say(failure.error())));
              flow.run("legacy", Asl.fragment(fragment, Args.none(), Answer.class));
            });

    assertThat(run.error()).contains("By.Hand");
    assertThat(blocks.said()).containsExactly("By.Hand");
  }
}
