package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceCheckTest {

  private static String task(String resource) {
    return "{'StartAt': 'X', 'States': {'X': {'Type': 'Task', 'End': true, 'Resource': '"
        + resource
        + "'}}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:::glue:startJobRun.sync",
        "arn:aws-cn:states:::states:startExecution.sync:2",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:${AWS::Partition}:states:::aws-sdk:glue:startCrawler",
        "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken",
        "arn:aws:lambda:us-east-1:123456789012:function:f",
        "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST",
        "arn:aws:states:us-east-1:123456789012:activity:a",
        "${FunctionArn}",
        "arn:aws:swf:us-east-1:123456789012:task:t"
      })
  void acceptsWhatStepFunctionsKnows(String resource) {
    assertThat(Problems.of(task(resource))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:::dynamodb:query", "arn:aws:states:::glue:startCrawler.sync",
        "arn:aws:states:::sns:publish.sync", "arn:aws:states:::aws-sdk:glue:startCrawler.sync",
        "arn:aws:states:::aws-sdk:glue", "arn:aws:states:::glue:startJobRun.sync:2",
        "arn:aws:states:::s3:getObject", "arn:aws:lambda:us-east-1:123456789012:function:f:",
        "arn:aws:lambda:us-east-1:123456789012:function:f:$*#", "${Unclosed"
      })
  void refusesWhatItDoesNot(String resource) {
    assertThat(Problems.of(task(resource)))
        .containsExactly(
            "The resource provided "
                + resource
                + " is not recognized. The value is not a valid resource ARN, or the resource is"
                + " not available in this region. @ /States/X/Resource");
  }

  @Test
  void saysWhatToDoAboutAJobThatHasNoSync() {
    assertThat(Problems.full(task("arn:aws:states:::aws-sdk:glue:startCrawler.sync")))
        .singleElement()
        .satisfies(each -> assertThat(each.remedy()).contains("ask for its state in a loop"));
  }

  @Test
  void warnsOfWhatIsNoArn() {
    assertThat(Problems.warnings("'Type': 'Task', 'End': true, 'Resource': 'glue:startJobRun'"))
        .containsExactly("The resource 'glue:startJobRun' is no ARN @ /States/X/Resource");
  }

  @Test
  void leavesWhatCloudFormationFillsIn() {
    assertThat(
            Problems.ofState(
                "'Type': 'Task', 'End': true, 'Resource': {'Fn::GetAtt': ['F', 'Arn']}"))
        .isEmpty();
    assertThat(Problems.ofState("'Type': 'Task', 'End': true, 'Resource': {'a': 1, 'b': 2}"))
        .containsExactly("Expected value of type [STRING] @ /States/X/Resource");
  }

  @Test
  void keepsJobsAndCallbacksOutOfExpress() {
    String express = "Express state machine does not support ";

    assertThat(
            List.of(
                Problems.ofExpress(task("arn:aws:states:::glue:startJobRun.sync")),
                Problems.ofExpress(task("arn:aws:states:::states:startExecution.sync:2")),
                Problems.ofExpress(task("arn:aws:states:::sns:publish.waitForTaskToken")),
                Problems.ofExpress(task("arn:aws:states:us-east-1:1:activity:a")),
                Problems.ofExpress(task("arn:aws:states:::sns:publish"))))
        .containsExactly(
            List.of(express + "'.sync' service integration @ /States/X/Resource"),
            List.of(express + "'.sync' service integration @ /States/X/Resource"),
            List.of(express + "'.waitForTaskToken' service integration  @ /States/X/Resource"),
            List.of(express + "Activity ARN @ /States/X/Resource"),
            List.of());
  }

  @Test
  void wantsARoleInCredentials() {
    String start =
        "'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::sns:publish', 'Credentials': ";

    assertThat(Problems.ofState(start + "{'RoleArn.$': '$.role'}")).isEmpty();
    assertThat(Problems.ofState(start + "{'RoleArn': 'r'}")).isEmpty();
    assertThat(Problems.ofState(start + "{}"))
        .containsExactly("The field 'RoleArn' is required but was missing @ /States/X/Credentials");
    assertThat(Problems.ofState(start + "null"))
        .containsExactly("Expected value of type [OBJECT] @ /States/X/Credentials");
  }
}
