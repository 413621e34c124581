package dev.stepwell.dsl.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.model.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionRightsTest {

  private static final String HERE = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke | {'FunctionName':'Plan'} | lambda:InvokeFunction on @lambda@function:Plan
          lambda:invoke | {'FunctionName.$':'$.f'} | lambda:InvokeFunction on *
          lambda:invoke | {'FunctionName':'${PlanArn}'} | lambda:InvokeFunction on ${PlanArn}
          sns:publish | {'TopicArn':'arn:aws:sns:eu-west-1:1:t'} | sns:Publish on arn:aws:sns:eu-west-1:1:t
          sqs:sendMessage | {'QueueUrl':'https://q'} | sqs:SendMessage on *
          dynamodb:putItem | {'TableName':'locks'} | dynamodb:PutItem on @dynamodb@table/locks
          events:putEvents | {'Entries':[{'EventBusName':'shop'},{'EventBusName':'{% $b %}'}]} | events:PutEvents on @events@event-bus/shop, events:PutEvents on *
          glue:startJobRun | {'JobName':'j'} | glue:StartJobRun on @glue@job/j
          glue:startJobRun.sync | {'JobName':'j'} | glue:StartJobRun on @glue@job/j, glue:GetJobRun on @glue@job/j, glue:GetJobRuns on @glue@job/j, glue:BatchStopJobRun on @glue@job/j
          states:startExecution | {'StateMachineArn':'${OtherArn}'} | states:StartExecution on ${OtherArn}
          states:startExecution.sync:2 | {'StateMachineArn':'${OtherArn}'} | states:StartExecution on ${OtherArn}, states:DescribeExecution on *, states:StopExecution on *, events:PutTargets on @events@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule, events:PutRule on @events@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule, events:DescribeRule on @events@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
          aws-sdk:s3:listObjectsV2 | {'Bucket':'lake'} | s3:ListBucket on arn:${AWS::Partition}:s3:::lake
          aws-sdk:s3:copyObject | {'Bucket':'lake','Key':'k','CopySource':'raw/x'} | s3:GetObject on arn:${AWS::Partition}:s3:::raw/*, s3:PutObject on arn:${AWS::Partition}:s3:::lake/k
          aws-sdk:glue:startCrawler | {'Name':'c'} | glue:StartCrawler on @glue@crawler/c
          aws-sdk:glue:startDataQualityRulesetEvaluationRun | {'Role':'${GlueRoleArn}'} | glue:StartDataQualityRulesetEvaluationRun on *, iam:PassRole on ${GlueRoleArn} to glue.amazonaws.com
          aws-sdk:redshiftdata:executeStatement | {'WorkgroupName':'w'} | redshift-data:ExecuteStatement on *, redshift-serverless:GetCredentials on *
          aws-sdk:redshiftdata:batchExecuteStatement | {'ClusterIdentifier':'c','DbUser':'u'} | redshift-data:BatchExecuteStatement on *, redshift:GetClusterCredentials on *
          aws-sdk:dynamodb:transactGetItems | {} | dynamodb:GetItem on *
          aws-sdk:sqs:sendMessageBatch | {} | sqs:SendMessage on *
          http:invoke | {'Authentication':{'ConnectionArn':'${C}'}} | states:InvokeHTTPEndpoint on *, events:RetrieveConnectionCredentials on ${C}, secretsmanager:GetSecretValue on *, secretsmanager:DescribeSecret on *
          """)
  void knowsWhatACallNeeds(String call, String arguments, String needed) {
    JsonObject given = (JsonObject) Json.parse(arguments.replace('\'', '"'));

    List<Right> rights = TaskRights.of("arn:aws:states:::" + call, given);

    assertThat(rights.stream().map(DefinitionRightsTest::text).toList())
        .containsExactlyElementsOf(
            List.of(needed.replaceAll("@([a-z]+)@", escaped("$1")).split(", ")));
  }

  private static String escaped(String service) {
    return HERE.replace("$", "\\$").formatted(service);
  }

  private static String text(Right right) {
    return right.action()
        + " on "
        + right.resource()
        + (right.passedTo().isEmpty() ? "" : " to " + right.passedTo());
  }

  @Test
  void needsNothingForActivitiesAndNamesFunctionsByTheirArn() {
    assertThat(TaskRights.of("arn:aws:states:eu-west-1:1:activity:work", JsonObject.EMPTY))
        .isEmpty();
    assertThat(TaskRights.of("arn:aws:lambda:eu-west-1:1:function:f", JsonObject.EMPTY))
        .containsExactly(
            Right.on("arn:aws:lambda:eu-west-1:1:function:f", "lambda:InvokeFunction"));
  }

  @Test
  void findsCallsAtAnyDepth() {
    JsonObject task = task("sns:publish", "{\"TopicArn\": \"${T}\"}");
    JsonObject item = map("INLINE", graph("inner", task));
    JsonObject parallel =
        (JsonObject)
            Json.parse(
                "{\"Type\":\"Parallel\",\"Branches\":[%s,%s]}"
                    .formatted(graph("each", item), graph("first", task)));

    assertThat(DefinitionRights.of("m", graph("both", parallel)).stream().map(StateRights::state))
        .containsExactly("inner", "first");
  }

  @Test
  void letsADistributedMapStartItsOwnMachineAndReadAndWrite() {
    JsonObject map =
        map("DISTRIBUTED", graph("inner", task("sns:publish", "{\"TopicArn\": \"${T}\"}")))
            .with(
                "ItemReader",
                Json.parse(
                    "{\"Resource\":\"arn:aws:states:::s3:listObjectsV2\",\"Arguments\":{\"Bucket\":\"lake\"}}"))
            .with(
                "ResultWriter",
                Json.parse(
                    "{\"Resource\":\"arn:aws:states:::s3:putObject\",\"Arguments\":{\"Bucket\":\"out\",\"Prefix\":\"runs\"}}"));

    List<Right> rights = DefinitionRights.of("daily", graph("items", map)).get(0).rights();

    assertThat(rights.stream().map(DefinitionRightsTest::text))
        .containsExactly(
            "states:StartExecution on " + HERE.formatted("states") + "stateMachine:daily",
            "states:DescribeExecution on " + HERE.formatted("states") + "execution:daily/*",
            "states:StopExecution on " + HERE.formatted("states") + "execution:daily/*",
            "states:RedriveExecution on " + HERE.formatted("states") + "execution:daily/*",
            "s3:ListBucket on arn:${AWS::Partition}:s3:::lake",
            "s3:PutObject on arn:${AWS::Partition}:s3:::out/runs/*",
            "s3:GetObject on arn:${AWS::Partition}:s3:::out/runs/*",
            "s3:ListMultipartUploadParts on arn:${AWS::Partition}:s3:::out/runs/*",
            "s3:AbortMultipartUpload on arn:${AWS::Partition}:s3:::out/runs/*");
  }

  @Test
  void needsTheOtherRoleForACallInItsName() {
    JsonObject call =
        task("sns:publish", "{\"TopicArn\": \"${T}\"}")
            .with("Credentials", Json.parse("{\"RoleArn\":\"arn:aws:iam::2:role/theirs\"}"));

    assertThat(DefinitionRights.of("m", graph("tell", call)).get(0).rights())
        .containsExactly(Right.on("arn:aws:iam::2:role/theirs", "sts:AssumeRole"));
  }

  @ParameterizedTest(name = "{0} on {1}: {2} on {3}")
  @CsvSource(
      textBlock =
          """
          s3:GetObject, arn:aws:s3:::lake/*, s3:GetObject, arn:aws:s3:::lake/a/b, true
          s3:GetObject, arn:aws:s3:::lake/*, s3:GetObject, arn:aws:s3:::other/a, false
          s3:GetObject, arn:aws:s3:::lake/a, s3:GetObject, arn:aws:s3:::lake/*, false
          s3:GetObject, arn:aws:s3:::lake/a, s3:GetObject, *, true
          s3:PutObject, *, s3:GetObject, arn:aws:s3:::lake/a, false
          s3:Get*, *, s3:GetObject, arn:aws:s3:::lake/a, true
          """)
  void knowsWhatAPermissionCovers(
      String action, String resource, String needed, String on, boolean covered) {
    assertThat(PermissionCheck.covers(Permission.on(resource, action), Right.on(on, needed)))
        .isEqualTo(covered);
  }

  @Test
  void passesARoleOnlyToTheServiceThatIsNamed() {
    Right pass = new Right("iam:PassRole", "${R}", "glue.amazonaws.com");

    assertThat(PermissionCheck.covers(Permission.passRole("${R}", "glue.amazonaws.com"), pass))
        .isTrue();
    assertThat(PermissionCheck.covers(Permission.passRole("${R}", "ecs.amazonaws.com"), pass))
        .isFalse();
    assertThat(PermissionCheck.covers(Permission.on("${R}", "iam:PassRole"), pass)).isFalse();
  }

  private static JsonObject task(String call, String arguments) {
    return JsonObject.builder()
        .put("Type", "Task")
        .put("Resource", "arn:aws:states:::" + call)
        .put("Arguments", Json.parse(arguments))
        .put("End", true)
        .build();
  }

  private static JsonObject map(String mode, JsonObject graph) {
    return JsonObject.builder()
        .put("Type", "Map")
        .put("ItemProcessor", graph.with("ProcessorConfig", JsonObject.of("Mode", Json.of(mode))))
        .put("End", true)
        .build();
  }

  private static JsonObject graph(String name, JsonObject state) {
    return JsonObject.builder()
        .put("StartAt", name)
        .put("States", JsonObject.of(name, state))
        .build();
  }
}
