package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateMachineOperationsTest {

  private final ApiBench bench = ApiBench.still();

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonObject describe(String arn) {
    return bench.call("DescribeStateMachine", "{'stateMachineArn':'" + arn + "'}");
  }

  @Test
  void createsOnceHoweverOftenTheSameIsAskedFor() {
    JsonObject first = bench.create("m", ApiBench.PASS);
    bench.clock.advance(Duration.ofMinutes(1));
    JsonObject second = bench.create("m", ApiBench.PASS, "{'roleArn':'other'}");

    assertThat(second).isEqualTo(first);
    assertThat(first.compact()).contains("\"creationDate\":1767225600.000");
    assertThat(describe(ApiBench.MACHINE).string("roleArn")).isEqualTo("r");
  }

  @Test
  void refusesAnotherOfTheSameName() {
    bench.create("m", ApiBench.PASS);

    ApiException refusal =
        bench.refusal(
            "CreateStateMachine",
            "{'name':'m','roleArn':'r','type':'EXPRESS','definition':'{\\\"StartAt\\\":\\\"P\\\","
                + "\\\"States\\\":{\\\"P\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}'}");

    assertThat(refusal.code()).isEqualTo("StateMachineAlreadyExists");
    assertThat(refusal.text())
        .isEqualTo("State Machine Already Exists: '" + ApiBench.MACHINE + "'");
  }

  @Test
  void refusesANameWithTwoRulesBrokenInOneMessage() {
    ApiException refusal =
        bench.refusal("CreateStateMachine", "{'name':'" + "x".repeat(81) + "','definition':'{}'}");

    assertThat(refusal.code()).isEqualTo("ValidationException");
    assertThat(refusal.text())
        .isEqualTo(
            "2 validation errors detected: Value '"
                + "x".repeat(81)
                + "' at 'name' failed to satisfy constraint: Member must have length less than or"
                + " equal to 80; Value null at 'roleArn' failed to satisfy constraint: Member must"
                + " not be null");
  }

  @Test
  void refusesMembersOfAnotherType() {
    assertThat(bench.refusal("ListStateMachines", "{'maxResults':'ten'}").code())
        .isEqualTo("SerializationException");
    assertThat(bench.refusal("Nothing", "{}").code()).isEqualTo("UnknownOperationException");
  }

  @Test
  void givesEveryChangeARevision() {
    bench.create("m", ApiBench.PASS);
    assertThat(describe(ApiBench.MACHINE).has("revisionId")).isFalse();

    bench.update(ApiBench.FAIL);
    String revision = describe(ApiBench.MACHINE).string("revisionId");
    bench.update(ApiBench.FAIL);

    assertThat(revision).isNotNull();
    assertThat(describe(ApiBench.MACHINE).string("revisionId")).isEqualTo(revision);
    assertThat(describe(ApiBench.MACHINE).string("definition")).isEqualTo(ApiBench.FAIL);
  }

  @Test
  void refusesChangesOfNothingAndOfLabelledArns() {
    bench.create("m", ApiBench.PASS);

    assertThat(
            bench
                .refusal("UpdateStateMachine", "{'stateMachineArn':'" + ApiBench.MACHINE + "'}")
                .code())
        .isEqualTo("MissingRequiredParameter");
    ApiException labelled =
        bench.refusal(
            "UpdateStateMachine",
            "{'stateMachineArn':'" + ApiBench.MACHINE + "/label','roleArn':'x'}");
    assertThat(labelled.members())
        .isEqualTo(JsonObject.of("reason", Json.of("API_DOES_NOT_SUPPORT_LABELED_ARNS")));
  }

  @Test
  void listsByNamePageByPage() {
    for (String name : new String[] {"b", "a", "c"}) {
      bench.create(name, ApiBench.PASS);
    }

    JsonObject first = bench.call("ListStateMachines", "{'maxResults':2}");
    JsonObject second =
        bench.call("ListStateMachines", "{'nextToken':'" + first.string("nextToken") + "'}");

    assertThat(first.compact()).containsSubsequence("\"name\":\"a\"", "\"name\":\"b\"");
    assertThat(second.array("stateMachines").length()).isEqualTo(1);
    assertThat(second.has("nextToken")).isFalse();
  }

  @Test
  void refusesTokensOfOthersAndOfYesterday() {
    bench.create("a", ApiBench.PASS);
    bench.create("b", ApiBench.PASS);
    String token = bench.call("ListStateMachines", "{'maxResults':1}").string("nextToken");

    assertThat(bench.refusal("ListActivities", "{'nextToken':'" + token + "'}").text())
        .isEqualTo("Invalid Token: 'Invalid token'");
    bench.clock.advance(Duration.ofHours(25));
    assertThat(bench.refusal("ListStateMachines", "{'nextToken':'" + token + "'}").code())
        .isEqualTo("InvalidToken");
  }

  @Test
  void deletesOnceTheLastExecutionHasEnded() {
    bench.create(
        "m",
        ApiBench.WAIT
            .replace("\"End\":true", "\"Next\":\"S\"")
            .replace("}}}", "},\"S\":{\"Type\":\"Succeed\"}}}"));
    String execution = bench.start(ApiBench.MACHINE, "e");

    bench.call("DeleteStateMachine", "{'stateMachineArn':'" + ApiBench.MACHINE + "'}");

    assertThat(describe(ApiBench.MACHINE).string("status")).isEqualTo("DELETING");
    assertThat(
            bench
                .refusal("StartExecution", "{'stateMachineArn':'" + ApiBench.MACHINE + "'}")
                .code())
        .isEqualTo("StateMachineDeleting");
    bench.clock.advance(Duration.ofSeconds(60));
    bench.settle();
    assertThat(bench.refusal("DescribeExecution", "{'executionArn':'" + execution + "'}").code())
        .isEqualTo("ExecutionDoesNotExist");
    bench.create("m", ApiBench.PASS);
    assertThat(describe(ApiBench.MACHINE).string("status")).isEqualTo("ACTIVE");
  }

  @Test
  void showsStateMachinesThatTheEngineHadBefore() {
    bench.engine.create("m", ApiBench.PASS);

    assertThat(describe(ApiBench.MACHINE).string("type")).isEqualTo("STANDARD");
    assertThat(bench.call("ListStateMachines", "{}").array("stateMachines").length()).isEqualTo(1);
  }
}
