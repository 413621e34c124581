package dev.stepwell.dsl.iam;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.api.Integration;
import dev.stepwell.dsl.api.Service;
import dev.stepwell.dsl.api.UnknownApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one call needs to be allowed. */
public final class TaskRights {

  private static final Pattern INTEGRATION =
      Pattern.compile(
          "arn:[^:]+:states:[^:]*:[^:]*:(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(\\..*)?");

  private static final Pattern FUNCTION = Pattern.compile("arn:[^:]+:lambda:.*:function:.*");

  /** Calls of optimized integrations whose actions have other names than those of an API. */
  private static final Map<String, List<String>> OPTIMIZED =
      Map.of(
          "apigateway:invoke", List.of("execute-api:Invoke"),
          "elasticmapreduce:addStep", List.of("elasticmapreduce:AddJobFlowSteps"),
          "elasticmapreduce:cancelStep", List.of("elasticmapreduce:CancelSteps"),
          "elasticmapreduce:createCluster", List.of("elasticmapreduce:RunJobFlow"),
          "elasticmapreduce:terminateCluster", List.of("elasticmapreduce:TerminateJobFlows"),
          "elasticmapreduce:setClusterTerminationProtection",
              List.of("elasticmapreduce:SetTerminationProtection"),
          "eks:call", List.of());

  /** What the API's action is called where the model's name is no action of IAM. */
  private static final Map<String, List<String>> RENAMED =
      Map.of(
          "dynamodb:TransactWriteItems",
          List.of(
              "dynamodb:PutItem",
              "dynamodb:UpdateItem",
              "dynamodb:DeleteItem",
              "dynamodb:ConditionCheckItem"),
          "dynamodb:TransactGetItems",
          List.of("dynamodb:GetItem"),
          "sns:PublishBatch",
          List.of("sns:Publish"),
          "sqs:SendMessageBatch",
          List.of("sqs:SendMessage"),
          "sqs:DeleteMessageBatch",
          List.of("sqs:DeleteMessage"),
          "sqs:ChangeMessageVisibilityBatch",
          List.of("sqs:ChangeMessageVisibility"));

  /** Arguments that hand a role over. */
  private static final List<String> ROLES =
      List.of("Role", "RoleArn", "ExecutionRoleArn", "JobRole", "JobFlowRole", "ServiceRole");

  /** Who takes the role that is handed over, by IAM's name of the service that is called. */
  private static final Map<String, String> TAKERS =
      Map.of(
          "glue", "glue.amazonaws.com",
          "sagemaker", "sagemaker.amazonaws.com",
          "emr-serverless", "emr-serverless.amazonaws.com",
          "databrew", "databrew.amazonaws.com",
          "mediaconvert", "mediaconvert.amazonaws.com");

  private TaskRights() {}

  /**
   * What a task needs, in the order of its calls; empty for an activity and for what nothing is
   * known of.
   *
   * @param resource the task's resource
   * @param arguments its {@code Arguments} or {@code Parameters}
   */
  public static List<Right> of(String resource, JsonObject arguments) {
    if (FUNCTION.matcher(resource).matches()) {
      return List.of(Right.on(resource, "lambda:InvokeFunction"));
    }
    Matcher parts = INTEGRATION.matcher(resource);
    if (!parts.matches()) {
      return List.of();
    }
    Arguments given = new Arguments(arguments);
    String call = parts.group(2) + ":" + parts.group(3);
    boolean sdk = parts.group(1) != null;
    List<Right> rights = new ArrayList<>();
    if (call.equals("http:invoke") && !sdk) {
      http(given, rights);
      return rights;
    }
    for (String action : actions(call, sdk)) {
      for (Arguments each : parts(action, given)) {
        rights.add(Right.on(ResourceArns.of(action, each), action));
      }
      passed(action, given, rights);
    }
    credentials(call, given, rights);
    String suffix = parts.group(4) == null ? "" : parts.group(4);
    if (suffix.startsWith(".sync")) {
      SyncRights.add(call, given, rights);
    }
    return rights.stream().distinct().toList();
  }

  /** The API's own S3 is what a distributed Map's reader calls {@code s3:getObject}. */
  private static List<String> actions(String call, boolean sdk) {
    if (!sdk && OPTIMIZED.containsKey(call)) {
      return OPTIMIZED.get(call);
    }
    try {
      boolean api = sdk || call.startsWith("s3:");
      Optional<Integration> known = Integration.of(api ? "aws-sdk:" + call : call);
      List<String> actions =
          known.map(Integration::action).map(Service.Action::permissions).orElse(List.of());
      return actions.stream()
          .flatMap(action -> RENAMED.getOrDefault(action, List.of(action)).stream())
          .toList();
    } catch (UnknownApiException e) {
      return List.of();
    }
  }

  /** Some calls name what they work on once for each entry. */
  private static List<Arguments> parts(String action, Arguments given) {
    if (action.equals("events:PutEvents") && !given.objects("Entries").isEmpty()) {
      return given.objects("Entries");
    }
    return List.of(given);
  }

  private static void passed(String action, Arguments given, List<Right> rights) {
    String taker = TAKERS.get(action.substring(0, action.indexOf(':')));
    if (taker == null) {
      return;
    }
    for (String name : ROLES) {
      String lower = Character.toLowerCase(name.charAt(0)) + name.substring(1);
      if (given.has(name) || given.has(lower)) {
        String role = given.first(List.of(name, lower)).orElse("*");
        String arn = ResourceArns.arn(role, "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/%s");
        rights.add(new Right("iam:PassRole", role.equals("*") ? "*" : arn, taker));
      }
    }
  }

  /** The Data API of Redshift asks for credentials in the name of its caller. */
  private static void credentials(String call, Arguments given, List<Right> rights) {
    if (!call.equals("redshiftdata:executeStatement")
        && !call.equals("redshiftdata:batchExecuteStatement")) {
      return;
    }
    if (given.has("SecretArn")) {
      rights.add(Right.on(given.text("SecretArn").orElse("*"), "secretsmanager:GetSecretValue"));
    } else if (given.has("WorkgroupName")) {
      rights.add(Right.anywhere("redshift-serverless:GetCredentials"));
    } else if (given.has("DbUser")) {
      rights.add(Right.anywhere("redshift:GetClusterCredentials"));
    } else if (given.has("ClusterIdentifier")) {
      rights.add(Right.anywhere("redshift:GetClusterCredentialsWithIAM"));
    }
  }

  /** An HTTPS call takes its secret from an EventBridge connection. */
  private static void http(Arguments given, List<Right> rights) {
    rights.add(Right.anywhere("states:InvokeHTTPEndpoint"));
    String connection = given.object("Authentication").text("ConnectionArn").orElse("*");
    rights.add(Right.on(connection, "events:RetrieveConnectionCredentials"));
    rights.add(Right.anywhere("secretsmanager:GetSecretValue"));
    rights.add(Right.anywhere("secretsmanager:DescribeSecret"));
  }
}
