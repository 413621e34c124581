package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.ActivityTask;
import dev.stepwell.engine.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps activities and hands their tasks to workers. */
final class ActivityOperations {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
  private static final Shape ARN = Shape.empty().required("activityArn", Limits.ARN);

  private final Registry registry;
  private final Pages pages;

  ActivityOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "CreateActivity",
            Shape.empty()
                .required("name", Limits.NAME)
                .optional("tags", TagOperations.TAGS)
                .optional("encryptionConfiguration", Settings.ENCRYPTION),
            this::create),
        new Operation("DescribeActivity", ARN, this::describe),
        new Operation("ListActivities", Limits.paged(Shape.empty()), this::list),
        new Operation("DeleteActivity", ARN, this::delete),
        new Operation("GetActivityTask", ARN.optional("workerName", Limits.NAME), this::task));
  }

  private JsonObject create(Request request) {
    String name = request.text("name");
    if (!Names.areAllowed(name)) {
      throw ApiException.of("InvalidName", "Invalid Name: '" + name + "'");
    }
    JsonObject encryption = Settings.encryption(request, Settings.OWNED_KEY);
    String arn = registry.engine().arn("activity", name);
    TagOperations.refuseTooMany(request, arn);
    Activity activity =
        registry
            .activities()
            .computeIfAbsent(arn, any -> new Activity(name, arn, encryption, registry.now()));
    if (!activity.encryption().equals(encryption)) {
      throw ApiException.of("ActivityAlreadyExists", "Activity Already Exists: '" + arn + "'");
    }
    registry.engine().createActivity(name);
    TagOperations.add(request, registry.tags(arn));
    return JsonObject.builder()
        .put("activityArn", arn)
        .put("creationDate", Times.json(activity.created()))
        .build();
  }

  private Activity activity(Request request) {
    String arn = Arn.parse(request.text("activityArn"), "activity").text();
    Activity activity = registry.activities().get(arn);
    if (activity == null) {
      throw ApiException.of("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
    }
    return activity;
  }

  private JsonObject describe(Request request) {
    Activity activity = activity(request);
    JsonObject.Builder response = brief(activity);
    if (registry.engine().behaviour().describesEncryption()) {
      response.put("encryptionConfiguration", activity.encryption());
    }
    return response.build();
  }

  private static JsonObject.Builder brief(Activity activity) {
    return JsonObject.builder()
        .put("activityArn", activity.arn())
        .put("name", activity.name())
        .put("creationDate", Times.json(activity.created()));
  }

  private JsonObject list(Request request) {
    return pages.page(
        request,
        "activities",
        List.copyOf(registry.activities().values()),
        Activity::arn,
        activity -> brief(activity).build());
  }

  private JsonObject delete(Request request) {
    String arn = Arn.parse(request.text("activityArn"), "activity").text();
    if (registry.activities().remove(arn) != null) {
      registry.forgetTags(arn);
      registry.engine().deleteActivity(arn);
    }
    return JsonObject.EMPTY;
  }

  private JsonObject task(Request request) {
    Optional<ActivityTask> task =
        registry
            .engine()
            .activityTask(activity(request).arn(), request.optional("workerName"), LONGEST_POLL)
            .join();
    return task.map(
            each ->
                JsonObject.builder()
                    .put("taskToken", each.token())
                    .put("input", each.input().text())
                    .build())
        .orElse(JsonObject.EMPTY);
  }
}
