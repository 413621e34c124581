package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.SAY;
import static dev.stepwell.dsl.authoring.Mistakes.assertMistake;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Value;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import dev.stepwell.dsl.authoring.Mistakes.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps and blocks that cannot stand as they are, with what is said about it. */
class FlowMistakesTest {
  @Test
  void nameTwice() {
    assertMistake(
        (flow, in) -> {
          flow.run("copy", SAY);
          flow.run("copy", SAY);
        },
        "the name 'copy' is already taken at FlowMistakesTest.java:line; names are unique in a"
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
  void stepAfterFail() {
    assertMistake(
        (flow, in) -> {
          flow.fail("reject", "Too.Bad", Text.of("bad"));
          flow.run("copy", SAY);
        },
        "step 'copy' follows 'reject' (FlowMistakesTest.java:line), after which the flow of 'daily'"
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
        "step 'copy' follows 'any' (FlowMistakesTest.java:line), after which the flow of 'daily' has"
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
            "FlowMistakesTest.java: the block of forEach 'each' has no step; add at least one",
            "FlowMistakesTest.java: the branch 'left' has no step; add at least one",
            "FlowMistakesTest.java: the block of attempt 'try' has no step; add at least one");
  }

  @Test
  void workflowWithoutSteps() {
    assertSaid(
        () -> Workflow.named("daily", Input.class).flow((flow, in) -> {}).compile(),
        "workflow 'daily' has no step; add at least one to its flow");
  }
}
