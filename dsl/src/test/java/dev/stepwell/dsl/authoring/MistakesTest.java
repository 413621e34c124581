package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.Aws;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Tick;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Value;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake an author can make, with what is said about it. Lines are replaced by "line". */
class MistakesTest {

  record Input(LocalDate day, List<Part> parts) {}

  record Part(String path) {
    String shortPath() {
      return path;
    }
  }

  record Count(int value) {}

  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final Task<?> SAY = Sns.publish(Text.of("topic"), "said", Text.of("hello"));
  private static final Lambda.Fn<Part, Count> COUNT =
      Lambda.function("Count", Part.class, Count.class);

  private static void assertMistake(BiConsumer<Flow, Obj<Input>> flow, String message) {
    assertThat(mistake(() -> Workflow.named("daily", Input.class).flow(flow).compile()))
        .isEqualTo("MistakesTest.java:line: " + message);
  }

  private static void assertSaid(Runnable code, String message) {
    assertThat(mistake(code)).isEqualTo("MistakesTest.java:line: " + message);
  }

  private static String mistake(Runnable code) {
    InvalidWorkflowException thrown =
        catchThrowableOfType(InvalidWorkflowException.class, code::run);
    assertThat(thrown).as("nothing was refused").isNotNull();
    return thrown.getMessage().replaceAll("(\\w+\\.java):\\d+", "$1:line");
  }

  @Test
  void outerFlowUsedInAnInnerBlock() {
    assertMistake(
        (flow, in) ->
            flow.forEach("transform", in.items(Input::parts))
                .run((each, part) -> flow.run("copy", SAY)),
        "step 'copy' is added to the flow of 'daily', which is not the innermost open one; here"
            + " the block of 'transform' is open: use that block's own flow parameter");
  }

  @Test
  void innerFlowUsedAfterItsBlock() {
    assertMistake(
        (flow, in) -> {
          AtomicReference<Flow> kept = new AtomicReference<>();
          flow.attempt(
                  "try",
                  inner -> {
                    inner.run("first", SAY);
                    kept.set(inner);
                  })
              .recover((f, failure) -> f.run("sorry", SAY));
          kept.get().run("late", SAY);
        },
        "step 'late' is added to the block of 'try', which is closed; here the flow of 'daily' is"
            + " open: use that block's own flow parameter");
  }

  @Test
  void flowUsedAfterRecording() {
    AtomicReference<Flow> kept = new AtomicReference<>();
    Workflow.named("daily", Input.class)
        .flow(
            (flow, in) -> {
              flow.run("first", SAY);
              kept.set(flow);
            });

    assertSaid(
        () -> kept.get().run("late", SAY),
        "step 'late' is added to the flow of 'daily', which is closed; steps are recorded only"
            + " while the flow's function runs");
  }

  @Test
  void nameTwice() {
    assertMistake(
        (flow, in) -> {
          flow.run("copy", SAY);
          flow.run("copy", SAY);
        },
        "the name 'copy' is already taken at MistakesTest.java:line; names are unique in a"
            + " workflow, give this one another");
  }

  @Test
  void nameOfTheWorkflow() {
    assertMistake(
        (flow, in) -> flow.run("daily", SAY),
        "the name 'daily' is that of the workflow itself; give the step another one");
  }

  @ParameterizedTest
  @CsvSource({"Copy", "copy_all", "copy--all", "-copy", "2copy", "copy all", "''"})
  void nameThatIsNotKebabCase(String name) {
    assertMistake(
        (flow, in) -> flow.run(name, SAY),
        "the name '"
            + name
            + "' is not kebab-case; use lower-case letters and digits in words joined by '-',"
            + " starting with a letter, such as crawl-raw");
  }

  @Test
  void nameThatIsTooLong() {
    String name = "a".repeat(65);
    assertMistake(
        (flow, in) -> flow.run(name, SAY),
        "the name '"
            + name
            + "' has 65 characters; at most 64 leave room for the states made from it; shorten it");
  }

  @Test
  void lambdaForAnAccessor() {
    assertMistake(
        (flow, in) -> in.items(input -> input.parts()),
        "a lambda is no record accessor; the component's name is read from the method reference:"
            + " pass the accessor itself, such as Partition::day");
  }

  @Test
  void otherMethodForAnAccessor() {
    assertMistake(
        (flow, in) ->
            flow.forEach("each", in.items(Input::parts))
                .run((each, part) -> part.text(Part::shortPath)),
        "'shortPath' is no record accessor; the component's name is read from the method"
            + " reference: pass the accessor itself, such as Partition::day");
  }

  @Test
  void outputUsedOutsideItsBlock() {
    assertMistake(
        (flow, in) -> {
          List<Num> kept = new ArrayList<>();
          flow.forEach("transform", in.items(Input::parts))
              .run(
                  (each, part) ->
                      kept.add(
                          each.run("count", COUNT.with(Part::path, part.text(Part::path)).invoke())
                              .output()
                              .number(Count::value)));
          flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get(0).text()));
        },
        "step 'tell' uses the output of 'count', which belongs to the block of 'transform' and is"
            + " not known outside it; return the value from that block");
  }

  @Test
  void itemUsedOutsideItsBlock() {
    assertMistake(
        (flow, in) -> {
          List<Text> kept = new ArrayList<>();
          flow.forEach("transform", in.items(Input::parts))
              .run(
                  (each, part) -> {
                    kept.add(part.text(Part::path));
                    each.run("say", SAY);
                  });
          flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get(0)));
        },
        "step 'tell' uses the item of 'transform', which is known only in the block of"
            + " 'transform'; return the value from that block");
  }

  @Test
  void outputUsedInAHandlerThatMayRunBefore() {
    assertMistake(
        (flow, in) -> {
          var count = flow.run("count", COUNT.with(Part::path, Text.of("x")).invoke()).output();
          flow.onFailure(
              (f, failure) ->
                  f.run("tell", Sns.publish(Text.of("t"), "s", count.number(Count::value).text())));
        },
        "step 'tell' in the onFailure block of the flow of 'daily' uses the output of 'count',"
            + " which may not have run when the onFailure block of the flow of 'daily' starts; use"
            + " the workflow's input or the failure");
  }

  @Test
  void valueOfABranchUsedInAnother() {
    assertMistake(
        (flow, in) ->
            flow.parallel(
                "both",
                branches -> {
                  Text left =
                      branches.collect(
                          "left",
                          f -> {
                            f.run("say", SAY);
                            return Text.of("l");
                          });
                  branches.branch(
                      "right", f -> f.run("tell", Sns.publish(Text.of("t"), "s", left)));
                }),
        "step 'tell' uses the value of 'left', which belongs to the end of 'both' and is not known"
            + " outside it; return the value from that block");
  }

  @Test
  void inputOfAnotherWorkflow() {
    AtomicReference<Obj<Input>> kept = new AtomicReference<>();
    Workflow.named("other", Input.class)
        .flow(
            (flow, in) -> {
              flow.run("say", SAY);
              kept.set(in);
            });

    assertMistake(
        (flow, in) ->
            flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get().day(Input::day).text())),
        "step 'tell' uses the input of another workflow, which is known only in the flow of"
            + " 'other'; return the value from that block");
  }

  @Test
  void stepAfterFail() {
    assertMistake(
        (flow, in) -> {
          flow.fail("reject", "Too.Bad", Text.of("bad"));
          flow.run("copy", SAY);
        },
        "step 'copy' follows 'reject' (MistakesTest.java:line), after which the flow of 'daily'"
            + " has ended; remove it or put the end into a when");
  }

  @Test
  void stepAfterSucceedInBothBranches() {
    assertMistake(
        (flow, in) -> {
          flow.when("any", in.items(Input::parts).isEmpty(), f -> f.succeed("nothing"))
              .otherwise(f -> f.fail("something", "Too.Much", Text.of("x")));
          flow.run("copy", SAY);
        },
        "step 'copy' follows 'any' (MistakesTest.java:line), after which the flow of 'daily' has"
            + " ended; remove it or put the end into a when");
  }

  @Test
  void blockThatReturnsAValueButFails() {
    assertMistake(
        (flow, in) ->
            flow.forEach("each", in.items(Input::parts))
                .collect(
                    (each, part) -> {
                      each.fail("no", "No.Way", Text.of("x"));
                      return part.text(Part::path);
                    }),
        "the block of 'each' ends in fail and so never returns its value; put the fail into a"
            + " when");
  }

  @Test
  void succeedInABlockThatReturnsAValue() {
    assertMistake(
        (flow, in) ->
            flow.forEach("each", in.items(Input::parts))
                .collect(
                    (each, part) -> {
                      each.when("any", in.items(Input::parts).isEmpty(), f -> f.succeed("skip-it"));
                      return part.text(Part::path);
                    }),
        "succeed 'skip-it' would leave the block of 'each', which must return a value; use choose"
            + " to return one or another");
  }

  @Test
  void forEachWithoutABlock() {
    assertMistake(
        (flow, in) -> {
          flow.forEach("each", in.items(Input::parts));
          flow.run("copy", SAY);
        },
        "forEach 'each' is not finished; call run or collect on it, with the block for one item");
  }

  @Test
  void attemptWithoutRecovery() {
    assertMistake(
        (flow, in) -> flow.attempt("try", f -> f.run("copy", SAY)),
        "attempt 'try' is not finished; call recover or recoverFrom on it");
  }

  @Test
  void recoveryThatCanNeverRun() {
    assertMistake(
        (flow, in) ->
            flow.attempt("try", f -> f.run("copy", SAY))
                .recoverFrom(ErrorName.ALL, (f, failure) -> f.run("a", SAY))
                .recoverFrom(ErrorName.TIMEOUT, (f, failure) -> f.run("b", SAY)),
        "the recovery of 'try' from States.Timeout can never run, because an earlier one takes"
            + " that error; put it first");
  }

  @Test
  void otherwiseThatDoesNotFollowItsWhen() {
    assertMistake(
        (flow, in) -> {
          var when = flow.when("any", in.items(Input::parts).isEmpty(), f -> f.run("a", SAY));
          flow.run("copy", SAY);
          when.otherwise(f -> f.run("b", SAY));
        },
        "the otherwise of 'any' must directly follow its when, and only once");
  }

  @Test
  void handlerTwice() {
    assertMistake(
        (flow, in) -> {
          flow.onFailure((f, failure) -> f.run("a", SAY));
          flow.onFailure((f, failure) -> f.run("b", SAY));
        },
        "the flow of 'daily' has an onFailure already; a scope has one, put the steps together");
  }

  @Test
  void choiceOfTwoTypes() {
    assertMistake(
        (flow, in) -> {
          Value<?> value =
              flow.<Value<?>>choose(
                  "any", in.items(Input::parts).isEmpty(), yes -> Text.of("none"), no -> Num.of(1));
          assertThat(value).isNotNull();
        },
        "choose 'any' gives a Text one way and a Num the other; both blocks must return the same"
            + " type");
  }

  @Test
  void failWithANameOfAws() {
    assertMistake(
        (flow, in) -> flow.fail("reject", "States.Timeout", Text.of("late")),
        "fail 'reject' raises States.Timeout, but names that start with States. belong to AWS; use"
            + " a name of your own");
  }

  @Test
  void valueMadeIntoAJavaString() {
    assertMistake(
        (flow, in) ->
            flow.run("tell", Sns.publish(Text.of("t"), "s", Text.of("" + in.day(Input::day)))),
        "a Day is made into a Java string, but its text is known only when the workflow runs; use"
            + " Text.plus to put texts together");
  }

  @Test
  void textThatDeploymentWouldReplace() {
    assertSaid(
        () -> Text.of("s3://${LakeBucket}/"),
        "the text \"s3://${LakeBucket}/\" holds ${, which deployment takes for a name to fill in"
            + " and which cannot be escaped; use Text.deployed(\"Name\") and plus");
  }

  @Test
  void deployedNameThatIsNone() {
    assertSaid(
        () -> Text.deployed("lake-bucket"),
        "the deploy-time name 'lake-bucket' must consist of letters and digits");
  }

  @Test
  void triggerThatLeavesAComponentUnset() {
    assertSaid(
        () ->
            Workflow.named("daily", Input.class)
                .on(Trigger.cron("0 2 * * *", "UTC", (in, tick) -> in.set(Input::day, tick.day()))),
        "the cron trigger of workflow 'daily' leaves parts of Input unset; set every component in"
            + " its mapping, or mark it @Nullable");
  }

  @Test
  void triggerThatSetsAComponentTwice() {
    assertSaid(
        () ->
            Trigger.<Input>cron(
                "0 2 * * *",
                "UTC",
                (in, tick) -> in.set(Input::day, tick.day()).set(Input::day, tick.day())),
        "the mapping sets component 'day' twice");
  }

  @Test
  void triggerEventUsedInTheFlow() {
    AtomicReference<Tick> kept = new AtomicReference<>();
    Trigger.<Input>cron("0 2 * * *", "UTC", (in, tick) -> kept.set(tick));

    assertMistake(
        (flow, in) -> flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get().day().text())),
        "step 'tell' uses a trigger's event, which is known only in the trigger's mapping; set a"
            + " component of the input there and use that");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * *|UTC|a cron expression has 5 fields (minute hour day month weekday), but this one"
            + " has 4",
        "60 2 * * *|UTC|the minute field takes 0 to 59, not '60'",
        "0 2 1 * MON|UTC|a cron expression that restricts both day and weekday means either of"
            + " them, which the Scheduler cannot say; use two triggers",
        "0 9-7 * * *|UTC|the hour field has the range 9-7, which ends before it starts",
        "0 2 * * *|Mars/Base|Unknown time-zone ID: Mars/Base"
      })
  void cronThatIsNone(String cron, String zone, String message) {
    assertSaid(
        () -> Trigger.<Input>cron(cron, zone, (in, tick) -> in.set(Input::day, tick.day())),
        "the trigger cron '" + cron + "' in zone '" + zone + "': " + message);
  }

  @Test
  void dayOfATickThatUtcDoesNotTell() {
    assertSaid(
        () ->
            Trigger.<Input>cron(
                "0 * * * *", "America/New_York", (in, tick) -> in.set(Input::day, tick.day())),
        "the day of a tick cannot be told from its UTC time, because this schedule fires so close"
            + " to both ends of the day that the clock changes of America/New_York move it; use a"
            + " zone without clock changes such as UTC, or fire at fewer hours");
  }

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
  void regularExpressionThatIsNone() {
    assertSaid(() -> Text.of("x").matches("(a"), "'(a' is no regular expression: Unclosed group");
  }

  @Test
  void jsonataThatCannotBeRead() {
    assertSaid(
        () -> Text.jsonata("$string({0}", Num.of(1)),
        "the JSONata \"$string({0}\" cannot be read: Expected \")\" before end of expression;"
            + " arguments given, from {0} on: 1");
  }

  @Test
  void placeholderWithoutItsArgument() {
    assertSaid(
        () -> Num.jsonata("{0} + {1}", Num.of(1)),
        "the JSONata \"{0} + {1}\" cannot be read: Expected \":\", got \"}\";"
            + " arguments given, from {0} on: 1");
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

  @Test
  void allProblemsOfAWholeWorkflowAreListed() {
    InvalidWorkflowException thrown =
        catchThrowableOfType(
            InvalidWorkflowException.class,
            () ->
                Workflow.named("daily", Input.class)
                    .flow(
                        (flow, in) -> {
                          flow.forEach("each", in.items(Input::parts)).run((each, part) -> {});
                          flow.parallel("both", branches -> branches.branch("left", f -> {}));
                          flow.forEach("texts", Items.of(List.of("a")))
                              .run(
                                  (each, text) ->
                                      each.attempt("try", f -> {})
                                          .recover((f, failure) -> f.run("sorry", SAY)));
                        })
                    .compile());

    assertThat(thrown.problems())
        .map(problem -> problem.replaceAll(":\\d+:", ":"))
        .containsExactly(
            "MistakesTest.java: the block of forEach 'each' has no step; add at least one",
            "MistakesTest.java: the branch 'left' has no step; add at least one",
            "MistakesTest.java: the block of attempt 'try' has no step; add at least one");
  }

  @Test
  void workflowWithoutSteps() {
    assertMistake((flow, in) -> {}, "workflow 'daily' has no step; add at least one to its flow");
  }

  @Test
  void mistakesPointAtTheAuthorsLine() {
    StackTraceElement here = new Throwable().getStackTrace()[0];
    InvalidWorkflowException thrown =
        catchThrowableOfType(InvalidWorkflowException.class, () -> Text.deployed("a-b"));

    assertThat(thrown.getMessage())
        .startsWith("MistakesTest.java:" + (here.getLineNumber() + 2) + ": ");
  }
}
