package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParametersTest {

  private static String task(String call, String rest) {
    return "'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::" + call + "'" + rest;
  }

  @Test
  void refusesUnknownAndMissingParameters() {
    assertThat(Problems.ofState(task("lambda:invoke", ", 'Parameters': {'FunctionNam': 'f'}")))
        .containsExactly(
            "The field 'FunctionNam' is not supported by Step Functions @ /States/X/Parameters",
            "The field 'FunctionName' is required but was missing @ /States/X/Parameters");
    assertThat(
            Problems.ofJsonata(
                task("sqs:sendMessage", ", 'Arguments': {'QueueUrl.$': 'q', 'MessageBody': 1}")))
        .containsExactly(
            "The field 'QueueUrl.$' is not supported by Step Functions @ /States/X/Arguments",
            "The field 'QueueUrl' is required but was missing @ /States/X/Arguments");
  }

  @Test
  void knowsParametersThatAreEvaluated() {
    assertThat(
            Problems.ofState(
                task("glue:startJobRun.sync", ", 'Parameters': {'JobName.$': '$.job'}")))
        .isEmpty();
    assertThat(Problems.ofJsonata(task("lambda:invoke", ", 'Arguments': '{% $states.input %}'")))
        .isEmpty();
  }

  @Test
  void bearsWhatItDoesNotKnow() {
    assertThat(
            Problems.ofState(
                task("ecs:runTask", ", 'Parameters': {'TaskDefinition': 't', 'New': 1}")))
        .isEmpty();
    assertThat(Problems.ofState(task("aws-sdk:sns:publish", ", 'Parameters': {'New': 1}")))
        .isEmpty();
  }

  @Test
  void warnsOfTokensThatNobodyGets() {
    String call = "sqs:sendMessage.waitForTaskToken";
    String body = ", 'Parameters': {'QueueUrl': 'q', 'MessageBody";
    assertThat(Problems.warnings(task(call, body + "': 'b'}")))
        .containsExactly("The task waits for its token, but hands it to nobody @ /States/X");
    assertThat(Problems.warnings(task(call, body + ".$': '$$.Task.Token'}"))).isEmpty();
  }
}
