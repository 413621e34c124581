package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What optimised integrations take: members with a star must be given. */
final class Parameters {

  private static final String WRITE =
      " ConditionExpression ExpressionAttributeNames ExpressionAttributeValues ReturnValues"
          + " ReturnConsumedCapacity ReturnItemCollectionMetrics Expected ConditionalOperator"
          + " ReturnValuesOnConditionCheckFailure";

  private static final Map<String, Parameters> BY_ACTION =
      Map.ofEntries(
          entry(
              "lambda:invoke",
              "FunctionName* Payload Qualifier InvocationType ClientContext LogType"),
          entry(
              "glue:startJobRun",
              "JobName* JobRunId Arguments AllocatedCapacity MaxCapacity Timeout"
                  + " SecurityConfiguration NotificationProperty WorkerType NumberOfWorkers"
                  + " ExecutionClass JobRunQueuingEnabled ExecutionRoleSessionPolicy"),
          entry(
              "sns:publish",
              "Message* TopicArn TargetArn PhoneNumber MessageAttributes MessageStructure"
                  + " MessageGroupId MessageDeduplicationId Subject"),
          entry(
              "sqs:sendMessage",
              "QueueUrl* MessageBody* DelaySeconds MessageAttributes MessageSystemAttributes"
                  + " MessageGroupId MessageDeduplicationId"),
          entry("states:startExecution", "StateMachineArn* Input Name TraceHeader"),
          entry(
              "dynamodb:getItem",
              "TableName* Key* ConsistentRead ProjectionExpression ExpressionAttributeNames"
                  + " AttributesToGet ReturnConsumedCapacity"),
          entry("dynamodb:putItem", "TableName* Item*" + WRITE),
          entry("dynamodb:deleteItem", "TableName* Key*" + WRITE),
          entry("dynamodb:updateItem", "TableName* Key* UpdateExpression AttributeUpdates" + WRITE),
          entry("events:putEvents", "Entries* EndpointId"),
          entry(
              "apigateway:invoke",
              "ApiEndpoint* Method* Path Stage QueryParameters Headers RequestBody AllowNullValues"
                  + " AuthType"),
          entry(
              "http:invoke",
              "ApiEndpoint* Method* Authentication InvocationConfig Headers QueryParameters"
                  + " RequestBody Transform"),
          // Of these two not every member is known that AWS takes.
          entry("batch:submitJob", "JobDefinition* JobName* JobQueue* ..."),
          entry("ecs:runTask", "TaskDefinition* ..."));

  private final Set<String> members;
  private final List<String> needed;
  private final boolean open;

  private Parameters(String written) {
    List<String> words = List.of(written.split(" "));
    this.open = words.contains("...");
    this.needed =
        words.stream()
            .filter(word -> word.endsWith("*"))
            .map(word -> word.substring(0, word.length() - 1))
            .toList();
    this.members =
        words.stream().map(word -> word.replace("*", "")).collect(Collectors.toUnmodifiableSet());
  }

  private static Map.Entry<String, Parameters> entry(String action, String members) {
    return Map.entry(action, new Parameters(members));
  }

  /** Judges what a Task hands to an integration; of other resources nothing is known. */
  static void check(String action, JsonObject given, Place place, Scope scope) {
    Parameters known = BY_ACTION.get(action);
    if (known != null) {
      known.check(given, place, scope);
    }
  }

  private void check(JsonObject given, Place place, Scope scope) {
    Set<String> names = new HashSet<>();
    for (String written : given.names()) {
      String name =
          !scope.jsonata() && written.endsWith(".$")
              ? written.substring(0, written.length() - 2)
              : written;
      names.add(name);
      if (Placeholders.in(name)) {
        return;
      }
      if (!open && !members.contains(name)) {
        scope
            .findings()
            .schema(
                "The field '" + name + "' is not supported by Step Functions",
                place,
                "there are " + members.stream().sorted().toList());
      }
    }
    for (String name : needed) {
      if (!names.contains(name)) {
        scope.findings().schema("The field '" + name + "' is required but was missing", place);
      }
    }
  }
}
