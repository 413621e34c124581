package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Aws;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small flows and the whole of what they become. */
class GoldenTest {

  record Input(String name, int size, List<Part> parts) {}

  record Part(String path) {}

  record Count(int value) {}

  record Tables(List<Table> tableList) {}

  record Table(String name) {}

  private static String asl(BiConsumer<Flow, Obj<Input>> flow) {
    return Workflow.named("small", Input.class).flow(flow).compile().asl();
  }

  private static Task<Sns.Published> say(Text text) {
    return Sns.publish(Text.deployed("AlertsTopicArn"), "said", text);
  }

  @Test
  void lambda() {
    Lambda.Fn<Part, Count> count = Lambda.function("Count", Part.class, Count.class);

    assertThat(
            asl(
                (flow, in) ->
                    flow.run(
                        "count",
                        count
                            .with(Part::path, Text.of("s3://").plus(in.text(Input::name)))
                            .invoke()
                            .retry(
                                Retry.on(Lambda.TOO_MANY_REQUESTS, ErrorName.of("dev.Busy"))
                                    .every(Duration.ofSeconds(5))
                                    .backoff(1.5)
                                    .atMost(2)
                                    .noLongerThan(Duration.ofSeconds(9))
                                    .withJitter())
                            .timeout(Duration.ofMinutes(1))
                            .heartbeat(Duration.ofSeconds(20))
                            .patch(state -> state.with("Comment", Json.of("patched"))))))
        .isEqualTo(
            """
            {
              "QueryLanguage": "JSONata",
              "StartAt": "count",
              "States": {
                "count": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {
                    "FunctionName": "${CountFunctionArn}",
                    "Payload": {
                      "path": "{% 's3://' & $states.context.Execution.Input.name %}"
                    }
                  },
                  "TimeoutSeconds": 60,
                  "HeartbeatSeconds": 20,
                  "Retry": [
                    {
                      "ErrorEquals": [
                        "Lambda.TooManyRequestsException",
                        "dev.Busy"
                      ],
                      "IntervalSeconds": 5,
                      "MaxAttempts": 2,
                      "BackoffRate": 1.5,
                      "MaxDelaySeconds": 9,
                      "JitterStrategy": "FULL"
                    },
                    {
                      "ErrorEquals": [
                        "Lambda.ServiceException",
                        "Lambda.AWSLambdaException",
                        "Lambda.SdkClientException",
                        "Lambda.ClientExecutionTimeoutException",
                        "Lambda.SnapStartNotReadyException",
                        "Lambda.SnapStartTimeoutException",
                        "Lambda.ResourceNotReadyException",
                        "Lambda.ResourceConflictException",
                        "Lambda.EC2ThrottledException",
                        "Lambda.ENINotReadyException"
                      ],
                      "IntervalSeconds": 2,
                      "MaxAttempts": 6,
                      "BackoffRate": 2,
                      "MaxDelaySeconds": 60,
                      "JitterStrategy": "FULL"
                    }
                  ],
                  "Output": "{% $states.result.Payload %}",
                  "End": true,
                  "Comment": "patched"
                }
              }
            }
            """);
  }

  @Test
  void choiceWithPauseAndEnds() {
    assertThat(
            asl(
                (flow, in) -> {
                  flow.when(
                      "big",
                      in.number(Input::size).gt(3).and(in.text(Input::name).oneOf("a", "b").not()),
                      f -> f.waitFor("pause", Duration.ofMinutes(5)));
                  flow.when("named", in.text(Input::name).eq("x"), f -> f.succeed("done"))
                      .otherwise(
                          f ->
                              f.fail(
                                  "reject",
                                  "Name.Bad",
                                  Text.of("bad: ").plus(in.text(Input::name))));
                }))
        .isEqualTo(
            """
            {
              "QueryLanguage": "JSONata",
              "StartAt": "big",
              "States": {
                "big": {
                  "Type": "Choice",
                  "Choices": [
                    {
                      "Condition": "{% ($states.context.Execution.Input.size > 3) and $not($states.context.Execution.Input.name in ['a', 'b']) %}",
                      "Next": "pause"
                    }
                  ],
                  "Default": "named"
                },
                "pause": {
                  "Type": "Wait",
                  "Seconds": 300,
                  "Next": "named"
                },
                "named": {
                  "Type": "Choice",
                  "Choices": [
                    {
                      "Condition": "{% $states.context.Execution.Input.name = 'x' %}",
                      "Next": "done"
                    }
                  ],
                  "Default": "reject"
                },
                "done": {
                  "Type": "Succeed",
                  "Output": {}
                },
                "reject": {
                  "Type": "Fail",
                  "Error": "Name.Bad",
                  "Cause": "{% 'bad: ' & $states.context.Execution.Input.name %}"
                }
              }
            }
            """);
  }

  @Test
  void forEachWhoseLastCallGivesTheValue() throws IOException {
    assertGolden(
        "for-each",
        asl(
            (flow, in) -> {
              var ids =
                  flow.forEach("tell-all", in.items(Input::parts))
                      .atOnce(2)
                      .collect(
                          (each, part) ->
                              each.run("tell", say(part.text(Part::path))).output().messageId());
              flow.when("none", ids.isEmpty(), f -> f.fail("empty", "No.Parts", Text.of("")));
            }));
  }

  @Test
  void anySdkCallWithAShape() throws IOException {
    assertGolden(
        "sdk-call",
        asl(
            (flow, in) -> {
              var tables =
                  flow.run(
                          "list",
                          Aws.call(
                              "glue:getTables",
                              Args.of("DatabaseName", in.text(Input::name))
                                  .and("Expression", Text.of("raw_*")),
                              Tables.class))
                      .output();
              flow.forEach("each-table", tables.items(Tables::tableList))
                  .run((each, table) -> each.run("tell", say(table.text(Table::name))));
            }));
  }

  @Test
  void statementWithItsLoopUnderAHandlerWithTeardown() throws IOException {
    assertGolden(
        "statement",
        asl(
            (flow, in) -> {
              flow.onFailure((then, failure) -> then.run("tell", say(failure.cause())));
              flow.always(last -> last.waitFor("settle", Duration.ofSeconds(1)));
              flow.run(
                  "load",
                  Redshift.serverless("analytics", "dw")
                      .sql("DELETE FROM t WHERE name = :name")
                      .with("name", in.text(Input::name)));
            }));
  }

  @Test
  void theDesignsExample() throws IOException {
    assertGolden("flights-daily", FlightsDaily.workflow().compile().asl());
  }

  /** Two forks, of which one lies in a branch of the other: there is no other nesting. */
  @Test
  void graphOfTenTasks() throws IOException {
    Compiled compiled =
        Workflow.named("small", Input.class)
            .flow((flow, in) -> flow.graph("marts", GoldenTest::tenTasks))
            .compile();

    assertGolden("graph", compiled.asl());
    JsonObject machine = compiled.definition();
    assertThat(depth(machine)).isEqualTo(2);
    List<String> states = states(machine).toList();
    assertThat(states)
        .contains("create-tables", "stage-flights", "stage-airports", "dim-airport", "dim-route")
        .contains("clean-flights", "fact-departures", "fact-routes", "analyze", "report")
        .hasSizeLessThanOrEqualTo(2 * 10 + 2);
  }

  private static void tenTasks(Graph graph) {
    var tables = graph.run("create-tables", say(Text.of("tables")));
    var flights = graph.run("stage-flights", say(Text.of("flights"))).after(tables);
    var clean = graph.run("clean-flights", say(Text.of("clean"))).after(flights);
    var departures = graph.run("fact-departures", say(Text.of("departures"))).after(clean);
    var routes = graph.run("fact-routes", say(Text.of("routes"))).after(clean);
    var airports = graph.run("stage-airports", say(Text.of("airports"))).after(tables);
    var dimAirport = graph.run("dim-airport", say(Text.of("dim"))).after(airports);
    var dimRoute = graph.run("dim-route", say(Text.of("dim"))).after(dimAirport);
    var analyze = graph.run("analyze", say(Text.of("all"))).after(departures, routes, dimRoute);
    graph.run("report", say(Text.of("report"))).after(analyze);
  }

  /** How many states of forks lie in each other at most. */
  private static int depth(JsonObject machine) {
    return branches(machine).mapToInt(branch -> 1 + depth(branch)).max().orElse(0);
  }

  private static Stream<String> states(JsonObject machine) {
    return Stream.concat(
        machine.object("States").names().stream(), branches(machine).flatMap(GoldenTest::states));
  }

  private static Stream<JsonObject> branches(JsonObject machine) {
    JsonObject states = machine.object("States");
    return states.names().stream()
        .map(states::object)
        .filter(state -> state.has("Branches"))
        .flatMap(state -> state.array("Branches").stream())
        .map(JsonObject.class::cast);
  }

  /** Compares with the file; {@code -Dstepwell.golden=true} writes it instead. */
  static void assertGolden(String name, String actual) throws IOException {
    Path file =
        Path.of(
            System.getProperty("stepwell.root"),
            "dsl/src/test/resources/golden",
            name + ".asl.json");
    if (Boolean.getBoolean("stepwell.golden")) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
