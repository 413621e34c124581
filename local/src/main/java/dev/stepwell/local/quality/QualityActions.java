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
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The data quality actions of Glue. A run evaluates its rulesets inside the call that starts it;
 * other callers see it {@code RUNNING} meanwhile. Thread-safe; one lock guards the runs, and no
 * rule is evaluated while it is held.
 */
public final class QualityActions {

  private record Ruleset(String text, Instant createdOn) {}

  private record Submission(JsonObject arguments, String runId) {}

  private final Object lock = new Object();
  private final EvaluationRunner runner;
  private final Supplier<String> ids;
  private final Map<String, Ruleset> rulesets = new LinkedHashMap<>();
  private final Map<String, EvaluationRun> runs = new HashMap<>();
  private final Map<String, JsonObject> results = new LinkedHashMap<>();
  private final Map<String, Submission> byToken = new HashMap<>();

  /**
   * Data quality over the tables of a catalog.
   *
   * @param tables the catalog's tables
   * @param duckDb evaluates the rules
   * @param ids a new id for a run or a result each time it is asked
   */
  public QualityActions(LakeTables tables, DuckDb duckDb, Supplier<String> ids) {
    this.runner = new EvaluationRunner(tables, duckDb);
    this.ids = requireNonNull(ids, "ids");
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
            this::start)
        .action("getDataQualityRulesetEvaluationRun", required("RunId"), this::getRun)
        .action("cancelDataQualityRulesetEvaluationRun", required("RunId"), this::cancel)
        .action("getDataQualityResult", required("ResultId"), this::getResult)
        .action("getDataQualityRuleset", required("Name"), this::getRuleset)
        .build();
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    EvaluationRun run;
    synchronized (lock) {
      String token = arguments.string("ClientToken");
      Submission earlier = token == null ? null : byToken.get(token);
      if (token != null && earlier != null) {
        return again(token, earlier, arguments);
      }
      run = new EvaluationRun(ids.get(), arguments, texts(arguments), context.now());
      runs.put(run.id(), run);
      if (token != null) {
        byToken.put(token, new Submission(arguments, run.id()));
      }
    }
    context.onCancel(run::cancel);
    try {
      Map<String, JsonObject> made = runner.run(run, ids, context);
      synchronized (lock) {
        results.putAll(made);
      }
    } catch (RuntimeException fault) {
      run.failed("The evaluation broke: " + fault);
      throw fault;
    } finally {
      run.end(context.now());
    }
    return JsonObject.of("RunId", Json.of(run.id()));
  }

  private static Json again(String token, Submission earlier, JsonObject arguments)
      throws ServiceException {
    if (!earlier.arguments.equals(arguments)) {
      throw refused(
          "ConflictException",
          "ClientToken '" + token + "' was used before with other parameters; use a new one");
    }
    return JsonObject.of("RunId", Json.of(earlier.runId));
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
    return find(arguments).description();
  }

  private Json cancel(JsonObject arguments, CallContext context) throws ServiceException {
    find(arguments).cancel();
    return JsonObject.EMPTY;
  }

  private EvaluationRun find(JsonObject arguments) throws ServiceException {
    String id = String.valueOf(arguments.string("RunId"));
    synchronized (lock) {
      EvaluationRun run = runs.get(id);
      if (run == null) {
        throw refused(
            "EntityNotFoundException", "Data quality evaluation run " + id + " not found");
      }
      return run;
    }
  }

  private Json getResult(JsonObject arguments, CallContext context) throws ServiceException {
    String id = String.valueOf(arguments.string("ResultId"));
    synchronized (lock) {
      JsonObject result = results.get(id);
      if (result == null) {
        throw refused("EntityNotFoundException", "Data quality result " + id + " not found");
      }
      return result;
    }
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

  /** The results so far as {@code GetDataQualityResult} shows them, in order. */
  public List<JsonObject> results() {
    synchronized (lock) {
      return List.copyOf(results.values());
    }
  }
}
