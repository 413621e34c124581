package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.scheduler.Asset;
import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillPlan;
import dev.stepwell.scheduler.BackfillRequest;
import dev.stepwell.scheduler.ClearRequest;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Reason;
import dev.stepwell.scheduler.RunState;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.SchedulerException;
import dev.stepwell.scheduler.ledger.Rows;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a scheduler answers to the requests of commands; both are JSON, so that they may travel. */
final class Answers {

  /** The member of a refusal. */
  static final String REFUSED = "refused";

  private final Scheduler scheduler;

  Answers(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The answer to a request as it was written down, or an object with the reason of a refusal. */
  JsonObject answer(String request) {
    try {
      return answer((JsonObject) Json.parse(request));
    } catch (JsonSyntaxException | ClassCastException e) {
      return JsonObject.of(REFUSED, Json.of("the request is no JSON object: " + e.getMessage()));
    }
  }

  /** The answer, or an object with the reason of a refusal. */
  JsonObject answer(JsonObject request) {
    try {
      return JsonObject.of("answer", decide(request));
    } catch (SchedulerException | IllegalArgumentException e) {
      return JsonObject.of(REFUSED, Json.of(String.valueOf(e.getMessage())));
    }
  }

  private Json decide(JsonObject request) {
    String workflow = text(request, "workflow");
    String runId = text(request, "run_id");
    String verb = text(request, "do");
    return switch (verb) {
      case "trigger" ->
          Rows.json(
              scheduler.trigger(workflow, time(request, "logical_date"), request.get("input")));
      case "pause" -> done(() -> scheduler.pause(workflow));
      case "unpause" -> done(() -> scheduler.unpause(workflow));
      case "clear" ->
          array(
              scheduler.clear(
                  new ClearRequest(
                      workflow,
                      runId,
                      texts(request, "steps"),
                      is(request, "only_failed"),
                      is(request, "upstream"),
                      is(request, "past"),
                      is(request, "future"))),
              Rows::json);
      case "mark" ->
          Rows.json(scheduler.mark(workflow, runId, RunState.of(text(request, "state"))));
      case "stop" -> Rows.json(scheduler.stop(workflow, runId));
      case "next" ->
          array(
              scheduler.next(workflow, (int) number(request, "most", 5)),
              run ->
                  JsonObject.builder()
                      .put("tick", run.tick().toString())
                      .put("due", run.due().toString())
                      .put("trigger", run.trigger())
                      .put("timetable", run.timetable())
                      .build());
      case "why" ->
          array(
              runId.isEmpty() ? scheduler.why(workflow) : scheduler.why(workflow, runId),
              Answers::json);
      case "backfill-plan" -> json(scheduler.plan(backfill(request)));
      case "backfill" -> begun(backfill(request));
      case "backfill-pause" -> Rows.json(scheduler.pauseBackfill(number(request, "id", 0)));
      case "backfill-resume" -> Rows.json(scheduler.resumeBackfill(number(request, "id", 0)));
      case "backfill-cancel" -> Rows.json(scheduler.cancelBackfill(number(request, "id", 0)));
      case "pools" -> array(scheduler.pools(), Answers::json);
      case "pools-set" -> set(request);
      case "pools-drop" -> done(() -> scheduler.dropPool(text(request, "name")));
      case "assets-update" -> update(request);
      case "assets-purge" -> Json.of(scheduler.purge(workflow));
      default -> throw new IllegalArgumentException("there is no request '" + verb + "'");
    };
  }

  /** The plan is part of the answer, so that whoever shows it need not ask twice. */
  private Json begun(BackfillRequest request) {
    Json plan = json(scheduler.plan(request));
    return JsonObject.of("plan", plan, "backfill", Rows.json(scheduler.backfill(request)));
  }

  private Json set(JsonObject request) {
    Pool pool =
        scheduler.setPool(
            new Pool(
                text(request, "name"),
                (int) number(request, "slots", 0),
                text(request, "description")));
    return JsonObject.of("name", Json.of(pool.name()), "slots", Json.of(pool.slots()));
  }

  private Json update(JsonObject request) {
    AssetEvent event =
        scheduler.updated(
            new Asset(text(request, "uri")), text(request, "partition_key"), JsonObject.EMPTY);
    return Rows.json(event);
  }

  private static BackfillRequest backfill(JsonObject request) {
    @Nullable Instant from = time(request, "from_date");
    @Nullable Instant to = time(request, "to_date");
    if (from == null || to == null) {
      throw new IllegalArgumentException(
          "a backfill needs the date from which and to which it goes");
    }
    return new BackfillRequest(
        text(request, "workflow"),
        from,
        to,
        Backfill.Reprocess.valueOf(text(request, "reprocess_behavior").toUpperCase(Locale.ROOT)),
        (int) number(request, "max_active_runs", Backfill.MAX_ACTIVE_RUNS),
        request.has("reverse"),
        request.get("input"));
  }

  private static Json json(BackfillPlan plan) {
    return array(
        plan.entries(),
        entry ->
            JsonObject.builder()
                .put("logical_date", entry.logicalDate().toString())
                .put("data_interval_start", entry.interval().start().toString())
                .put("data_interval_end", entry.interval().end().toString())
                .put("action", entry.action().name().toLowerCase(Locale.ROOT))
                .put("reason", entry.reason())
                .build());
  }

  private static JsonObject json(Reason reason) {
    return JsonObject.of("code", Json.of(reason.code()), "reason", Json.of(reason.text()));
  }

  private static JsonObject json(Scheduler.PoolUsage usage) {
    return JsonObject.builder()
        .put("pool", usage.pool().name())
        .put("slots", usage.pool().slots())
        .put("running_slots", usage.takenSlots())
        .put("queued_slots", usage.queuedSlots())
        .put("open_slots", usage.openSlots())
        .put("description", usage.pool().description())
        .build();
  }

  private static <T> JsonArray array(Collection<T> all, Function<T, Json> json) {
    return all.stream().map(json).collect(JsonArray.collector());
  }

  private static Json done(Runnable action) {
    action.run();
    return JsonObject.EMPTY;
  }

  private static String text(JsonObject request, String name) {
    @Nullable String text = request.string(name);
    return text == null ? "" : text;
  }

  private static @Nullable Instant time(JsonObject request, String name) {
    @Nullable String text = request.string(name);
    return text == null ? null : Instant.parse(text);
  }

  private static long number(JsonObject request, String name, long otherwise) {
    return request.get(name) instanceof JsonNumber number ? number.longValue() : otherwise;
  }

  private static boolean is(JsonObject request, String name) {
    return Json.of(true).equals(request.get(name));
  }

  private static Set<String> texts(JsonObject request, String name) {
    Set<String> texts = new LinkedHashSet<>();
    request.array(name).forEach(each -> texts.add(((JsonString) each).value()));
    return texts;
  }
}
