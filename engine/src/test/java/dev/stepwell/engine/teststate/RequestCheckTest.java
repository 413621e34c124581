package dev.stepwell.engine.teststate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

class RequestCheckTest {

  private static final String TASK =
      "{'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Parameters':"
          + " {'FunctionName': 'f'}, 'Next': 'Anywhere'}";
  private static final String MAP =
      "{'Type': 'Map', 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End':"
          + " true}}}, 'End': true}";

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static JsonObject request(String definition, String members) {
    return JsonObject.builder()
        .put("definition", quoted(definition))
        .putAll((JsonObject) Json.parse(quoted(members)))
        .build();
  }

  private static String refusal(String definition, String members) {
    TestStateException e =
        catchThrowableOfType(
            TestStateException.class,
            () -> TestStateRequest.of(request(definition, members)).subject());
    return e.code() + ": " + e.text();
  }

  @Test
  void takesAStateWhoseWaysLeadNowhere() {
    assertThat(TestStateRequest.of(request(TASK, "{'roleArn': 'r'}")).subject().name())
        .isEqualTo("StateName");
  }

  @Test
  void refusesWhatAwsWouldRefuseOfTheState() {
    assertThat(refusal("{'Type': 'Pass'}", "{}")).startsWith("InvalidDefinition: Invalid State");
    assertThat(refusal("{'Type': ", "{}")).startsWith("InvalidDefinition: ");
    assertThat(refusal("[]", "{}")).contains("Definition must be a valid JSON object");
  }

  @Test
  void refusesDeadEndsInsideTheState() {
    String dead = MAP.replace("'Pass', 'End': true", "'Pass', 'Next': 'Q'");

    assertThat(refusal(dead, "{'mock': {'result': '[]'}}")).contains("Missing 'Next' target: Q");
  }

  @Test
  void wantsARoleForWorkThatIsDone() {
    assertThat(refusal(TASK, "{}"))
        .isEqualTo("ValidationException: RoleArn must be specified when testing a Task state");
  }

  @Test
  void wantsAMockForWorkThatGoesOnElsewhere() {
    assertThat(
            refusal(
                TASK.replace("lambda:invoke", "aws-sdk:sqs:sendMessage.waitForTaskToken"), "{}"))
        .contains("when a mock is not specified");
    assertThat(refusal(MAP, "{}")).contains("does not support Map or Parallel states");
  }

  @Test
  void refusesMocksThatSayTwoThingsOrNone() {
    assertThat(refusal(TASK, "{'mock': {'result': '1', 'errorOutput': {}}}"))
        .endsWith("should have only one of the following fields: [result, errorOutput].");
    assertThat(refusal(TASK, "{'mock': {}}")).contains("one of the following fields");
    assertThat(refusal(TASK, "{'mock': {'result': '{'}}"))
        .isEqualTo("ValidationException: Mocked result must be valid JSON");
  }

  @Test
  void holdsMockedResultsAgainstTheKindOfState() {
    String writing =
        MAP.replace(
                "'ItemProcessor': {",
                "'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType':"
                    + " 'STANDARD'}, ")
            .replace(
                "{'Type': 'Map',",
                "{'Type': 'Map', 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',"
                    + " 'Parameters': {'Bucket': 'b'}},");
    String parallel =
        "{'Type': 'Parallel', 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Pass',"
            + " 'End': true}}}], 'End': true}";

    assertThat(refusal(writing, "{'mock': {'result': '[]'}}"))
        .endsWith("Mocked result must be a JSON object.");
    assertThat(refusal(MAP, "{'mock': {'result': '{}'}}"))
        .endsWith("Mocked result must be an array.");
    assertThat(refusal(parallel, "{'mock': {'result': '[1, 2]'}}"))
        .contains("same number of items as number of Parallel branches");
    assertThat(refusal("{'Type': 'Succeed'}", "{'mock': {'result': '1'}}"))
        .endsWith("State type 'Succeed' is not supported when a mock is specified");
  }

  @Test
  void countsNoMoreFailuresThanIterations() {
    assertThat(
            refusal(
                MAP,
                "{'mock': {'result': '[1]'}, 'stateConfiguration': {'mapIterationFailureCount':"
                    + " 2}}"))
        .contains("less than or equal to the number of Map iterations");
    assertThat(refusal(MAP, "{'stateConfiguration': {'mapIterationFailureCount': 0}}"))
        .contains("MapIterationFailureCount when a mock is not specified");
    assertThat(refusal(TASK, "{'stateConfiguration': {'retrierRetryCount': -1}}"))
        .contains("Member must have value greater than or equal to 0");
  }

  @Test
  void refusesTextsThatAreNoJson() {
    assertThat(refusal(TASK, "{'input': 'not'}"))
        .startsWith("InvalidExecutionInput: Invalid State Machine Execution Input: '");
    assertThat(refusal(TASK, "{'variables': '[]'}")).startsWith("ValidationException: ");
    assertThat(refusal(TASK, "{'inspectionLevel': 'ALL'}"))
        .contains("enum value set: [INFO, DEBUG, TRACE]");
    assertThat(refusal(TASK, "{'stateName': ''}")).contains("at 'stateName'");
  }

  @Test
  void refusesStatesThatAreNotThere() {
    String machine = "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}";

    assertThat(refusal(machine, "{'stateName': 'B'}"))
        .isEqualTo("ValidationException: State not found in definition");
  }

  @Test
  void refusesContextsThatCannotBe() {
    assertThat(context("{'Map': {}}")).contains("'Map' field is not supported");
    assertThat(context("{'Other': {}}")).endsWith("Field 'Other' is not allowed");
    assertThat(context("{'Execution': {'odd': 1}}")).endsWith("Field 'odd' is not allowed");
    assertThat(context("{'Execution': {'Id': 1}}")).endsWith("Execution.Id must be a string");
    assertThat(context("{'State': {'EnteredTime': 'noon'}}")).contains("State.EnteredTime");
    assertThat(context("{'State': 1}")).endsWith("State must be an object");
    assertThat(context("{'Task': {'Token': 't'}}")).contains("'Task'");
    assertThat(refusal("{'Type': 'Succeed'}", "{'context': '{}'}"))
        .contains("when a mock is not specified");
  }

  private static String context(String text) {
    JsonObject request =
        request(TASK, "{'mock': {'result': '{}'}}").with("context", Json.of(quoted(text)));
    TestStateException e =
        catchThrowableOfType(
            TestStateException.class, () -> TestStateRequest.of(request).subject());
    return e.text();
  }
}
