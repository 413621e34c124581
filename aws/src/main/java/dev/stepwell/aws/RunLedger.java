package dev.stepwell.aws;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource.Table;
import dev.stepwell.dsl.Resources;
import java.util.List;

/**
 * What became of every execution, kept longer than the 90 days of Step Functions. EventBridge tells
 * of each change of status, at least once and in any order; a small Express machine puts it into a
 * table unless something later stands there.
 *
 * <p>The machine is the same for every project. Its table has a row for each execution: the machine
 * by its name, and within it {@code run}, the time of the start and the execution's name.
 */
public final class RunLedger {

  /** The name, as workflows and tables have one; the stack's prefix comes before it. */
  public static final String NAME = "run-ledger";

  static final String DAYS = "RunLedgerDays";

  private static final Table TABLE = new Table(NAME, "machine", "run", "expires");
  private static final String MACHINE = LogicalIds.of(NAME, "StateMachine");
  private static final String LOGS = LogicalIds.of(NAME, "Logs");

  private static final int USUAL_DAYS = 400;
  private static final int FULL_RETRIES = 8;

  private static final String DETAIL = "$states.input.detail";
  private static final String BEGUN = "$fromMillis(" + DETAIL + ".startDate)";

  private RunLedger() {}

  /** The machine's definition; its names of deployment are the table and the days. */
  public static JsonObject definition() {
    JsonObject order =
        JsonObject.builder()
            .put("Type", "Pass")
            .put(
                "Comment", "A later status of the same try, or of a later try, has a higher order.")
            .put(
                "Assign",
                JsonObject.of(
                    "order",
                    Json.of(
                        "{% $string($states.input.detail.redriveCount * 2"
                            + " + ($states.input.detail.status = 'RUNNING' ? 0 : 1)) %}")))
            .put("Next", "record")
            .build();
    JsonObject record =
        JsonObject.builder()
            .put("Type", "Task")
            .put("Resource", "arn:aws:states:::aws-sdk:dynamodb:putItem")
            .put(
                "Arguments",
                JsonObject.builder()
                    .put("TableName", "${RunLedgerTable}")
                    .put("Item", item())
                    .put("ConditionExpression", "attribute_not_exists(#order) OR #order <= :order")
                    .put("ExpressionAttributeNames", JsonObject.of("#order", Json.of("order")))
                    .put(
                        "ExpressionAttributeValues",
                        JsonObject.of(":order", JsonObject.of("N", Json.of("{% $order %}"))))
                    .build())
            .put("TimeoutSeconds", 30)
            .put("Retry", JsonArray.of(retry()))
            .put(
                "Catch",
                JsonArray.of(
                    JsonObject.builder()
                        .put(
                            "ErrorEquals",
                            JsonArray.of(Json.of("DynamoDb.ConditionalCheckFailedException")))
                        .put("Next", "older")
                        .build()))
            .put("Output", JsonObject.EMPTY)
            .put("End", true)
            .build();
    return JsonObject.builder()
        .put("Comment", "Keeps what became of each execution.")
        .put("QueryLanguage", "JSONata")
        .put("StartAt", "order")
        .put("TimeoutSeconds", 240)
        .put(
            "States",
            JsonObject.builder()
                .put("order", order)
                .put("record", record)
                .put(
                    "older",
                    JsonObject.builder()
                        .put("Type", "Succeed")
                        .put("Comment", "Something later stands there already.")
                        .build())
                .build())
        .build();
  }

  private static JsonObject item() {
    String tick =
        "($given := $type(%1$s.input) = 'string' ? $parse(%1$s.input);"
            + " $type($given) = 'object' ? $given._trigger.time)";
    return JsonObject.builder()
        .put("machine", text("$split(" + DETAIL + ".stateMachineArn, ':')[6]"))
        .put("run", text(BEGUN + " & ' ' & " + DETAIL + ".name"))
        .put("name", text(DETAIL + ".name"))
        .put("arn", text(DETAIL + ".executionArn"))
        .put("status", text(DETAIL + ".status"))
        .put("started", text(BEGUN))
        .put(
            "stopped",
            textOrNull(
                "$type(%1$s.stopDate) = 'number' ? $fromMillis(%1$s.stopDate)".formatted(DETAIL)))
        .put("error", textOrNull(DETAIL + ".error"))
        .put("input", textOrNull(DETAIL + ".input"))
        .put("tick", textOrNull(tick.formatted(DETAIL)))
        .put("order", number("$order"))
        .put("redrives", number("$string(" + DETAIL + ".redriveCount)"))
        .put(
            "expires",
            number(
                "$string($floor("
                    + DETAIL
                    + ".startDate / 1000) + $number('${RunLedgerDays}') * 86400)"))
        .build();
  }

  private static JsonObject text(String expression) {
    return JsonObject.of("S", Json.of("{% " + expression + " %}"));
  }

  private static JsonObject number(String expression) {
    return JsonObject.of("N", Json.of("{% " + expression + " %}"));
  }

  /** DynamoDB knows no null in a text. */
  private static Json textOrNull(String expression) {
    return Json.of(
        "{% ($text := "
            + expression
            + "; $type($text) = 'string' ? {'S': $text} : {'NULL': true}) %}");
  }

  private static JsonObject retry() {
    JsonArray passing =
        JsonArray.of(
            Json.of("DynamoDb.ProvisionedThroughputExceededException"),
            Json.of("DynamoDb.RequestLimitExceededException"),
            Json.of("DynamoDb.ThrottlingException"),
            Json.of("DynamoDb.InternalServerErrorException"),
            Json.of("DynamoDb.DynamoDbException"),
            Json.of("DynamoDb.SdkClientException"),
            Json.of("States.Timeout"));
    return JsonObject.builder()
        .put("ErrorEquals", passing)
        .put("IntervalSeconds", 1)
        .put("MaxAttempts", FULL_RETRIES)
        .put("BackoffRate", 2)
        .put("MaxDelaySeconds", 30)
        .put("JitterStrategy", "FULL")
        .build();
  }

  static Mapping parameter() {
    return Yaml.map()
        .with("Type", "Number")
        .with("Default", USUAL_DAYS)
        .with("MinValue", 1)
        .with("Description", "For how many days the table of runs keeps what became of each");
  }

  /**
   * The resources.
   *
   * @throws IllegalArgumentException if a workflow or a table of the project has the same name
   */
  static Mapping resources(List<Compiled> workflows, Resources resources) {
    if (workflows.stream().anyMatch(each -> each.name().equals(NAME))
        || resources.find(Table.class, NAME).isPresent()) {
      throw new IllegalArgumentException(
          "the name '" + NAME + "' is that of the template's own table of runs; choose another");
    }
    return Messaging.resources(new Resources(List.of(TABLE)))
        .with(LOGS, LogGroups.of("/aws/vendedlogs/states/${NamePrefix}-" + NAME))
        .with(MACHINE, machine());
  }

  private static Mapping machine() {
    Mapping writes =
        Statements.allow(List.of("dynamodb:PutItem"), List.of("${RunLedgerTable.Arn}"));
    return Yaml.map()
        .with("Type", "AWS::Serverless::StateMachine")
        .with(
            "Properties",
            Yaml.map()
                .with("Name", Yaml.sub("${NamePrefix}-" + NAME))
                .with("Type", "EXPRESS")
                .with("DefinitionUri", "generated-asl/" + NAME + ".asl.json")
                .with(
                    "DefinitionSubstitutions",
                    Yaml.map()
                        .with("RunLedgerTable", Yaml.ref("RunLedgerTable"))
                        .with(DAYS, Yaml.ref(DAYS)))
                .with(
                    "Logging",
                    // Not what it is given: inputs are in the machines' own logs.
                    StateMachines.logging(LOGS, "ERROR", false))
                .with(
                    "Policies",
                    Yaml.list(Statements.document(List.of(writes, StateMachines.ownLog()))))
                .with("Events", Yaml.map().with("Status", rule())));
  }

  /** Any machine of the stack, also those that {@code aws clear} makes beside them. */
  private static Mapping rule() {
    String all =
        "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${NamePrefix}-";
    return Yaml.map()
        .with("Type", "EventBridgeRule")
        .with(
            "Properties",
            Yaml.map()
                .with(
                    "Pattern",
                    Yaml.map()
                        .with("source", List.of("aws.states"))
                        .with("detail-type", List.of("Step Functions Execution Status Change"))
                        .with(
                            "detail",
                            Yaml.map()
                                .with(
                                    "stateMachineArn",
                                    Yaml.list(Yaml.map().with("prefix", Yaml.sub(all))))))
                .withAll(Triggers.delivered()));
  }
}
