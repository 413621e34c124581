package dev.stepwell.local.quality;

import static dev.stepwell.local.service.Parameters.required;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The data quality actions of Glue. A run evaluates its rulesets inside the call that starts it;
 * other callers see it {@code STARTING} and {@code RUNNING} meanwhile. A start that is resumed goes
 * on with the run that its task has begun: rules only read, so what was interrupted is evaluated
 * anew. Thread-safe; starts with one client token are told apart under a lock, under which no rule
 * is evaluated.
 */
public final class QualityActions {

  private final Object starts = new Object();
  private final EvaluationRunner runner;
  private final Supplier<String> ids;
  private final Rulesets rulesets;
  private final EvaluationRuns runs;

  /**
   * Data quality over the tables of a catalog.
   *
   * @param tables the catalog's tables
   * @param duckDb evaluates the rules
   * @param ids a new id for a run or a result each time it is asked
   * @param runs keeps the runs and their results
   * @param rulesets the file that keeps the rulesets
   */
  public QualityActions(
      LakeTables tables, DuckDb duckDb, Supplier<String> ids, WorkRegister runs, Path rulesets) {
    this.runner = new EvaluationRunner(tables, duckDb);
    this.ids = requireNonNull(ids, "ids");
    this.runs = new EvaluationRuns(requireNonNull(runs, "runs"));
    this.rulesets = new Rulesets(rulesets);
  }

  /**
   * Puts a ruleset in place of the one of its name.
   *
   * @throws InvalidRulesetException if the text is no DQDL
   */
  public void putRuleset(String name, String text, Instant createdOn) {
    rulesets.declare(name, text, createdOn);
  }

  /** The actions, as a part of Glue. */
  public Service service() {
    Service.Builder service =
        Service.named("glue", "Glue")
            .modelled(
                "AlreadyExistsException",
                "ConflictException",
                "EntityNotFoundException",
                "InvalidInputException")
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
                this::start);
    runs.addTo(service);
    new RulesetActions(rulesets).addTo(service);
    return service.build();
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    RunRequest request = RunRequest.of(arguments);
    EvaluationRun run;
    synchronized (starts) {
      Optional<Work> before = runs.before(context);
      Optional<Work> earlier = before.isPresent() ? before : runs.sameToken(arguments);
      if (earlier.isPresent() && !(before.isPresent() && before.get().isInterrupted())) {
        return JsonObject.of("RunId", Json.of(earlier.get().key()));
      }
      Map<String, String> texts = new LinkedHashMap<>();
      for (String name : request.rulesetNames()) {
        texts.put(name, rulesets.text(name));
      }
      String id = before.map(Work::key).orElseGet(() -> "dqrun-" + ids.get());
      run = new EvaluationRun(id, arguments, request, texts, context.now());
      runs.begin(run, context.token());
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
      runs.finish(run, made);
    }
    return JsonObject.of("RunId", Json.of(run.id()));
  }

  /** The names of the rulesets, in the order in which they were put. */
  public List<String> rulesetNames() {
    return rulesets.all().stream().map(each -> String.valueOf(each.string("Name"))).toList();
  }

  /** The results that are remembered as {@code GetDataQualityResult} shows them, in order. */
  public List<JsonObject> results() {
    return runs.results();
  }
}
