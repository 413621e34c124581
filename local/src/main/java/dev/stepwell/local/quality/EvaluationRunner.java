package dev.stepwell.local.quality;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
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
      JsonObject arguments = run.arguments();
      String primary = relation(session, arguments.object("DataSource"));
      Map<String, String> additional = new LinkedHashMap<>();
      JsonObject sources = arguments.object("AdditionalDataSources");
      for (String alias : sources.names()) {
        additional.put(alias, relation(session, sources.object(alias)));
      }
      RulesetEvaluator evaluator = RulesetEvaluator.at(context::now);
      if ("ROW"
          .equals(
              arguments.object("AdditionalRunOptions").string("CompositeRuleEvaluationMethod"))) {
        evaluator = evaluator.withRowComposites();
      }
      for (Map.Entry<String, String> ruleset : run.rulesets()) {
        if (run.isCancelled()) {
          break;
        }
        QualityResult result =
            evaluator.evaluate(ruleset.getValue(), primary, additional, session.connection());
        if (!run.isCancelled()) {
          String id = "dqresult-" + ids.get();
          results.put(id, ResultJson.of(id, ruleset.getKey(), run, result, context.now()));
          run.hasResult(id);
        }
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

  private String relation(SqlSession session, JsonObject source) throws ServiceException {
    JsonObject table = source.object("GlueTable");
    String database = table.string("DatabaseName");
    String name = table.string("TableName");
    if (database == null || name == null) {
      throw refused(
          "InvalidInputException",
          "A data source is {\"GlueTable\": {\"DatabaseName\": .., \"TableName\": ..}} here, not "
              + source.compact());
    }
    return "(" + tables.select(session, database, name, predicate(table)) + ")";
  }

  private static @Nullable String predicate(JsonObject table) {
    JsonObject options = table.object("AdditionalOptions");
    StringBuilder all = new StringBuilder();
    for (String name : new String[] {"pushDownPredicate", "catalogPartitionPredicate"}) {
      Json predicate = options.get(name);
      if (predicate != null) {
        all.append(all.isEmpty() ? "(" : " and (")
            .append(SparkSql.toDuckDb(String.valueOf(predicate.toJava())))
            .append(')');
      }
    }
    return all.isEmpty() ? null : all.toString();
  }
}
