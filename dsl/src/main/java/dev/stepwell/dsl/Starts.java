package dev.stepwell.dsl;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.language.Cron;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.passes.Render;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns triggers into what the compiler and deployment need of them. */
final class Starts {

  private static final int LISTED_YEARS = 10;

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final String SCHEDULED = "<aws.scheduler.scheduled-time>";

  private static final String PARTITION = "<partition>";

  private Starts() {}

  /** Refuses triggers that do not go together with the settings. */
  static void check(String workflow, List<? extends Trigger<?>> triggers, Runs runs) {
    boolean continuous = triggers.stream().anyMatch(Trigger.Continuous.class::isInstance);
    if (continuous && runs.maxActiveRuns() > 1) {
      throw InvalidWorkflowException.here(
          "workflow '"
              + workflow
              + "' runs continuously with up to "
              + runs.maxActiveRuns()
              + " runs at once, so that it would start them without end; add"
              + " runs(Runs.defaults().maxActiveRuns(1))");
    }
  }

  /** The triggers whose mapping the first state must evaluate, because it uses the event. */
  static <I extends Record> List<Program.Entry> entries(List<Trigger<I>> triggers) {
    List<Program.Entry> entries = new ArrayList<>();
    List<String> names = names(triggers);
    for (int i = 0; i < triggers.size(); i++) {
      if (usesEvent(triggers.get(i))) {
        entries.add(new Program.Entry(names.get(i), triggers.get(i).values()));
      }
    }
    return entries;
  }

  /** The expression, and the days of ten years on which the clock skips all its times. */
  private static String source(Trigger.OnCron<?> trigger) {
    Cron cron = trigger.cron();
    int ticks = cron.hours().size() * cron.minutes().size();
    Map<LocalDate, Long> skipped =
        cron.skipped(trigger.zone(), LISTED_YEARS).stream()
            .collect(
                Collectors.groupingBy(
                    LocalDateTime::toLocalDate, TreeMap::new, Collectors.counting()));
    List<String> days =
        skipped.entrySet().stream()
            .filter(day -> day.getValue() == ticks)
            .map(day -> day.getKey().toString())
            .toList();
    return days.isEmpty()
        ? trigger.expression()
        : trigger.expression()
            + "\nThe clock skips this time on these days, and nothing starts:\n"
            + String.join(" ", days);
  }

  static <I extends Record> List<CompiledTrigger> compiled(List<Trigger<I>> triggers, Runs runs) {
    List<CompiledTrigger> compiled = new ArrayList<>();
    List<String> names = names(triggers);
    for (int i = 0; i < triggers.size(); i++) {
      Trigger<I> trigger = triggers.get(i);
      String name = names.get(i);
      if (trigger instanceof Trigger.OnCron<I> cron) {
        compiled.add(
            schedule(trigger, name, cron.cron().aws(), cron.zone().getId(), source(cron), runs));
      } else if (trigger instanceof Trigger.Every<I> every) {
        long minutes = every.period().toMinutes();
        String rate = "rate(" + minutes + (minutes == 1 ? " minute)" : " minutes)");
        compiled.add(schedule(trigger, name, rate, "UTC", every.period().toString(), runs));
      } else if (trigger instanceof Trigger.Once<I> once) {
        String at = "at(" + AT.format(once.moment()) + ")";
        compiled.add(schedule(trigger, name, at, "UTC", "once at " + once.moment(), runs));
      } else if (trigger instanceof Trigger.OnAssets<I> assets) {
        JsonObject.Builder envelope = envelope(name).put("time", SCHEDULED);
        if (assets.partitions() != null) {
          envelope.put("partition", PARTITION);
        }
        compiled.add(
            new CompiledTrigger.AssetsUpdated(
                name, assets.condition(), assets.partitions(), input(trigger, envelope)));
      } else if (trigger instanceof Trigger.Continuous<I>) {
        compiled.add(
            new CompiledTrigger.Continuous(
                name, input(trigger, envelope(name).put("time", SCHEDULED))));
      } else if (trigger instanceof Trigger.OnObject<I> object) {
        compiled.add(object(name, object));
      }
    }
    return compiled;
  }

  private static CompiledTrigger schedule(
      Trigger<?> trigger, String name, String expression, String zone, String source, Runs runs) {
    return new CompiledTrigger.Schedule(
        name,
        expression,
        zone,
        input(trigger, envelope(name).put("time", SCHEDULED)),
        runs.startDate(),
        runs.endDate(),
        (int) runs.jitter().toMinutes(),
        source + notOnAws(runs));
  }

  /** What nothing on AWS starts. */
  static List<Diagnostic> warnings(List<CompiledTrigger> triggers) {
    return triggers.stream()
        .filter(
            trigger ->
                trigger instanceof CompiledTrigger.AssetsUpdated
                    || trigger instanceof CompiledTrigger.Continuous)
        .map(
            trigger ->
                new Diagnostic(
                    Diagnostic.Severity.WARNING,
                    "TRIGGER_NOT_ON_AWS",
                    "the trigger '" + trigger.name() + "' has no counterpart on AWS",
                    null,
                    "runs of it are made by './stepwell serve'; on AWS add a schedule or an S3"
                        + " trigger beside it"))
        .toList();
  }

  /** What of the settings EventBridge cannot do. */
  private static String notOnAws(Runs runs) {
    Runs usual = Runs.defaults();
    List<String> left = new ArrayList<>();
    if (runs.missed() == Runs.Missed.ALL) {
      left.add("catchup");
    }
    if (runs.maxActiveRuns() != usual.maxActiveRuns()) {
      left.add("max_active_runs " + runs.maxActiveRuns());
    }
    if (runs.overlap() != usual.overlap()) {
      left.add("overlap " + runs.overlap().name().toLowerCase(Locale.ROOT));
    }
    if (runs.dependsOnPast()) {
      left.add("depends_on_past");
    }
    if (runs.clockChanges() != usual.clockChanges()) {
      left.add("clock changes as in Airflow");
    }
    if (runs.maxConsecutiveFailed() > 0) {
      left.add("pausing after failed runs");
    }
    if (!runs.deadlines().isEmpty()) {
      left.add(
          runs.deadlines().stream()
              .map(Deadline::toString)
              .collect(Collectors.joining(", ", "the deadline ", "")));
    }
    return left.isEmpty()
        ? ""
        : "\nKept by Stepwell's scheduler and not by EventBridge: " + String.join(", ", left) + ".";
  }

  private static <I extends Record> CompiledTrigger object(
      String name, Trigger.OnObject<I> trigger) {
    JsonObject.Builder key = JsonObject.builder();
    if (!trigger.prefix().isEmpty()) {
      key.put("key", JsonArray.of(JsonObject.of("prefix", Json.of(trigger.prefix()))));
    }
    JsonObject.Builder detail =
        JsonObject.builder()
            .put(
                "bucket",
                JsonObject.of(
                    "name",
                    JsonArray.of(Json.of("${" + Resource.bucketName(trigger.bucket()) + "}"))));
    if (!key.build().isEmpty()) {
      detail.put("object", key.build());
    }
    JsonObject pattern =
        JsonObject.builder()
            .put("source", JsonArray.of(Json.of("aws.s3")))
            .put("detail-type", JsonArray.of(Json.of("Object Created")))
            .put("detail", detail.build())
            .build();
    JsonObject paths =
        JsonObject.builder()
            .put("bucket", "$.detail.bucket.name")
            .put("key", "$.detail.object.key")
            .put("time", "$.time")
            .build();
    String template =
        usesEvent(trigger)
            ? "{\"_trigger\": {\"name\": \""
                + name
                + "\", \"bucket\": <bucket>, \"key\": <key>, \"time\": <time>}}"
            : Render.json(trigger.values()).compact();
    return new CompiledTrigger.ObjectCreated(
        name, trigger.bucket(), trigger.prefix(), pattern, paths, template, trigger.once());
  }

  /** What starts the net of a workflow. States.ALL catches neither of the errors; see AWS. */
  static CompiledTrigger lost(String workflow) {
    JsonArray uncaught =
        JsonArray.of(
            Json.of("States.Runtime"),
            Json.of("States.DataLimitExceeded"),
            Json.of("States.QueryEvaluationError"));
    JsonObject stopped =
        JsonObject.of("status", JsonArray.of(Json.of("TIMED_OUT"), Json.of("ABORTED")));
    JsonObject failed =
        JsonObject.builder()
            .put("status", JsonArray.of(Json.of("FAILED")))
            .put("error", uncaught)
            .build();
    JsonObject detail =
        JsonObject.builder()
            .put("stateMachineArn", JsonArray.of(Json.of("${" + Arns.stateMachine(workflow) + "}")))
            .put("$or", JsonArray.of(stopped, failed))
            .build();
    JsonObject pattern =
        JsonObject.builder()
            .put("source", JsonArray.of(Json.of("aws.states")))
            .put("detail-type", JsonArray.of(Json.of("Step Functions Execution Status Change")))
            .put("detail", detail)
            .build();
    JsonObject paths =
        JsonObject.builder()
            .put("execution", "$.detail.executionArn")
            .put("input", "$.detail.input")
            .build();
    return new CompiledTrigger.ExecutionLost(
        "lost", workflow, pattern, paths, "{\"execution\": <execution>, \"input\": <input>}");
  }

  private static JsonObject.Builder envelope(String name) {
    return JsonObject.builder().put("name", name);
  }

  private static JsonObject input(Trigger<?> trigger, JsonObject.Builder envelope) {
    return usesEvent(trigger)
        ? JsonObject.of("_trigger", envelope.build())
        : (JsonObject) Render.json(trigger.values());
  }

  private static boolean usesEvent(Trigger<?> trigger) {
    return trigger.values().leaves().stream().anyMatch(leaf -> leaf instanceof Expr.Envelope);
  }

  private static <I extends Record> List<String> names(List<Trigger<I>> triggers) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Trigger<I> trigger : triggers) {
      int number = counts.merge(trigger.kind(), 1, Integer::sum);
      names.add(number == 1 ? trigger.kind() : trigger.kind() + "-" + number);
    }
    return names;
  }
}
