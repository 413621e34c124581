package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.MapRun;
import dev.stepwell.engine.MapRunCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows and changes Map Runs. */
final class MapRunOperations {

  private static final Shape MAP_RUN = Shape.empty().required("mapRunArn", Limits.LONG_ARN);

  private final Registry registry;
  private final Pages pages;

  MapRunOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "ListMapRuns",
            Limits.paged(Shape.empty().required("executionArn", Limits.ARN)),
            this::list),
        new Operation("DescribeMapRun", MAP_RUN, this::describe),
        new Operation(
            "UpdateMapRun",
            MAP_RUN
                .optional("maxConcurrency", Constraint.integer(0, Integer.MAX_VALUE))
                .optional("toleratedFailurePercentage", Constraint.number(0, 100))
                .optional("toleratedFailureCount", Constraint.integer(0, Long.MAX_VALUE)),
            this::update));
  }

  private JsonObject list(Request request) {
    Arn arn = Registry.executionArn(request.text("executionArn"));
    return pages.page(
        request,
        "mapRuns",
        registry.execution(arn).mapRuns(),
        MapRun::arn,
        mapRun -> brief(mapRun).put("stateMachineArn", mapRun.children().arn()).build());
  }

  private static JsonObject.Builder brief(MapRun mapRun) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("executionArn", mapRun.execution().arn())
            .put("mapRunArn", mapRun.arn())
            .put("startDate", Times.json(mapRun.startTime()));
    mapRun.stopTime().ifPresent(time -> json.put("stopDate", Times.json(time)));
    return json;
  }

  private JsonObject describe(Request request) {
    MapRun mapRun = registry.mapRun(request.text("mapRunArn"));
    JsonObject.Builder json =
        brief(mapRun)
            .put("status", mapRun.status().name())
            .put("maxConcurrency", mapRun.maxConcurrency())
            .put("toleratedFailureCount", mapRun.toleratedFailureCount())
            .put("toleratedFailurePercentage", Json.of(mapRun.toleratedFailurePercentage()))
            .put("itemCounts", counts(mapRun.itemCounts()))
            .put("executionCounts", counts(mapRun.executionCounts()));
    mapRun.redriveTime().ifPresent(time -> json.put("redriveDate", Times.json(time)));
    if (registry.engine().behaviour().contextCountsRedrives()) {
      json.put("redriveCount", mapRun.redriveCount());
    }
    return json.build();
  }

  private JsonObject counts(MapRunCounts counts) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("pending", counts.pending())
            .put("running", counts.running())
            .put("succeeded", counts.succeeded())
            .put("failed", counts.failed())
            .put("timedOut", counts.timedOut())
            .put("aborted", counts.aborted())
            .put("total", counts.total())
            .put("resultsWritten", counts.resultsWritten());
    if (registry.engine().behaviour().contextCountsRedrives()) {
      json.put("failuresNotRedrivable", counts.failuresNotRedrivable())
          .put("pendingRedrive", counts.pendingRedrive());
    }
    return json.build();
  }

  private JsonObject update(Request request) {
    MapRun mapRun = registry.mapRun(request.text("mapRunArn"));
    boolean any =
        request.has("maxConcurrency")
            || request.has("toleratedFailurePercentage")
            || request.has("toleratedFailureCount");
    if (!any) {
      throw ApiException.validation(
          "At least one of maxConcurrency, toleratedFailurePercentage and toleratedFailureCount"
              + " must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    @Nullable JsonNumber percentage = request.number("toleratedFailurePercentage");
    boolean running =
        registry
            .engine()
            .update(
                mapRun,
                whole(request, "maxConcurrency"),
                whole(request, "toleratedFailureCount"),
                percentage == null ? null : percentage.doubleValue());
    if (!running) {
      throw ApiException.validation(
          "Map Run has ended and cannot be updated: '" + mapRun.arn() + "'",
          "CANNOT_UPDATE_COMPLETED_MAP_RUN");
    }
    return JsonObject.EMPTY;
  }

  private static @Nullable Long whole(Request request, String name) {
    JsonNumber number = request.number(name);
    return number == null ? null : number.longValue();
  }
}
