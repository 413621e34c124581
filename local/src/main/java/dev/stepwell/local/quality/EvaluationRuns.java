package dev.stepwell.local.quality;

import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation runs and their results, those of earlier processes too, and the actions that show
 * them. Thread-safe; one lock guards the runs that are under way.
 */
final class EvaluationRuns {

  /** The members of a run's record. */
  private static final String ARGUMENTS = "Arguments";

  private static final String RUN = "Run";
  private static final String RESULTS = "Results";

  private final Object lock = new Object();
  private final Map<String, EvaluationRun> running = new HashMap<>();
  private final WorkRegister register;

  EvaluationRuns(WorkRegister register) {
    this.register = register;
  }

  /** What a resumed call has started; see {@link CallContext#before}. */
  Optional<Work> before(CallContext context) {
    return context.before(register);
  }

  /** The run that was started with the same client token. */
  Optional<Work> sameToken(JsonObject arguments) throws ServiceException {
    String token = arguments.string("ClientToken");
    if (token == null) {
      return Optional.empty();
    }
    for (Work each : register.all()) {
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

  void begin(EvaluationRun run, String task) {
    synchronized (lock) {
      register.begin(run.id(), task, record(run, Map.of()));
      running.put(run.id(), run);
    }
  }

  void finish(EvaluationRun run, Map<String, JsonObject> results) {
    synchronized (lock) {
      register.finish(run.id(), record(run, results));
      running.remove(run.id());
    }
  }

  private static JsonObject record(EvaluationRun run, Map<String, JsonObject> results) {
    return JsonObject.builder()
        .put(ARGUMENTS, run.arguments())
        .put(RUN, run.description())
        .put(RESULTS, Json.of(results))
        .build();
  }

  void addTo(Service.Builder service) {
    String[] listed = {"Filter", "NextToken", "MaxResults"};
    service
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
        .action(
            "listDataQualityRulesetEvaluationRuns",
            none().optional(listed),
            Resumption.REPEAT,
            this::listRuns)
        .action("getDataQualityResult", required("ResultId"), Resumption.REPEAT, this::getResult)
        .action(
            "batchGetDataQualityResult",
            required("ResultIds"),
            Resumption.REPEAT,
            this::batchGetResult)
        .action(
            "listDataQualityResults",
            none().optional(listed),
            Resumption.REPEAT,
            this::listResults);
  }

  private Json getRun(JsonObject arguments, CallContext context) throws ServiceException {
    String id = RulesetActions.text(arguments, "RunId", 1, 255);
    synchronized (lock) {
      return shown(find(id));
    }
  }

  private JsonObject shown(Work kept) {
    EvaluationRun run = running.get(kept.key());
    JsonObject shown = run == null ? kept.record().object(RUN) : run.description();
    return kept.isInterrupted() ? EvaluationRun.interrupted(shown) : shown;
  }

  private Json cancel(JsonObject arguments, CallContext context) throws ServiceException {
    String id = RulesetActions.text(arguments, "RunId", 1, 255);
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
    return register
        .find(id)
        .orElseThrow(
            () ->
                refused(
                    "EntityNotFoundException",
                    "Data quality evaluation run " + id + " not found" + register.excuse()));
  }

  private Json listRuns(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject filter = arguments.object("Filter");
    String ruleset = filter.string("RulesetName");
    List<JsonObject> found = new ArrayList<>();
    synchronized (lock) {
      for (Work kept : register.all()) {
        JsonObject run = shown(kept);
        boolean named =
            ruleset == null
                || run.array("RulesetNames").stream().anyMatch(Json.of(ruleset)::equals);
        if (named && matches(run, filter)) {
          found.add(only(run, "RunId", "Status", "StartedOn", "DataSource"));
        }
      }
    }
    return Page.of(arguments, "Runs", found);
  }

  private static boolean matches(JsonObject shown, JsonObject filter) throws ServiceException {
    Json source = filter.get("DataSource");
    return (source == null || source.equals(shown.get("DataSource")))
        && Page.within(filter, "Started", Instant.parse(String.valueOf(shown.string("StartedOn"))));
  }

  private static JsonObject only(JsonObject shown, String... names) {
    JsonObject.Builder some = JsonObject.builder();
    for (String name : names) {
      some.putIfPresent(name, shown.get(name));
    }
    return some.build();
  }

  private Json getResult(JsonObject arguments, CallContext context) throws ServiceException {
    String id = RulesetActions.text(arguments, "ResultId", 1, 255);
    JsonObject result = result(id);
    if (result == null) {
      throw refused(
          "EntityNotFoundException",
          "Data quality result " + id + " not found" + register.excuse());
    }
    return result;
  }

  private @Nullable JsonObject result(String id) {
    for (Work run : register.all()) {
      if (run.record().object(RESULTS).get(id) instanceof JsonObject result) {
        return result;
      }
    }
    return null;
  }

  private Json batchGetResult(JsonObject arguments, CallContext context) throws ServiceException {
    JsonArray ids = arguments.array("ResultIds");
    if (ids.length() < 1 || ids.length() > 10) {
      throw refused(
          "InvalidInputException", "ResultIds takes 1 to 10 ids, but has " + ids.length());
    }
    Map<String, JsonObject> found = new LinkedHashMap<>();
    List<Json> missing = new ArrayList<>();
    for (Json each : ids) {
      String id = each instanceof JsonString text ? text.value() : each.compact();
      JsonObject result = result(id);
      if (result == null) {
        missing.add(Json.of(id));
      } else {
        found.put(id, result);
      }
    }
    return JsonObject.of(
        "Results",
        found.values().stream().map(Json.class::cast).collect(JsonArray.collector()),
        "ResultsNotFound",
        missing.stream().collect(JsonArray.collector()));
  }

  private Json listResults(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject filter = arguments.object("Filter");
    boolean ofJobs = filter.has("JobName") || filter.has("JobRunId");
    List<JsonObject> found = new ArrayList<>();
    for (JsonObject result : results()) {
      if (!ofJobs && matches(result, filter)) {
        found.add(only(result, "ResultId", "DataSource", "StartedOn"));
      }
    }
    return Page.of(arguments, "Results", found);
  }

  List<JsonObject> results() {
    return register.all().stream()
        .flatMap(run -> run.record().object(RESULTS).asMap().values().stream())
        .map(JsonObject.class::cast)
        .toList();
  }
}
