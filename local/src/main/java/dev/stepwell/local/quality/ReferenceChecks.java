package dev.stepwell.local.quality;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.HasRuleTypeAndParameters;

/** Rules that compare the primary data set with another one. */
final class ReferenceChecks {

  private static final Pattern AGGREGATE = Pattern.compile("\\s*(\\w+)\\s*\\(\\s*(.+?)\\s*\\)\\s*");

  private ReferenceChecks() {}

  /** The share of rows whose key occurs in the other data set; a NULL occurs nowhere. */
  static Verdict referentialIntegrity(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return judged(rule, integrity(rule, data, scope), data);
  }

  static Metric integrity(HasRuleTypeAndParameters rule, Dataset data, Scope scope)
      throws SQLException {
    Keys keys = keys(rule, data, scope);
    double[] counts =
        data.query(
            "select count(*) filter (where exists (select 1 from %s r where %s)), count(*) from %s p"
                .formatted(
                    keys.reference.from(), joined(keys.left, keys.right, " = "), data.from()));
    return new Metric(MetricChecks.name(keys.left, "ReferentialIntegrity"), counts[0] / counts[1]);
  }

  /** Whether a row's key occurs in the other data set. */
  static String integrityPredicate(DQRule rule, Scope scope) {
    Keys keys = keys(rule, scope.primary(), scope);
    return "(%s and %s in (select %s from %s))"
        .formatted(
            keys.left.stream()
                .map(column -> column.sql() + " is not null")
                .collect(Collectors.joining(" and ")),
            RowPredicates.row(keys.left),
            RowPredicates.row(keys.right),
            keys.reference.from());
  }

  private record Keys(Dataset reference, List<Column> left, List<Column> right) {}

  private static Keys keys(HasRuleTypeAndParameters rule, Dataset data, Scope scope) {
    List<String> parameters = Scope.parameters(rule);
    String target = parameters.get(1);
    int dot = target.endsWith("}") ? target.lastIndexOf(".{") : target.lastIndexOf('.');
    if (dot < 0) {
      throw RuleFailedException.notEvaluated(
          "'%s' names no reference; write \"alias.column\" or \"alias.{column1,column2}\""
              .formatted(target));
    }
    Dataset reference = scope.reference(target.substring(0, dot));
    String names = target.substring(dot + 1);
    List<Column> keys = data.columns(RowPredicates.split(parameters.get(0)));
    List<Column> found =
        reference.columns(
            RowPredicates.split(
                names.startsWith("{") ? names.substring(1, names.length() - 1) : names));
    requireSameLength(keys, found);
    return new Keys(reference, keys, found);
  }

  static Verdict rowCountMatch(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return judged(rule, rowCounts(rule, data, scope), data);
  }

  static Metric rowCounts(HasRuleTypeAndParameters rule, Dataset data, Scope scope)
      throws SQLException {
    String alias = Scope.parameters(rule).get(0);
    double ratio = Metrics.rowCount(data) / Metrics.rowCount(scope.reference(alias));
    return new Metric("Dataset." + alias + ".RowCountMatch", ratio);
  }

  static Verdict aggregateMatch(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return judged(rule, aggregates(rule, scope), data);
  }

  static Metric aggregates(HasRuleTypeAndParameters rule, Scope scope) throws SQLException {
    List<String> expressions = Scope.parameters(rule);
    double first = aggregate(expressions.get(0), scope);
    double second = aggregate(expressions.get(1), scope);
    double ratio = second == 0 ? (first == 0 ? 1 : 0) : first / second;
    return new Metric("Column." + expressions.get(0).trim() + ".AggregateMatch", ratio);
  }

  private static double aggregate(String expression, Scope scope) throws SQLException {
    Matcher parts = AGGREGATE.matcher(expression);
    String function = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
    if (!function.equals("sum") && !function.equals("avg")) {
      throw RuleFailedException.notEvaluated(
          "AggregateMatch knows sum(column) and avg(column), not '" + expression + "'");
    }
    String target = parts.group(2);
    int dot = target.lastIndexOf('.');
    Dataset data = dot < 0 ? scope.primary() : scope.reference(target.substring(0, dot));
    Column column = data.column(target.substring(dot + 1));
    return function.equals("sum") ? Metrics.sum(data, column) : Metrics.mean(data, column);
  }

  /** The share of rows with an equal partner; two NULLs are equal, but not as keys. */
  static Verdict datasetMatch(DQRule rule, Dataset data, Scope scope) throws SQLException {
    return judged(rule, match(rule, data, scope), data);
  }

  static Metric match(HasRuleTypeAndParameters rule, Dataset data, Scope scope)
      throws SQLException {
    Pairs pairs = pairs(rule, data, scope);
    String match = joined(pairs.keys.left, pairs.keys.right, " = ");
    if (!pairs.left.isEmpty()) {
      match += " and " + joined(pairs.left, pairs.right, " is not distinct from ");
    }
    double[] counts =
        data.query(
            "select (select count(*) from %1$s p join %2$s r on %3$s), (select count(*) from %1$s)"
                .formatted(data.from(), pairs.keys.reference.from(), match));
    String alias = Scope.parameters(rule).get(0);
    return new Metric("Dataset." + alias + ".DatasetMatch", counts[0] / counts[1]);
  }

  /** Whether a row has an equal partner. */
  static String matchPredicate(DQRule rule, Scope scope) {
    Pairs pairs = pairs(rule, scope.primary(), scope);
    List<Column> left = new ArrayList<>(pairs.keys.left);
    left.addAll(pairs.left);
    List<Column> right = new ArrayList<>(pairs.keys.right);
    right.addAll(pairs.right);
    return "(%s and %s in (select %s from %s))"
        .formatted(
            pairs.keys.left.stream()
                .map(column -> column.sql() + " is not null")
                .collect(Collectors.joining(" and ")),
            RowPredicates.row(left),
            RowPredicates.row(right),
            pairs.keys.reference.from());
  }

  private record Pairs(Keys keys, List<Column> left, List<Column> right) {}

  private static Pairs pairs(HasRuleTypeAndParameters rule, Dataset data, Scope scope) {
    List<String> parameters = Scope.parameters(rule);
    Dataset reference = scope.reference(parameters.get(0));
    List<String[]> keys = mappings(parameters.get(1));
    List<String[]> compared =
        parameters.size() > 2 ? mappings(parameters.get(2)) : others(data, keys);
    return new Pairs(
        new Keys(reference, left(data, keys), right(reference, keys)),
        left(data, compared),
        right(reference, compared));
  }

  private static List<String[]> others(Dataset data, List<String[]> keys) {
    return data.columns().stream()
        .map(Column::name)
        .filter(name -> keys.stream().noneMatch(key -> key[0].equalsIgnoreCase(name)))
        .map(name -> new String[] {name, name})
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** {@code a,b->c} maps a to a and b to c. */
  private static List<String[]> mappings(String text) {
    return RowPredicates.split(text).stream()
        .map(
            mapping -> {
              String[] sides = mapping.split("->", -1);
              return new String[] {sides[0].trim(), sides[sides.length - 1].trim()};
            })
        .toList();
  }

  private static List<Column> left(Dataset data, List<String[]> mappings) {
    return data.columns(mappings.stream().map(mapping -> mapping[0]).toList());
  }

  private static List<Column> right(Dataset data, List<String[]> mappings) {
    return data.columns(mappings.stream().map(mapping -> mapping[1]).toList());
  }

  private static String joined(List<Column> left, List<Column> right, String operator) {
    return IntStream.range(0, left.size())
        .mapToObj(i -> "p." + left.get(i).sql() + operator + "r." + right.get(i).sql())
        .collect(Collectors.joining(" and "));
  }

  private static void requireSameLength(List<Column> keys, List<Column> found) {
    if (keys.size() != found.size()) {
      throw RuleFailedException.notEvaluated(
          "ReferentialIntegrity compares %d columns with %d; name as many on both sides"
              .formatted(keys.size(), found.size()));
    }
  }

  private static Verdict judged(DQRule rule, Metric metric, Dataset data) {
    return Verdict.judged(
        Numbers.satisfies(rule, metric.value()),
        Map.of(data.metric(metric.name()), metric.value()),
        "Value: " + metric.value() + " does not meet the constraint requirement.");
  }
}
