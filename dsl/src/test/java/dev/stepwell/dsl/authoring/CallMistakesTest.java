package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Aws;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of the SDK that AWS would refuse, and the way around the models. */
class CallMistakesTest {

  record Nothing() {}

  record Tables(List<Table> tableList) {}

  record Table(String name, int owner) {}

  private static final String MODELS =
      " (model of " + Aws.models() + "; Aws.unchecked takes what is newer)";

  @Test
  void serviceThatIsNone() {
    assertSaid(
        () -> Aws.call("redshiftdatas:executeStatement", Args.none(), Nothing.class),
        "redshiftdatas:executeStatement: there is no service 'redshiftdatas'; did you mean"
            + " 'redshiftdata'?"
            + MODELS);
  }

  @Test
  void actionThatTheServiceDoesNotHave() {
    assertSaid(
        () -> Aws.call("glue:getTabels", Args.none(), Nothing.class),
        "glue:getTabels: glue has no action 'getTabels'; did you mean 'getTable'?" + MODELS);
  }

  @Test
  void parametersThatTheActionDoesNotHave() {
    assertSaid(
        () ->
            Aws.call(
                "glue:getTables",
                Args.of("databaseName", Text.of("raw"))
                    .and("Table", Args.of("Name", Text.of("flights"))),
                Nothing.class),
        "glue:getTables: there is no parameter 'databaseName'; did you mean 'DatabaseName'?; there"
            + " is no parameter 'Table'; the required parameter 'DatabaseName' is missing"
            + MODELS);
  }

  @Test
  void parameterInAListOfObjects() {
    assertSaid(
        () ->
            Aws.call(
                "eventbridge:putEvents",
                Args.none()
                    .and(
                        "Entries",
                        List.of(
                            Args.of("Source", Text.of("stepwell")),
                            Args.of("Sources", Text.of("stepwell")))),
                Nothing.class),
        "eventbridge:putEvents: there is no parameter 'Entries[].Sources'; did you mean 'Source'?"
            + MODELS);
  }

  @Test
  void valueOfAnotherTypeThoughItIsKnownAtRunTimeOnly() {
    assertSaid(
        () ->
            Aws.call(
                "glue:getTables",
                Args.of("DatabaseName", Num.jsonata("1 + 1"))
                    .and("MaxResults", Text.jsonata("'10'"))
                    .and("AttributesToGet", Text.of("NAME")),
                Nothing.class),
        "glue:getTables: 'DatabaseName' takes a text, but gets a number; 'MaxResults' takes a"
            + " number, but gets a text; 'AttributesToGet' takes a list, but gets a text"
            + MODELS);
  }

  @Test
  void wordThatIsNoneInAList() {
    assertSaid(
        () ->
            Aws.call(
                "glue:getTables",
                Args.of("DatabaseName", Text.of("raw"))
                    .and("AttributesToGet", Items.of(List.of("NAME", "name"))),
                Nothing.class),
        "glue:getTables: 'AttributesToGet[]' is 'name', but takes only NAME, TABLE_TYPE,"
            + " DEFAULT, LATEST_ICEBERG_METADATA; did you mean 'NAME'?"
            + MODELS);
  }

  @Test
  void shapeThatTheResultDoesNotHave() {
    assertSaid(
        () -> Aws.call("glue:getTables", Args.of("DatabaseName", Text.of("raw")), Tables.class),
        "glue:getTables: component 'owner' of Table is a int, but the result has a text" + MODELS);
  }

  @Test
  void uncheckedCallWithoutAPermission() {
    assertSaid(
        () -> Aws.unchecked("glue:getTables", Args.none(), Nothing.class),
        "the unchecked call of glue:getTables names no IAM action; say which one it needs, such as"
            + " glue:GetTables");
  }

  @Test
  void whatIsNewerThanTheModelsCanBeCalled() {
    Compiled compiled =
        compiled(
            Aws.unchecked(
                "glue:queryTables",
                Args.of("Mood", Text.of("good")),
                Tables.class,
                "glue:QueryTables"));
    JsonObject state = compiled.definition().object("States").object("call");

    assertThat(state.string("Resource")).isEqualTo("arn:aws:states:::aws-sdk:glue:queryTables");
    assertThat(state.object("Arguments")).isEqualTo(JsonObject.of("Mood", Json.of("good")));
    assertThat(state.toString()).contains("Glue.GlueException");
    assertThat(compiled.iam())
        .singleElement()
        .satisfies(grant -> assertThat(grant.actions()).containsExactly("glue:QueryTables"));
  }

  @Test
  void serviceThatIsNewerThanTheModelsCanBeCalled() {
    Compiled compiled =
        compiled(Aws.unchecked("tomorrow:doIt", Args.none(), Nothing.class, "tomorrow:DoIt"));

    assertThat(compiled.asl().toString()).contains("Tomorrow.TomorrowException");
  }

  @Test
  void asksForWhatIamCallsTheAction() {
    Compiled compiled =
        compiled(
            Aws.call("s3:listObjectsV2", Args.of("Bucket", Text.of("landing")), Nothing.class));

    assertThat(compiled.iam())
        .singleElement()
        .satisfies(grant -> assertThat(grant.actions()).containsExactly("s3:ListBucket"));
  }

  @Test
  void retriesWhatMayPassUnderTheNamesOfTheSdk() {
    Compiled compiled =
        compiled(
            Aws.call("databasemigration:describeReplicationTasks", Args.none(), Nothing.class));

    assertThat(compiled.definition().object("States").object("call").array("Retry").toString())
        .contains("DatabaseMigration.DatabaseMigrationException");
  }

  private static Compiled compiled(Task<?> task) {
    return Workflow.named("daily", Input.class)
        .flow((flow, in) -> flow.run("call", task))
        .compile();
  }
}
