package dev.stepwell.local.quality;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the work of a run: reads the tables that it names and evaluates its rulesets. */
final class EvaluationRunner {

  private final LakeTables tables;
  private final DuckDb duckDb;

  EvaluationRunner(LakeTables tables, DuckDb duckDb) {
    this.tables = tables;
    this.duckDb = duckDb;
  }

  /**
   * Evaluates.
   *
   * @return the results by id; what went wrong is noted in the run
   */
  Map<String, JsonObject> run(EvaluationRun run, Supplier<String> ids, CallContext context) {
    Map<String, JsonObject> results = new LinkedHashMap<>();
    try (SqlSession session = duckDb.session()) {
      run.usesSession(session);
      RunRequest request = run.request();
      String primary = relation(session, request.primary());
      Map<String, String> additional = new LinkedHashMap<>();
      for (Map.Entry<String, RunRequest.Source> source : request.additional().entrySet()) {
        additional.put(source.getKey(), relation(session, source.getValue()));
      }
      RulesetEvaluator evaluator =
          RulesetEvaluator.at(context::now).stoppedBy(() -> run.mustStop(context.now()));
      evaluator = request.byRow() ? evaluator.withRowComposites() : evaluator;
      for (Map.Entry<String, String> ruleset : run.rulesets()) {
        String id = "dqresult-" + ids.get();
        QualityResult result =
            withRows(evaluator, request, id)
                .evaluate(ruleset.getValue(), primary, additional, session.connection());
        if (run.mustStop(context.now())) {
          break;
        }
        JsonObject shown = ResultJson.of(id, ruleset.getKey(), run, result, context.now());
        write(request.resultsPrefix(), run, id, shown);
        results.put(id, shown);
        run.hasResult(id);
      }
    } catch (SQLException unreadable) {
      run.failed("The data could not be read: " + unreadable.getMessage());
    } catch (ServiceException refused) {
      run.failed(refused.reason());
    } catch (RuleFailedException | IllegalArgumentException wrong) {
      run.failed(String.valueOf(wrong.getMessage()));
    }
    return results;
  }

  private RulesetEvaluator withRows(RulesetEvaluator evaluator, RunRequest request, String id) {
    RunRequest.RowOptions options = request.rows();
    if (options == null) {
      return evaluator;
    }
    RowResults rows = new RowResults(tables, options);
    return evaluator.withRows((connection, verdicts) -> rows.write(connection, id, verdicts));
  }

  private void write(
      DataFiles.@Nullable Address prefix, EvaluationRun run, String id, JsonObject result)
      throws ServiceException {
    if (prefix != null) {
      tables
          .store()
          .put(
              prefix.bucket(),
              prefix.prefix() + run.id() + "/" + id + ".json",
              result.compact().getBytes(StandardCharsets.UTF_8));
    }
  }

  private String relation(SqlSession session, RunRequest.Source source) throws ServiceException {
    String predicate = source.predicate();
    String rows =
        tables.select(
            session,
            source.database(),
            source.table(),
            predicate == null ? null : SparkSql.toDuckDb(predicate));
    String query = source.query();
    if (query == null) {
      return "(" + rows + ")";
    }
    String alias =
        source.table().equals(CustomSql.PRIMARY)
            ? ""
            : ", " + SqlText.name(source.table()) + " as (select * from \"primary\")";
    return "(with \"primary\" as (%s)%s %s)"
        .formatted(
            rows,
            alias,
            CustomSql.withoutEnd(
                SparkSql.toDuckDb(query, Set.of(CustomSql.PRIMARY, source.table()))));
  }
}
