package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.COUNT;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.Aws;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Mistakes.Count;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks and resources that AWS would refuse, with what is said about it. */
class TaskMistakesTest {

  private static final Redshift DW = Redshift.serverless("analytics", "dw");

  @Test
  void subjectWithALineBreak() {
    assertSaid(
        () -> Sns.publish(Text.of("t"), "one\ntwo", Text.of("m")),
        "the SNS subject has a line break at 4; SNS takes printable ASCII in one line, put the rest"
            + " into the message");
  }

  @Test
  void subjectThatIsTooLong() {
    assertSaid(
        () -> Sns.publish(Text.of("t"), "x".repeat(101), Text.of("m")),
        "the SNS subject has 101 characters; SNS takes 1 to 100, put the rest into the message");
  }

  @Test
  void functionThatLacksInput() {
    assertSaid(
        () -> COUNT.invoke(),
        "the call of function Count leaves path of Part unset; set every component with with(..),"
            + " or mark it @Nullable");
  }

  @Test
  void jobArgumentWithoutDashes() {
    assertSaid(
        () -> Glue.job("transform").arg("day", "x"),
        "the argument 'day' of Glue job transform does not start with --, so the job would not see"
            + " it; write --day");
  }

  @Test
  void jobArgumentThatBelongsToGlue() {
    assertSaid(
        () -> Glue.job("transform").arg("--conf", "x"),
        "the argument '--conf' of Glue job transform belongs to Glue itself; use another name");
  }

  @Test
  void vacuumInATransaction() {
    assertSaid(
        () -> DW.batch("DELETE FROM t", "VACUUM t"),
        "VACUUM is in a Redshift batch, which is one transaction: VACUUM cannot run in one; make"
            + " it a step of its own");
  }

  @Test
  void copyWithoutARole() {
    assertSaid(
        () -> DW.copy("flights").from(Text.of("s3://b/")).parquet(),
        "COPY flights lacks its role; say iamRole(..) before the format");
  }

  @Test
  void parameterThatNoStatementUses() {
    assertSaid(
        () -> DW.sql("SELECT :days").with("day", Text.of("x")),
        "no statement uses the parameter :day; Redshift refuses parameters that are not used,"
            + " write :day where the value belongs");
  }

  @Test
  void tableNameThatCouldEscape() {
    assertSaid(
        () -> DW.vacuum("flights'; DROP TABLE x"),
        "Redshift: no SQL identifier: \"flights'; DROP TABLE x\"");
  }

  @Test
  void actionThatIsNone() {
    assertSaid(
        () -> Aws.call("getTables", Args.none(), Count.class),
        "the action 'getTables' is not of the form service:action, such as glue:getTables");
  }

  @Test
  void fragmentThatIsNoGraph() {
    assertSaid(
        () -> Asl.fragment("{\"Type\": \"Pass\"}", Args.none(), Count.class),
        "the ASL fragment is not a graph; it must be an object with StartAt and States");
  }

  @Test
  void fragmentThatIsNotValidIsSaidByTheValidator() {
    InvalidWorkflowException thrown =
        catchThrowableOfType(
            InvalidWorkflowException.class,
            () ->
                Workflow.named("daily", Input.class)
                    .flow(
                        (flow, in) ->
                            flow.run(
                                "legacy",
                                Asl.fragment(
                                    "{\"StartAt\": \"A\", \"States\": {}}",
                                    Args.none(),
                                    Count.class)))
                    .compile());

    assertThat(thrown.problems()).isNotEmpty().allMatch(problem -> problem.contains("legacy"));
  }

  @Test
  void retryOfEverythingAndMore() {
    assertSaid(
        () -> Retry.on(ErrorName.ALL, ErrorName.TIMEOUT),
        "States.ALL stands for every error; a Retry that names it can name no other");
  }

  @Test
  void timeoutOfNothing() {
    assertSaid(
        () -> Glue.crawler("raw").timeout(Duration.ZERO),
        "a time-out is 1 to 99,999,999 seconds, but this one is PT0S");
  }

  @Test
  void resourceTwice() {
    assertSaid(
        () ->
            Resources.builder().add(new Resource.Topic("Alerts")).add(new Resource.Topic("Alerts")),
        "the Topic 'Alerts' is declared twice; declare it once");
  }
}
