package dev.stepwell.dsl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.api.Arguments.Kind;
import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {

  private static final Expr AT_RUN_TIME = new Expr.At("$plan", List.of());

  static Stream<org.junit.jupiter.params.provider.Arguments> mistakes() {
    return Stream.of(
        argumentSet(
            "unknown",
            "glue:getTables",
            "{'Databasename': 'x', 'DatabaseName': 'y'}",
            "there is no parameter 'Databasename'; did you mean 'DatabaseName'?"),
        argumentSet(
            "unknown in an object in a list",
            "glue:batchCreatePartition",
            "{'DatabaseName': 'd', 'TableName': 't', 'PartitionInputList':"
                + " [{'Values': ['1'], 'StorageDescriptor': {'Locations': 's3://b/'}}]}",
            "there is no parameter 'PartitionInputList[].StorageDescriptor.Locations'; did you mean"
                + " 'Location'?"),
        argumentSet(
            "missing",
            "glue:getTable",
            "{'DatabaseName': 'd'}",
            "the required parameter 'Name' is missing"),
        argumentSet(
            "missing inside",
            "sqs:sendMessageBatch",
            "{'QueueUrl': 'q', 'Entries': [{'Id': '1'}]}",
            "the required parameter 'Entries[].MessageBody' is missing"),
        argumentSet(
            "a number for a text",
            "glue:getTables",
            "{'DatabaseName': 5}",
            "'DatabaseName' takes a text, but gets a number"),
        argumentSet(
            "a text for a number",
            "glue:getTables",
            "{'DatabaseName': 'd', 'MaxResults': '5'}",
            "'MaxResults' takes a number, but gets a text"),
        argumentSet(
            "a fraction",
            "glue:getTables",
            "{'DatabaseName': 'd', 'MaxResults': 1.5}",
            "'MaxResults' is 1.5, but takes whole numbers only"),
        argumentSet(
            "too many",
            "glue:getTables",
            "{'DatabaseName': 'd', 'MaxResults': 1000}",
            "'MaxResults' is 1000, but takes 1 to 100"),
        argumentSet(
            "a text for a list",
            "redshiftdata:batchExecuteStatement",
            "{'Sqls': 'SELECT 1'}",
            "'Sqls' takes a list, but gets a text"),
        argumentSet(
            "too long a list",
            "redshiftdata:batchExecuteStatement",
            "{'Sqls': []}",
            "'Sqls' has 0 elements, but takes 1 to 40"),
        argumentSet(
            "too long a text",
            "redshiftdata:executeStatement",
            "{'Sql': 'x', 'ClientToken': '" + "t".repeat(65) + "'}",
            "'ClientToken' has 65 characters, but takes 1 to 64"),
        argumentSet(
            "a word that is none",
            "redshiftdata:executeStatement",
            "{'Sql': 'x', 'ResultFormat': 'json'}",
            "'ResultFormat' is 'json', but takes only JSON, CSV; did you mean 'JSON'?"),
        argumentSet(
            "a pattern",
            "redshiftdata:describeStatement",
            "{'Id': 'not an id'}",
            "'Id' is 'not an id', which does not match"
                + " [a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\\d{0,2})?"),
        argumentSet(
            "an instant",
            "cloudwatch:getMetricStatistics",
            "{'Namespace': 'N', 'MetricName': 'M', 'Period': 60, 'EndTime':"
                + " '2026-01-31T00:00:00Z', 'StartTime': 'yesterday'}",
            "'StartTime' is 'yesterday', but takes an instant such as 2026-01-31T00:00:00Z"),
        argumentSet(
            "true for a text",
            "glue:getTables",
            "{'DatabaseName': true}",
            "'DatabaseName' takes a text, but gets true or false"),
        argumentSet(
            "an object for a text",
            "sns:publish",
            "{'TopicArn': 't', 'Message': {'a': 1}}",
            "'Message' takes a text, but gets an object"),
        argumentSet(
            "two of a union",
            "redshiftserverless:convertRecoveryPointToSnapshot",
            "{'RecoveryPointId': 'r', 'SnapshotName': 's', 'RetentionPeriod': 'x'}",
            "'RetentionPeriod' takes a number, but gets a text"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isRefused(String action, String arguments, String problem) {
    assertThat(problems("aws-sdk:" + action, arguments)).containsExactly(problem);
  }

  @Test
  void saysAllThatIsWrong() {
    assertThat(problems("aws-sdk:glue:getTable", "{'Database': 1, 'Names': 2}"))
        .containsExactly(
            "there is no parameter 'Database'; did you mean 'DatabaseName'?",
            "there is no parameter 'Names'; did you mean 'Name'?",
            "the required parameter 'DatabaseName' is missing",
            "the required parameter 'Name' is missing");
  }

  @Test
  void aUnionHasOneMember() {
    assertThat(
            problems(
                "aws-sdk:bedrockagentruntime:retrieve",
                "{'KnowledgeBaseId': 'ABCDEFGHIJ', 'RetrievalQuery': {'Text': 'x'},"
                    + " 'RetrievalConfiguration': {'VectorSearchConfiguration': {'Filter':"
                    + " {'Equals': {'Key': 'k', 'Value': 1}, 'NotEquals': {'Key': 'k', 'Value':"
                    + " 1}}}}}"))
        .singleElement()
        .asString()
        .startsWith("'RetrievalConfiguration.VectorSearchConfiguration.Filter' takes exactly one")
        .endsWith("but has 2 members");
  }

  @Test
  void membersOfAMapAreData() {
    assertThat(problems("aws-sdk:glue:startJobRun", "{'JobName': 'j', 'Arguments': {'--x': 'y'}}"))
        .isEmpty();
    assertThat(problems("aws-sdk:glue:startJobRun", "{'JobName': 'j', 'Arguments': {'--x': 1}}"))
        .containsExactly("'Arguments.--x' takes a text, but gets a number");
  }

  @Test
  void whatTheServiceFillsInIsNotRequired() {
    assertThat(
            problems(
                "aws-sdk:emrserverless:startJobRun",
                "{'ApplicationId': '00abc', 'ExecutionRoleArn': 'arn:aws:iam::123456789012:role/r'}"))
        .isEmpty();
  }

  @Test
  void optimizedIntegrationsTakeJsonWhereTheApiTakesText() {
    assertThat(problems("sns:publish", "{'TopicArn': 't', 'Message': {'a': 1}}")).isEmpty();
    assertThat(problems("lambda:invoke", "{'FunctionName': 'f', 'Payload': {'a': 1}}")).isEmpty();
    assertThat(problems("sqs:sendMessage.waitForTaskToken", "{'QueueUrl': 'q', 'MessageBody': {}}"))
        .isEmpty();
    assertThat(
            problems(
                "events:putEvents",
                "{'Entries': [{'Source': 's', 'DetailType': 't', 'Detail': {'a': 1}}]}"))
        .isEmpty();
    assertThat(problems("events:putEvents", "{'Entries': [{'Source': {}, 'Detail': {}}]}"))
        .containsExactly("'Entries[].Source' takes a text, but gets an object");
  }

  @Test
  void theKindOfAValueIsCheckedThoughItsContentIsNotKnown() throws UnknownApiException {
    Integration integration = Integration.of("aws-sdk:glue:getTables").orElseThrow();
    Expr.Fields arguments = Expr.fields().and("DatabaseName", AT_RUN_TIME);

    assertThat(Arguments.problems(integration, arguments)).isEmpty();
    assertThat(Arguments.problems(integration, arguments, Map.of(AT_RUN_TIME, Kind.TEXT)))
        .isEmpty();
    assertThat(Arguments.problems(integration, arguments, Map.of(AT_RUN_TIME, Kind.LIST)))
        .containsExactly("'DatabaseName' takes a text, but gets a list");
  }

  @Test
  void whatDeploymentFillsInIsAText() throws UnknownApiException {
    Integration integration = Integration.of("aws-sdk:glue:getTables").orElseThrow();
    Expr.Fields arguments =
        Expr.fields()
            .and("DatabaseName", new Expr.Deployed("Name"))
            .and("MaxResults", new Expr.Deployed("Most"));

    assertThat(Arguments.problems(integration, arguments))
        .containsExactly("'MaxResults' takes a number, but gets a text");
  }

  private static List<String> problems(String resource, String arguments) {
    JsonObject object = (JsonObject) Json.parse(arguments.replace('\'', '"'));
    Expr.Fields fields = Expr.fields();
    for (int i = 0; i < object.length(); i++) {
      fields = fields.and(object.nameAt(i), new Expr.Constant(object.valueAt(i)));
    }
    try {
      return Arguments.problems(Integration.of(resource).orElseThrow(), fields);
    } catch (UnknownApiException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
