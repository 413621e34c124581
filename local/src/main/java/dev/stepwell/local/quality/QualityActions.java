package dev.stepwell.local.quality;

import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The data quality actions of Glue. A run evaluates its rulesets inside the call that starts it;
 * other callers see it {@code RUNNING} meanwhile. A start that is resumed goes on with the run that
 * its task has begun: rules only read, so what was interrupted is evaluated anew. Thread-safe; one
 * lock guards the runs, and no rule is evaluated while it is held.
 */
public final class QualityActions {

  private record Ruleset(String text, Instant createdOn) {}

  /** The members of a run's record. */
  private static final String ARGUMENTS = "Arguments";

  private static final String RUN = "Run";
  private static final String RESULTS = "Results";

  private final Object lock = new Object();
  private final EvaluationRunner runner;
  private final Supplier<String> ids;
  private final Map<String, Ruleset> rulesets = new LinkedHashMap<>();
  private final Map<String, EvaluationRun> running = new HashMap<>();
  private final WorkRegister runs;

  /**
   * Data quality over the tables of a catalog.
   *
   * @param tables the catalog's tables
   * @param duckDb evaluates the rules
   * @param ids a new id for a run or a result each time it is asked
   * @param runs keeps the runs and their results
   */
  public QualityActions(LakeTables tables, DuckDb duckDb, Supplier<String> ids, WorkRegister runs) {
    this.runner = new EvaluationRunner(tables, duckDb);
    this.ids = requireNonNull(ids, "ids");
    this.runs = requireNonNull(runs, "runs");
  }

  /**
   * Puts a ruleset in place of the one of its name.
   *
   * @throws InvalidRulesetException if the text is no DQDL
   */
  public void putRuleset(String name, String text, Instant createdOn) {
    Dqdl.parse(text);
    synchronized (lock) {
      rulesets.put(name, new Ruleset(text, createdOn));
    }
  }

  /** The actions, as a part of Glue. */
  public Service service() {
    return Service.named("glue", "Glue")
        .modelled("EntityNotFoundException", "InvalidInputException", "ConflictException")
        .action(
            "startDataQualityRulesetEvaluationRun",
            required("DataSource", "Role", "RulesetNames")
                .optional(
                    "NumberOfWorkers",
                    "Timeout",
                    "ClientToken",
                    "AdditionalRunOptions",
                    "AdditionalDataSources"),
            Resumption.LOOK_UP,
            this::start)
        .action(
            "getDataQualityRulesetEvaluationRun",
            required("RunId"),
            Resumption.REPEAT,
            this::getRun)
        .action(
            "cancelDataQualityRulesetEvaluationRun",
            required("RunId"),
            Resumption.REPEAT,
            this::cancel)
        .action("getDataQualityResult", required("ResultId"), Resumption.REPEAT, this::getResult)
        .action("getDataQualityRuleset", required("Name"), Resumption.REPEAT, this::getRuleset)
        .build();
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    EvaluationRun run;
    synchronized (lock) {
      Optional<Work> before = context.before(runs);
      Optional<Work> earlier = before.isPresent() ? before : sameToken(arguments);
      if (earlier.isPresent() && !(before.isPresent() && before.get().isInterrupted())) {
        return JsonObject.of("RunId", Json.of(earlier.get().key()));
      }
      String id = before.map(Work::key).orElseGet(ids);
      run = new EvaluationRun(id, arguments, texts(arguments), context.now());
      runs.begin(id, context.token(), record(run, Map.of()));
      running.put(id, run);
    }
    context.onCancel(run::cancel);
    Map<String, JsonObject> made = Map.of();
    try {
      made = runner.run(run, ids, context);
    } catch (RuntimeException | Error fault) {
      run.failed("The evaluation broke: " + fault);
      throw fault;
    } finally {
      run.end(context.now());
      synchronized (lock) {
        runs.finish(run.id(), record(run, made));
        running.remove(run.id());
      }
    }
    return JsonObject.of("RunId", Json.of(run.id()));
  }

  /** The run that was started with the same client token. */
  private Optional<Work> sameToken(JsonObject arguments) throws ServiceException {
    String token = arguments.string("ClientToken");
    if (token == null) {
      return Optional.empty();
    }
    for (Work each : runs.all()) {
      JsonObject others = each.record().object(ARGUMENTS);
      if (token.equals(others.string("ClientToken"))) {
        if (!others.equals(arguments)) {
          throw refused(
              "ConflictException",
              "ClientToken '" + token + "' was used before with other parameters; use a new one");
        }
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static JsonObject record(EvaluationRun run, Map<String, JsonObject> results) {
    return JsonObject.builder()
        .put(ARGUMENTS, run.arguments())
        .put(RUN, run.description())
        .put(RESULTS, Json.of(results))
        .build();
  }

  private Map<String, String> texts(JsonObject arguments) throws ServiceException {
    JsonArray names = arguments.array("RulesetNames");
    if (names.length() < 1 || names.length() > 10) {
      throw refused(
          "InvalidInputException", "RulesetNames takes 1 to 10 names, but has " + names.length());
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Json name : names) {
      String text = name instanceof JsonString string ? string.value() : name.compact();
      texts.put(text, ruleset(text).text());
    }
    return texts;
  }

  private Ruleset ruleset(String name) throws ServiceException {
    Ruleset found = rulesets.get(name);
    if (found == null) {
      throw refused(
          "EntityNotFoundException",
          "Data quality ruleset " + name + " not found. There are " + rulesets.keySet());
    }
    return found;
  }

  private Json getRun(JsonObject arguments, CallContext context) throws ServiceException {
    String id = String.valueOf(arguments.string("RunId"));
    synchronized (lock) {
      Work kept = find(id);
      EvaluationRun run = running.get(id);
      JsonObject shown = run == null ? kept.record().object(RUN) : run.description();
      return kept.isInterrupted() ? EvaluationRun.interrupted(shown) : shown;
    }
  }

  private Json cancel(JsonObject arguments, CallContext context) throws ServiceException {
    String id = String.valueOf(arguments.string("RunId"));
    synchronized (lock) {
      find(id);
      EvaluationRun run = running.get(id);
      if (run != null) {
        run.cancel();
      }
    }
    return JsonObject.EMPTY;
  }

  private Work find(String id) throws ServiceException {
    return runs.find(id)
        .orElseThrow(
            () ->
                refused(
                    "EntityNotFoundException",
                    "Data quality evaluation run " + id + " not found" + runs.excuse()));
  }

  private Json getResult(JsonObject arguments, CallContext context) throws ServiceException {
    String id = String.valueOf(arguments.string("ResultId"));
    for (Work run : runs.all()) {
      Json result = run.record().object(RESULTS).get(id);
      if (result != null) {
        return result;
      }
    }
    throw refused(
        "EntityNotFoundException", "Data quality result " + id + " not found" + runs.excuse());
  }

  private Json getRuleset(JsonObject arguments, CallContext context) throws ServiceException {
    String name = String.valueOf(arguments.string("Name"));
    synchronized (lock) {
      Ruleset found = ruleset(name);
      return JsonObject.builder()
          .put("Name", name)
          .put("Ruleset", found.text())
          .put("CreatedOn", found.createdOn().toString())
          .put("LastModifiedOn", found.createdOn().toString())
          .build();
    }
  }

  /** The names of the rulesets, in the order in which they were put. */
  public List<String> rulesetNames() {
    synchronized (lock) {
      return List.copyOf(rulesets.keySet());
    }
  }

  /** The results that are remembered as {@code GetDataQualityResult} shows them, in order. */
  public List<JsonObject> results() {
    return runs.all().stream()
        .flatMap(run -> run.record().object(RESULTS).asMap().values().stream())
        .map(JsonObject.class::cast)
        .toList();
  }
}
