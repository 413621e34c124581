package dev.stepwell.dsl.iam;

import java.util.List;
import java.util.Map;

/** The ARNs of what calls name in their arguments (AWS service authorization reference). */
final class ResourceArns {

  /** What a call works on: the arguments that may name it, and the ARN of that name. */
  private record Form(List<String> arguments, String arn) {}

  private static final String HERE = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:";

  /** By the action's service, as IAM spells it, the forms in the order in which they are tried. */
  private static final Map<String, List<Form>> FORMS =
      Map.ofEntries(
          forms("athena", form("athena", "workgroup/%s", "WorkGroup")),
          forms("batch", form("batch", "job-queue/%s", "JobQueue")),
          forms("codebuild", form("codebuild", "project/%s", "ProjectName")),
          forms("databrew", form("databrew", "job/%s", "Name")),
          forms("dynamodb", form("dynamodb", "table/%s", "TableName")),
          forms(
              "emr-containers", form("emr-containers", "/virtualclusters/%s", "VirtualClusterId")),
          forms("emr-serverless", form("emr-serverless", "/applications/%s", "ApplicationId")),
          forms("events", form("events", "event-bus/%s", "EventBusName")),
          forms("firehose", form("firehose", "deliverystream/%s", "DeliveryStreamName")),
          forms(
              "kinesis",
              new Form(List.of("StreamARN"), "%s"),
              form("kinesis", "stream/%s", "StreamName")),
          forms("lambda", form("lambda", "function:%s", "FunctionName")),
          forms("sns", new Form(List.of("TopicArn", "TargetArn"), "%s")),
          forms("states", new Form(List.of("StateMachineArn", "ExecutionArn"), "%s")));

  /** Glue has one form for each action, because they name different things alike. */
  private static final Map<String, Form> GLUE =
      Map.of(
          "glue:StartJobRun", form("glue", "job/%s", "JobName"),
          "glue:GetJobRun", form("glue", "job/%s", "JobName"),
          "glue:GetJobRuns", form("glue", "job/%s", "JobName"),
          "glue:BatchStopJobRun", form("glue", "job/%s", "JobName"),
          "glue:StartCrawler", form("glue", "crawler/%s", "Name"),
          "glue:GetCrawler", form("glue", "crawler/%s", "Name"),
          "glue:StopCrawler", form("glue", "crawler/%s", "Name"),
          "glue:StartWorkflowRun", form("glue", "workflow/%s", "Name"),
          "glue:GetWorkflowRun", form("glue", "workflow/%s", "Name"));

  private ResourceArns() {}

  private static Map.Entry<String, List<Form>> forms(String service, Form... forms) {
    return Map.entry(service, List.of(forms));
  }

  private static Form form(String service, String tail, String... arguments) {
    return new Form(List.of(arguments), HERE.formatted(service) + tail);
  }

  /** How ARNs of a service in the account and the region of the deployment begin. */
  static String here(String service) {
    return HERE.formatted(service);
  }

  /** What an action works on; {@code *} if the arguments do not say. */
  static String of(String action, Arguments arguments) {
    String service = action.substring(0, action.indexOf(':'));
    if (service.equals("s3")) {
      return s3(action, arguments);
    }
    List<Form> forms =
        GLUE.containsKey(action)
            ? List.of(GLUE.get(action))
            : FORMS.getOrDefault(service, List.of());
    for (Form form : forms) {
      for (String argument : form.arguments) {
        String lower = Character.toLowerCase(argument.charAt(0)) + argument.substring(1);
        var name = arguments.first(List.of(argument, lower));
        if (name.isPresent()) {
          return arn(name.get(), form.arn);
        }
      }
    }
    return "*";
  }

  /** A name or an ARN as an ARN; a name of deployment stands for an ARN if it ends in Arn. */
  static String arn(String nameOrArn, String form) {
    boolean arn =
        nameOrArn.startsWith("arn:") || (nameOrArn.startsWith("${") && nameOrArn.endsWith("Arn}"));
    return arn ? nameOrArn : form.replace("%s", nameOrArn);
  }

  private static String s3(String action, Arguments arguments) {
    boolean source = action.equals("s3:GetObject") && arguments.has("CopySource");
    String bucket =
        source
            ? arguments.text("CopySource").map(ResourceArns::bucketOf).orElse("*")
            : arguments.text("Bucket").orElse("*");
    if (action.equals("s3:ListBucket") || action.contains("Bucket")) {
      return "arn:${AWS::Partition}:s3:::" + bucket;
    }
    String key = source ? "*" : arguments.text("Key").orElse("*");
    return "arn:${AWS::Partition}:s3:::" + bucket + "/" + key;
  }

  private static String bucketOf(String copySource) {
    String path = copySource.startsWith("/") ? copySource.substring(1) : copySource;
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
