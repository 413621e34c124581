package dev.stepwell.engine.teststate;

import static dev.stepwell.engine.teststate.FieldValidationMode.NONE;
import static dev.stepwell.engine.teststate.FieldValidationMode.PRESENT;
import static dev.stepwell.engine.teststate.FieldValidationMode.STRICT;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class MockShapesTest {

  private static AbstractThrowableAssert<?, ?> refused(
      String action, String result, FieldValidationMode mode) {
    return assertThatThrownBy(() -> check(action, result, mode))
        .isInstanceOf(TestStateException.class);
  }

  private static void check(String action, String result, FieldValidationMode mode) {
    MockShapes.check("arn:aws:states:::" + action, Json.parse(result.replace('\'', '"')), mode);
  }

  private static void passes(String action, String result, FieldValidationMode mode) {
    assertThatCode(() -> check(action, result, mode)).doesNotThrowAnyException();
  }

  @Test
  void wantsRequiredMembersOnlyWhenStrict() {
    refused("states:startExecution", "{}", STRICT)
        .hasMessageContaining("Required field 'ExecutionArn' is missing");
    passes("states:startExecution", "{}", PRESENT);
  }

  @Test
  void wantsTypesOfMembersThatAreThere() {
    refused(
            "redshiftdata:describeStatement".replace("redshift", "aws-sdk:redshift"),
            "{'Id': 'i', 'Duration': 'long'}",
            STRICT)
        .hasMessageContaining("Field 'Duration' must be a number");
    refused("aws-sdk:glue:getCrawler", "{'Crawler': 'flights'}", PRESENT)
        .hasMessageContaining("Field 'Crawler' must be an object");
    refused("events:putEvents", "{'Entries': {}}", PRESENT)
        .hasMessageContaining("Field 'Entries' must be an array");
    refused("aws-sdk:s3:getObject", "{'DeleteMarker': 'no'}", PRESENT)
        .hasMessageContaining("Field 'DeleteMarker' must be a boolean");
  }

  @Test
  void wantsNumbersInTheirRange() {
    refused("aws-sdk:lambda:getFunction", "{'Configuration': {'Timeout': 0}}", STRICT)
        .hasMessageContaining("less than the minimum value");
    refused("aws-sdk:lambda:getFunction", "{'Configuration': {'Timeout': 901}}", STRICT)
        .hasMessageContaining("greater than the maximum value");
    passes("aws-sdk:lambda:getFunction", "{'Configuration': {'Timeout': 900}}", STRICT);
  }

  @Test
  void wantsWordsThatTheServiceKnows() {
    refused("aws-sdk:glue:getCrawler", "{'Crawler': {'State': 'ASLEEP'}}", STRICT)
        .hasMessageContaining("Field 'State' is not an expected value");
    passes("aws-sdk:glue:getCrawler", "{'Crawler': {'State': 'READY'}}", STRICT);
  }

  @Test
  void checksMapsByWhateverName() {
    refused("aws-sdk:glue:getJobRun", "{'JobRun': {'Arguments': {'--x': 1}}}", STRICT)
        .hasMessageContaining("Field '--x' must be a string");
  }

  @Test
  void knowsAServiceByBothItsNames() {
    refused("aws-sdk:eventbridge:putEvents", "{'FailedEntryCount': '0'}", STRICT)
        .hasMessageContaining("FailedEntryCount");
    refused("aws-sdk:sfn:startExecution", "{}", STRICT).hasMessageContaining("ExecutionArn");
  }

  @Test
  void letsUnknownThingsPass() {
    passes("lambda:invoke", "{'Anything': [1]}", STRICT);
    passes("aws-sdk:unheardof:doIt", "7", STRICT);
    passes("sqs:sendMessage.waitForTaskToken", "7", STRICT);
    passes("states:startExecution", "7", NONE);
    assertThatCode(() -> MockShapes.check("arn:aws:lambda:r:1:function:f", Json.of(7L), STRICT))
        .doesNotThrowAnyException();
  }
}
