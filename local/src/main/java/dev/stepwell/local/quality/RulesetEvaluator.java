package dev.stepwell.local.quality;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.DQAnalyzer;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.DQRuleset;

/**
 * Evaluates DQDL rulesets with SQL. Immutable; one evaluation uses its connection alone and leaves
 * nothing in it.
 */
public final class RulesetEvaluator {

  private final InstantSource clock;
  private final boolean rowComposites;
  private final @Nullable RowSink sink;
  private final BooleanSupplier stop;

  /** Takes the rows with their verdicts. */
  @FunctionalInterface
  interface RowSink {

    /**
     * Takes them.
     *
     * @param verdicts the query of {@link RowVerdicts}, which the connection can answer
     */
    RowTotals take(Connection connection, String verdicts) throws SQLException;
  }

  private RulesetEvaluator(
      InstantSource clock, boolean rowComposites, @Nullable RowSink sink, BooleanSupplier stop) {
    this.clock = requireNonNull(clock, "clock");
    this.rowComposites = rowComposites;
    this.sink = sink;
    this.stop = stop;
  }

  /**
   * An evaluator that joins whole rules in composite ones, as Glue does by default.
   *
   * @param clock what {@code now()} and {@code DataFreshness} take for the time
   */
  public static RulesetEvaluator at(InstantSource clock) {
    return new RulesetEvaluator(clock, false, null, () -> false);
  }

  /** This evaluator with composite rules joined row by row: Glue's method {@code ROW}. */
  public RulesetEvaluator withRowComposites() {
    return new RulesetEvaluator(clock, true, sink, stop);
  }

  /** This evaluator, which gives its verdict over single rows to the sink. */
  RulesetEvaluator withRows(RowSink rows) {
    return new RulesetEvaluator(clock, rowComposites, rows, stop);
  }

  /** This evaluator, which asks before every rule whether to stop; the rest is then left out. */
  RulesetEvaluator stoppedBy(BooleanSupplier asked) {
    return new RulesetEvaluator(clock, rowComposites, sink, asked);
  }

  /**
   * Evaluates all rules; one that cannot be evaluated is an {@code ERROR} among the results.
   *
   * @param ruleset DQDL
   * @param primary what to check, in DuckDB's SQL: a table, or a query in parentheses
   * @param additional the other data sets by the alias that rules use, in SQL likewise
   * @param connection where the data is; no other thread may use it meanwhile
   * @throws InvalidRulesetException if the ruleset is no DQDL
   * @throws SQLException if a data set cannot be read
   */
  public QualityResult evaluate(
      String ruleset, String primary, Map<String, String> additional, Connection connection)
      throws SQLException {
    Labels labels = Dqdl.labels(ruleset);
    DQRuleset parsed = Dqdl.parse(labels);
    Map<String, String> tables = new LinkedHashMap<>(additional);
    tables.put(CustomSql.PRIMARY, primary);
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : tables.entrySet()) {
        statement.execute(
            "create or replace temp table %s as select * from %s"
                .formatted(SqlText.name(table.getKey()), table.getValue()));
      }
    }
    try {
      return evaluate(parsed, labels, scope(connection, additional));
    } finally {
      drop(connection, tables);
    }
  }

  private QualityResult evaluate(DQRuleset ruleset, Labels labels, Scope scope)
      throws SQLException {
    List<RuleResult> rules = new ArrayList<>();
    List<Map<String, String>> labelled = labels.of(ruleset.getRules().size());
    for (DQRule rule : ruleset.getRules()) {
      if (stop.getAsBoolean()) {
        break;
      }
      Verdict verdict =
          rowComposites ? Composites.byRow(rule, scope) : Composites.byColumn(rule, scope);
      rules.add(
          new RuleResult(
              "Rule_" + (rules.size() + 1),
              rule.toString(),
              verdict.outcome(),
              verdict.reasons().isEmpty() ? null : String.join("\n", verdict.reasons()),
              verdict.metrics(),
              labelled.get(rules.size())));
    }
    List<AnalyzerResult> analyzers = new ArrayList<>();
    for (DQAnalyzer analyzer : ruleset.getAnalyzers()) {
      analyzers.add(Analyzers.measure("Analyzer_" + (analyzers.size() + 1), analyzer, scope));
    }
    RowTotals rows =
        sink == null || stop.getAsBoolean()
            ? null
            : sink.take(
                scope.connection(), RowVerdicts.sql(ruleset.getRules(), scope, rowComposites));
    return QualityResult.of(rules, analyzers, rows);
  }

  private Scope scope(Connection connection, Map<String, String> additional) throws SQLException {
    Map<String, Dataset> references = new LinkedHashMap<>();
    for (String alias : additional.keySet()) {
      references.put(alias, Dataset.named(connection, alias));
    }
    LocalDateTime now =
        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    return new Scope(Dataset.named(connection, CustomSql.PRIMARY), references, now, connection);
  }

  private static void drop(Connection connection, Map<String, String> tables) throws SQLException {
    Patterns.forget(connection);
    try (Statement statement = connection.createStatement()) {
      for (String table : tables.keySet()) {
        statement.execute("drop table if exists temp." + SqlText.name(table));
      }
    }
  }
}
