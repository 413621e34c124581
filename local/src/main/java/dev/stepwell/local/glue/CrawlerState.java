package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
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

  /** The record's member that says whose crawl it is; answers do not have it. */
  private static final String CRAWLER = "CrawlerName";

  private static final String INTERRUPTED = "The process ended while the crawl was on its way";

  private final CrawlerDefinition definition;
  private final WorkRegister register;
  private State state = State.READY;
  private boolean cancelled;
  private Instant started = Instant.MIN;
  private String crawlId = "";
  private @Nullable JsonObject lastCrawl;

  /** A crawler whose earlier crawls are in a register. */
  CrawlerState(CrawlerDefinition definition, WorkRegister register) {
    this.definition = definition;
    this.register = register;
    for (JsonObject crawl : crawls()) {
      Instant begun = Instant.parse(String.valueOf(crawl.string("StartTime")));
      if (begun.isAfter(started)) {
        started = begun;
        lastCrawl = crawl;
      }
    }
  }

  CrawlerDefinition definition() {
    return definition;
  }

  /**
   * Begins a crawl.
   *
   * @param id its id; that of an interrupted crawl if it is done once more
   * @param task the token of the task that asked for it
   * @return its start time, which is later than that of every crawl before, so that whoever
   *     compares the two sees that there was another crawl
   */
  synchronized Instant begin(String id, String task, Instant now) throws ServiceException {
    if (state != State.READY) {
      throw ServiceException.refused(
          "CrawlerRunningException",
          "Crawler with name " + definition.name() + " has already started");
    }
    Instant next = now.isAfter(started) ? now : started.plusMillis(1);
    register.begin(id, task, crawl(id, "RUNNING", next).put(CRAWLER, definition.name()).build());
    state = State.RUNNING;
    cancelled = false;
    crawlId = id;
    started = next;
    return started;
  }

  /**
   * Says that everything is found and the catalog is about to be written; from then on the crawl
   * cannot be cancelled.
   *
   * @return false if it has been
   */
  synchronized boolean finishing() {
    state = State.STOPPING;
    return !cancelled;
  }

  /** Ends the crawl; an empty text says that it went well. */
  synchronized void end(Instant now, String errorMessage) {
    String how = !errorMessage.isEmpty() ? "FAILED" : cancelled ? "STOPPED" : "COMPLETED";
    JsonObject crawl = ended(crawl(crawlId, how, started).build(), now, errorMessage);
    lastCrawl = crawl;
    state = State.READY;
    register.finish(crawlId, crawl.with(CRAWLER, Json.of(definition.name())));
  }

  private static JsonObject.Builder crawl(String id, String how, Instant started) {
    return JsonObject.builder()
        .put("CrawlId", id)
        .put("State", how)
        .put("StartTime", started.toString());
  }

  private JsonObject ended(JsonObject crawl, Instant now, String errorMessage) {
    Instant begun = Instant.parse(String.valueOf(crawl.string("StartTime")));
    Instant end = now.isBefore(begun) ? begun : now;
    return JsonObject.builder()
        .putAll(crawl)
        .put("EndTime", end.toString())
        .put("LogGroup", "/aws-glue/crawlers")
        .put("LogStream", definition.name())
        .putIfPresent("ErrorMessage", errorMessage.isEmpty() ? null : errorMessage)
        .put("DPUHour", Json.of(hours(begun, end)))
        .build();
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
    cancelled = true;
    state = State.STOPPING;
  }

  /** Stops the crawl if it can be stopped; for a task that nobody waits for any longer. */
  synchronized void cancel() {
    if (state == State.RUNNING) {
      cancelled = true;
      state = State.STOPPING;
    }
  }

  /** How a crawl stands that is remembered. */
  static String stateOf(Work crawl) {
    return crawl.isInterrupted() ? "FAILED" : String.valueOf(crawl.record().string("State"));
  }

  /** The crawls that are remembered, in order. */
  List<JsonObject> crawls() {
    List<JsonObject> all = new ArrayList<>();
    for (Work each : register.all()) {
      JsonObject crawl = each.record();
      if (definition.name().equals(crawl.string(CRAWLER))) {
        JsonObject shown = crawl.without(CRAWLER);
        all.add(
            each.isInterrupted()
                ? ended(shown.with("State", Json.of("FAILED")), Instant.MIN, INTERRUPTED)
                : shown);
      }
    }
    return all;
  }

  /** The part of {@code GetCrawler} about the last crawl; null before the first one. */
  private static @Nullable JsonObject last(@Nullable JsonObject crawl) {
    if (crawl == null) {
      return null;
    }
    String how = String.valueOf(crawl.string("State"));
    return JsonObject.builder()
        .put(
            "Status",
            switch (how) {
              case "COMPLETED" -> "SUCCEEDED";
              case "STOPPED" -> "CANCELLED";
              default -> how;
            })
        .putIfPresent("LogGroup", crawl.get("LogGroup"))
        .putIfPresent("LogStream", crawl.get("LogStream"))
        .putIfPresent("MessagePrefix", crawl.get("CrawlId"))
        .putIfPresent("StartTime", crawl.get("StartTime"))
        .putIfPresent("ErrorMessage", crawl.get("ErrorMessage"))
        .build();
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
        .put(
            "RecrawlPolicy",
            JsonObject.of("RecrawlBehavior", Json.of(definition.policy().recrawl().name())))
        .put(
            "SchemaChangePolicy",
            JsonObject.of(
                "UpdateBehavior",
                Json.of(definition.policy().update().name()),
                "DeleteBehavior",
                Json.of(definition.policy().delete().name())))
        .put("State", state.name())
        .put("TablePrefix", definition.tablePrefix())
        .put("CrawlElapsedTime", 0)
        .putIfPresent("LastCrawl", last(lastCrawl))
        .put("Version", 1)
        .build();
  }
}
