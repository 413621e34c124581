package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionsAndAliasesTest {

  private final ApiBench bench = new ApiBench();

  @BeforeEach
  void publishTwo() {
    bench.create("m", ApiBench.PASS, "{'publish':true}");
    bench.update(ApiBench.FAIL);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static String routes(int first, int second) {
    return "'routingConfiguration':[{'stateMachineVersionArn':'%s:1','weight':%d},"
            .formatted(ApiBench.MACHINE, first)
        + "{'stateMachineVersionArn':'%s:2','weight':%d}]".formatted(ApiBench.MACHINE, second);
  }

  @Test
  void startsTheVersionThatIsNamed() {
    JsonObject first = bench.describe(bench.start(ApiBench.MACHINE + ":1", "a"));
    JsonObject latest = bench.describe(bench.start(ApiBench.MACHINE, "b"));

    assertThat(first.string("status")).isEqualTo("SUCCEEDED");
    assertThat(first.string("stateMachineVersionArn")).isEqualTo(ApiBench.MACHINE + ":1");
    assertThat(latest.string("status")).isEqualTo("FAILED");
    assertThat(latest.has("stateMachineVersionArn")).isFalse();
  }

  @Test
  void sharesExecutionsOutByWeight() {
    bench.call("CreateStateMachineAlias", "{'name':'live'," + routes(50, 50) + "}");

    Set<String> statuses = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      JsonObject described = bench.describe(bench.start(ApiBench.MACHINE + ":live", "e" + i));
      statuses.add(described.string("status"));
      assertThat(described.string("stateMachineAliasArn")).isEqualTo(ApiBench.MACHINE + ":live");
    }

    assertThat(statuses).containsExactlyInAnyOrder("SUCCEEDED", "FAILED");
    assertThat(
            bench
                .call("ListExecutions", "{'stateMachineArn':'" + ApiBench.MACHINE + ":live'}")
                .array("executions")
                .length())
        .isEqualTo(40);
  }

  @Test
  void refusesRoutesThatDoNotAddUp() {
    ApiException refusal =
        bench.refusal("CreateStateMachineAlias", "{'name':'live'," + routes(70, 29) + "}");

    assertThat(refusal.text())
        .isEqualTo("Sum of routing configuration weights must equal 100. Received: [70, 29]");
    assertThat(refusal.members().string("reason")).isEqualTo("INVALID_ROUTING_CONFIGURATION");
  }

  @Test
  void refusesToPublishAnOutdatedRevision() {
    ApiException refusal =
        bench.refusal(
            "PublishStateMachineVersion",
            "{'stateMachineArn':'" + ApiBench.MACHINE + "','revisionId':'old'}");

    assertThat(refusal.code()).isEqualTo("ConflictException");
    assertThat(refusal.text())
        .startsWith("Failed to publish the State Machine version for revision old.");
  }

  @Test
  void startsVersionsFromOtherExecutions() {
    bench.create(
        "parent",
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::states:startExecution.sync:2",
          "Parameters": {"StateMachineArn": "%s:1"}}}}
        """
            .formatted(ApiBench.MACHINE));

    String parent = bench.start(ApiBench.ARN + "stateMachine:parent", "p");

    assertThat(bench.describe(parent).string("status")).isEqualTo("SUCCEEDED");
  }
}
