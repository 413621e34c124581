package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertMistake;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import dev.stepwell.dsl.authoring.Mistakes.Part;
import org.junit.jupiter.api.Test;

/** Values that cannot be meant, with what is said about it. */
class ValueMistakesTest {
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
  void mistakesPointAtTheAuthorsLine() {
    StackTraceElement here = new Throwable().getStackTrace()[0];
    InvalidWorkflowException thrown =
        catchThrowableOfType(InvalidWorkflowException.class, () -> Text.deployed("a-b"));

    assertThat(thrown.getMessage())
        .startsWith("ValueMistakesTest.java:" + (here.getLineNumber() + 2) + ": ");
  }
}
