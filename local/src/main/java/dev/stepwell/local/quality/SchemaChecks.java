package dev.stepwell.local.quality;

import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.HasRuleTypeAndParameters;

/** Rules about the names and types of columns; no row is read. */
final class SchemaChecks {

  private SchemaChecks() {}

  static Verdict columnExists(DQRule rule, Dataset data, Scope scope) {
    String name = Scope.parameters(rule).get(0);
    return Verdict.judged(
        data.has(name), Map.of(), "Dataset does not contain column: " + name + ".");
  }

  static Verdict columnNamesMatchPattern(DQRule rule, Dataset data, Scope scope) {
    Pattern pattern = Patterns.compile(Scope.parameters(rule).get(0));
    var others =
        data.columns().stream()
            .map(Column::name)
            .filter(name -> !pattern.matcher(name).find())
            .toList();
    double all = data.columns().size();
    return Verdict.judged(
        others.isEmpty(),
        Map.of("Dataset.*.ColumnNamesPatternMatchRatio", (all - others.size()) / all),
        "Columns that do not match the pattern: " + String.join(", ", others));
  }

  static Verdict schemaMatch(DQRule rule, Dataset data, Scope scope) {
    Metric metric = match(rule, data, scope);
    return Verdict.judged(Numbers.satisfies(rule, metric.value()), metric.name(), metric.value());
  }

  static Metric match(HasRuleTypeAndParameters rule, Dataset data, Scope scope) {
    String alias = Scope.parameters(rule).get(0);
    Dataset reference = scope.reference(alias);
    double all = data.columns().size();
    double same =
        data.columns().stream()
            .filter(column -> reference.has(column.name()))
            .filter(column -> reference.column(column.name()).type().equals(column.type()))
            .count();
    double ratio = reference.columns().size() == all ? same / all : 0;
    return new Metric("Dataset." + alias + ".SchemaMatch", ratio);
  }
}
