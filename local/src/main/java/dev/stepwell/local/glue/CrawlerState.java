package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A crawler and its crawls. Thread-safe. */
final class CrawlerState {

  private enum State {
    READY,
    RUNNING,
    STOPPING
  }

  private final CrawlerDefinition definition;
  private final List<JsonObject> crawls = new ArrayList<>();
  private State state = State.READY;
  private Instant started = Instant.MIN;
  private String crawlId = "";
  private @Nullable JsonObject lastCrawl;

  CrawlerState(CrawlerDefinition definition) {
    this.definition = definition;
  }

  CrawlerDefinition definition() {
    return definition;
  }

  /**
   * Begins a crawl.
   *
   * @return its start time, which is later than that of every crawl before, so that whoever
   *     compares the two sees that there was another crawl
   */
  synchronized Instant begin(String id, Instant now) throws ServiceException {
    if (state != State.READY) {
      throw ServiceException.refused(
          "CrawlerRunningException",
          "Crawler with name " + definition.name() + " has already started");
    }
    state = State.RUNNING;
    crawlId = id;
    started = now.isAfter(started) ? now : started.plusMillis(1);
    return started;
  }

  /** Ends the crawl; an empty text says that it went well. */
  synchronized void end(Instant now, String errorMessage) {
    boolean cancelled = state == State.STOPPING;
    boolean failed = !errorMessage.isEmpty();
    Instant ended = now.isBefore(started) ? started : now;
    JsonObject.Builder last =
        JsonObject.builder()
            .put("Status", failed ? "FAILED" : cancelled ? "CANCELLED" : "SUCCEEDED")
            .put("LogGroup", "/aws-glue/crawlers")
            .put("LogStream", definition.name())
            .put("MessagePrefix", crawlId)
            .put("StartTime", started.toString());
    JsonObject.Builder crawl =
        JsonObject.builder()
            .put("CrawlId", crawlId)
            .put("State", failed ? "FAILED" : cancelled ? "STOPPED" : "COMPLETED")
            .put("StartTime", started.toString())
            .put("EndTime", ended.toString())
            .put("LogGroup", "/aws-glue/crawlers")
            .put("LogStream", definition.name());
    if (failed) {
      last.put("ErrorMessage", errorMessage);
      crawl.put("ErrorMessage", errorMessage);
    }
    lastCrawl = last.build();
    crawls.add(crawl.put("DPUHour", Json.of(hours(started, ended))).build());
    state = State.READY;
  }

  private static double hours(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 3_600_000.0;
  }

  synchronized void stop() throws ServiceException {
    if (state == State.STOPPING) {
      throw ServiceException.refused(
          "CrawlerStoppingException",
          "Crawler with name " + definition.name() + " is already stopping");
    }
    if (state == State.READY) {
      throw ServiceException.refused(
          "CrawlerNotRunningException",
          "Crawler with name " + definition.name() + " isn't running");
    }
    state = State.STOPPING;
  }

  synchronized List<JsonObject> crawls() {
    List<JsonObject> all = new ArrayList<>(crawls);
    if (state != State.READY) {
      all.add(
          JsonObject.builder()
              .put("CrawlId", crawlId)
              .put("State", "RUNNING")
              .put("StartTime", started.toString())
              .build());
    }
    return all;
  }

  synchronized JsonObject describe() {
    List<Json> targets = new ArrayList<>();
    for (String target : definition.targets()) {
      targets.add(JsonObject.of("Path", Json.of(target), "Exclusions", JsonArray.EMPTY));
    }
    return JsonObject.builder()
        .put("Name", definition.name())
        .put("Targets", JsonObject.of("S3Targets", JsonArray.of(targets)))
        .put("DatabaseName", definition.database())
        .put("Classifiers", JsonArray.EMPTY)
        .put("RecrawlPolicy", JsonObject.of("RecrawlBehavior", Json.of("CRAWL_EVERYTHING")))
        .put(
            "SchemaChangePolicy",
            JsonObject.of(
                "UpdateBehavior",
                Json.of("UPDATE_IN_DATABASE"),
                "DeleteBehavior",
                Json.of("DEPRECATE_IN_DATABASE")))
        .put("State", state.name())
        .put("TablePrefix", definition.tablePrefix())
        .put("CrawlElapsedTime", 0)
        .putIfPresent("LastCrawl", lastCrawl)
        .put("Version", 1)
        .build();
  }
}
