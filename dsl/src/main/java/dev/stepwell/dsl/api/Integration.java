package dev.stepwell.dsl.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a task's resource calls, as far as there is a model of it. An {@code aws-sdk} integration is
 * its service's API; an optimized one is too, but for the differences that are listed here (Step
 * Functions developer guide, "Integrating services").
 */
public final class Integration {

  private static final Pattern RESOURCE =
      Pattern.compile("(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)((?:\\.[A-Za-z]+)?(?::2)?)");

  /** What the service of an optimized integration is called in the SDK. */
  private static final Map<String, String> OPTIMIZED =
      Map.ofEntries(
          Map.entry("athena", "athena"),
          Map.entry("batch", "batch"),
          Map.entry("codebuild", "codebuild"),
          Map.entry("databrew", "databrew"),
          Map.entry("dynamodb", "dynamodb"),
          Map.entry("ecs", "ecs"),
          Map.entry("emr-containers", "emrcontainers"),
          Map.entry("emr-serverless", "emrserverless"),
          Map.entry("events", "eventbridge"),
          Map.entry("glue", "glue"),
          Map.entry("lambda", "lambda"),
          Map.entry("mediaconvert", "mediaconvert"),
          Map.entry("sagemaker", "sagemaker"),
          Map.entry("sns", "sns"),
          Map.entry("sqs", "sqs"),
          Map.entry("states", "sfn"));

  /** Texts of the API in which optimized integrations take any JSON; {@code *} is an element. */
  private static final Map<String, List<String>> JSON_TEXTS =
      Map.of(
          "events:putEvents", List.of("Entries", "*", "Detail"),
          "lambda:invoke", List.of("Payload"),
          "sns:publish", List.of("Message"),
          "sqs:sendMessage", List.of("MessageBody"),
          "states:startExecution", List.of("Input"));

  /** DynamoDB's own names of types, which its optimized integration takes; the SDK renames them. */
  private static final Map<String, String> DYNAMODB_TYPES =
      Map.of("BOOL", "Bool", "BS", "Bs", "NS", "Ns", "NULL", "Nul", "SS", "Ss");

  /** What describes a job that {@code .sync} has waited for, and where in the description. */
  private static final Map<String, Described> DESCRIBED =
      Map.of(
          "athena:startQueryExecution", new Described("getQueryExecution", List.of()),
          "ecs:runTask", new Described("describeTasks", List.of("Tasks", "0")),
          "glue:startJobRun", new Described("getJobRun", List.of("JobRun")));

  private record Described(String action, List<String> path) {}

  private final Service.Action action;
  private final List<String> jsonText;
  private final @Nullable Shape result;
  private final boolean sdk;

  private Integration(
      Service.Action action, List<String> jsonText, @Nullable Shape result, boolean sdk) {
    this.action = action;
    this.jsonText = jsonText;
    this.result = result;
    this.sdk = sdk;
  }

  /**
   * What the resource calls; empty if it is one that has no model, such as an activity or {@code
   * http:invoke}.
   *
   * @param resource what follows {@code arn:aws:states:::}
   * @throws UnknownApiException if the service or the action does not exist
   */
  public static Optional<Integration> of(String resource) throws UnknownApiException {
    Matcher parts = RESOURCE.matcher(resource);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean sdk = parts.group(1) != null;
    String name = parts.group(2);
    String pattern = parts.group(4);
    String id = sdk ? name : OPTIMIZED.get(name);
    if (id == null) {
      return Optional.empty();
    }
    Service.Action action = action(id, parts.group(3));
    if (sdk) {
      Shape result = pattern.isEmpty() ? action.output() : null;
      return Optional.of(new Integration(action, List.of(), result, true));
    }
    String call = name + ":" + parts.group(3);
    return Optional.of(
        new Integration(
            action,
            JSON_TEXTS.getOrDefault(call, List.of()),
            result(action, call, pattern),
            false));
  }

  /**
   * An action of a service.
   *
   * @throws UnknownApiException if the service or the action does not exist
   */
  public static Service.Action action(String service, String action) throws UnknownApiException {
    Service found =
        Services.find(service)
            .orElseThrow(
                () ->
                    new UnknownApiException(
                        "there is no service '"
                            + service
                            + "'"
                            + Nearest.hint(service, Services.ids())));
    return found
        .action(action)
        .orElseThrow(
            () ->
                new UnknownApiException(
                    service
                        + " has no action '"
                        + action
                        + "'"
                        + Nearest.hint(action, found.actions())));
  }

  private static @Nullable Shape result(Service.Action action, String call, String pattern) {
    if (pattern.isEmpty()) {
      return call.equals("lambda:invoke") ? null : action.output();
    }
    Described described = DESCRIBED.get(call);
    if (!pattern.equals(".sync") || described == null) {
      return null;
    }
    Service service = action.service();
    Shape shape = service.action(described.action()).orElseThrow().output();
    for (String step : described.path()) {
      shape =
          shape instanceof Shape.Listing list
              ? service.shape(list.element())
              : service.shape(requireNonNull(((Shape.Structure) shape).members().get(step)));
    }
    return shape;
  }

  /** The action of the service's API. */
  public Service.Action action() {
    return action;
  }

  /** Whether it is an {@code aws-sdk} integration, whose errors have the names of the model. */
  public boolean isSdk() {
    return sdk;
  }

  /** The number of the shape of a member of a structure; null if it has no such member. */
  @Nullable Integer member(Shape.Structure structure, String name) {
    Integer member = structure.members().get(name);
    boolean renamed = member == null && !sdk && action.service().id().equals("dynamodb");
    return renamed ? structure.members().get(DYNAMODB_TYPES.getOrDefault(name, name)) : member;
  }

  /** Where any JSON may stand in place of a text; empty for nowhere. */
  List<String> jsonText() {
    return jsonText;
  }

  /** The shape of what the task gives; null if the model does not say. */
  @Nullable Shape result() {
    return result;
  }
}
