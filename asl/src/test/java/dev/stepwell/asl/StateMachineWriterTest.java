package dev.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineWriterTest {

  private static JsonObject rewritten(String definition) {
    return StateMachineWriter.write(StateMachineReader.read(definition.replace('\'', '"')));
  }

  private static List<String> fields(String state) {
    return rewritten("{'StartAt': 'X', 'States': {'X': {" + state + "}, 'Y': {'Type': 'Succeed'}}}")
        .object("States")
        .object("X")
        .names();
  }

  @Test
  void saysFirstWhatTheMachineIs() {
    assertThat(
            rewritten(
                    "{'States': {'X': {'Type': 'Succeed'}}, 'StartAt': 'X', 'TimeoutSeconds': 5,"
                        + " 'QueryLanguage': 'JSONata', 'Version': '1.0', 'Comment': 'c'}")
                .names())
        .containsExactly(
            "Comment", "Version", "QueryLanguage", "TimeoutSeconds", "StartAt", "States");
  }

  @Test
  void ordersTheFieldsOfATask() {
    assertThat(
            fields(
                "'Next': 'Y', 'OutputPath': '$', 'Assign': {'a': 1}, 'ResultPath': '$.r',"
                    + " 'ResultSelector': {}, 'Catch': [{'ErrorEquals': ['E'], 'Next': 'Y'}],"
                    + " 'Retry': [{'ErrorEquals': ['E']}], 'HeartbeatSeconds': 1,"
                    + " 'TimeoutSeconds': 2, 'Credentials': {'RoleArn': 'r'}, 'Parameters': {},"
                    + " 'InputPath': '$', 'Resource': 'arn:aws:states:::aws-sdk:sns:publish', 'Type':"
                    + " 'Task', 'Comment': 'c'"))
        .containsExactly(
            "Comment",
            "Type",
            "Resource",
            "InputPath",
            "Parameters",
            "Credentials",
            "TimeoutSeconds",
            "HeartbeatSeconds",
            "Retry",
            "Catch",
            "ResultSelector",
            "ResultPath",
            "Assign",
            "OutputPath",
            "Next");
  }

  @Test
  void putsRulesBeforeTheDefault() {
    assertThat(
            fields(
                "'Default': 'Y', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'Y'}],"
                    + " 'Type': 'Choice'"))
        .containsExactly("Type", "Choices", "Default");
  }

  @Test
  void keepsTheOldNamesOfAMap() {
    assertThat(
            fields(
                "'Type': 'Map', 'Next': 'Y', 'Iterator': {'StartAt': 'I', 'States': {'I': {'Type':"
                    + " 'Succeed'}}}, 'Parameters': {'a': 1}"))
        .containsExactly("Type", "Parameters", "Iterator", "Next");
  }

  @Test
  void tellsNullFromAbsent() {
    assertThat(fields("'Type': 'Pass', 'Next': 'Y', 'ResultPath': null, 'Result': null"))
        .containsExactly("Type", "Result", "ResultPath", "Next");
  }

  @Test
  void printsWhatItPrintedBefore() {
    String definition =
        "{'StartAt': 'X', 'States': {'X': {'Type': 'Wait', 'Seconds': 1, 'End': true}}}";
    String once = rewritten(definition).pretty();

    assertThat(rewritten(once).pretty()).isEqualTo(once);
  }
}
