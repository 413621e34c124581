package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule type with every form of condition: the verdict, the metrics and the message, worked
 * out by hand from the rows below.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleTypesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String STOCK = "Value: %s does not meet the constraint requirement%s";

  private Connection connection;

  @BeforeAll
  void layTables() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table orders as select * from (values
            (1, 'A',  10,   1.0, date '2026-02-28', timestamp '2026-03-01 11:00:00', '2026-02-28'),
            (2, 'B',  20,   2.0, date '2026-02-27', timestamp '2026-03-01 10:30:00', '2026-02-27'),
            (3, 'A',  30,   3.0, date '2026-02-26', timestamp '2026-03-01 00:00:00', 'soon'),
            (4, null, null, 4.0, null,              null,                            null),
            (5, '',   40,   5.0, date '2026-02-25', timestamp '2026-02-28 12:00:00', '  ')
          ) t(id, code, qty, price, day, seen, mixed)""");
      statement.execute("create table none as select * from orders where false");
      statement.execute(
          "create table codes as select * from (values ('A', 1), ('C', 9), ('A', 1)) t(code, n)");
      statement.execute(
          "create table twin as select id, code, qty + (id = 1)::int as qty from orders");
    }
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RowCount = 5 | PASS | Dataset.*.RowCount=5 |
          RowCount != 5 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount > 4 | PASS | Dataset.*.RowCount=5 |
          RowCount > 5 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount >= 5 | PASS | Dataset.*.RowCount=5 |
          RowCount < 5 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount <= 5 | PASS | Dataset.*.RowCount=5 |
          RowCount between 4 and 6 | PASS | Dataset.*.RowCount=5 |
          RowCount between 5 and 6 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount between 4 and 5 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount not between 5 and 6 | PASS | Dataset.*.RowCount=5 |
          RowCount not between 4 and 6 | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount in [4, 5] | PASS | Dataset.*.RowCount=5 |
          RowCount not in [4, 5] | FAIL | Dataset.*.RowCount=5 | 5.0!
          RowCount = 1 + 2 * 3 - 4 | PASS | Dataset.*.RowCount=5 |
          RowCount = 1 + (2 * 3) - 2 | PASS | Dataset.*.RowCount=5 |
          RowCount = 20 / 2 / 2 | PASS | Dataset.*.RowCount=5 |
          RowCount = 2 where "qty > 20" | PASS | Dataset.*.RowCount (where: qty > 20)=2 |
          RowCount = 2 where "code = 'A'" | PASS | Dataset.*.RowCount (where: code = 'A')=2 |
          ColumnCount = 7 | PASS | Dataset.*.ColumnCount=7 |
          ColumnExists "QTY" | PASS | |
          ColumnExists "gone" | FAIL | | Dataset does not contain column: gone.
          ColumnNamesMatchPattern "[a-z]" | PASS | Dataset.*.ColumnNamesPatternMatchRatio=1 |
          ColumnNamesMatchPattern "^[a-l]" | FAIL | Dataset.*.ColumnNamesPatternMatchRatio=0.428571 | Columns that do not match the pattern: qty, price, seen, mixed
          Completeness "code" = 0.8 | PASS | Column.code.Completeness=0.8 |
          Completeness "code" > 0.8 | FAIL | Column.code.Completeness=0.8 | 0.8!
          Completeness "code" = 1 where "id < 4" | PASS | Column.code.Completeness (where: id < 4)=1 |
          IsComplete "id" | PASS | Column.id.Completeness=1 |
          IsComplete "code" | FAIL | Column.code.Completeness=0.8 | 0.8!
          IsComplete "gone" | FAIL | | Input data does not include column gone!
          Uniqueness "code" = 0.5 | PASS | Column.code.Uniqueness=0.5 |
          IsUnique "qty" | PASS | Column.qty.Uniqueness=1 |
          IsUnique "code" | FAIL | Column.code.Uniqueness=0.5 | 0.5!
          IsUnique "code" where "id > 1" | PASS | Column.code.Uniqueness (where: id > 1)=1 |
          IsPrimaryKey "id" | PASS | Column.id.Uniqueness=1; Column.id.Completeness=1 |
          IsPrimaryKey "qty" | FAIL | Column.qty.Uniqueness=1; Column.qty.Completeness=0.8 | 0.8!
          IsPrimaryKey "id" "code" | FAIL | Multicolumn.id,code.Uniqueness=1; Column.id.Completeness=1; Column.code.Completeness=0.8 | 0.8!
          UniqueValueRatio "code" > 0.6 | PASS | Column.code.UniqueValueRatio=0.666667 |
          DistinctValuesCount "code" = 4 | PASS | Column.code.DistinctValuesCount=4 |
          DistinctValuesCount "code" = 2 where "id < 4" | PASS | Column.code.DistinctValuesCount (where: id < 4)=2 |
          Entropy "code" < 1.1 | PASS | Column.code.Entropy=1.039721 |
          Mean "qty" = 25 | PASS | Column.qty.Mean=25 |
          Sum "qty" = 100 | PASS | Column.qty.Sum=100 |
          StandardDeviation "qty" > 11 | PASS | Column.qty.StandardDeviation=11.180340 |
          Mean "qty" = 15 where "id < 3" | PASS | Column.qty.Mean (where: id < 3)=15 |
          Mean "code" > 0 | FAIL | | Expected type of column code to be one of (Numeric), but found VARCHAR instead!
          ColumnCorrelation "qty" "price" > 0.9 | PASS | Multicolumn.qty,price.ColumnCorrelation=0.982708 |
          ColumnLength "code" <= 1 | PASS | Column.code.MaximumLength=1 |
          ColumnLength "code" < 1 | FAIL | Column.code.MaximumLength=1 | 1.0!
          ColumnLength "code" >= 0 | PASS | Column.code.MinimumLength=0 |
          ColumnLength "code" > 0 | FAIL | Column.code.MinimumLength=0 | 0.0!
          ColumnLength "code" between -1 and 2 | PASS | Column.code.MinimumLength=0; Column.code.MaximumLength=1 |
          ColumnLength "code" between 0 and 2 | FAIL | Column.code.MinimumLength=0; Column.code.MaximumLength=1 | 0.0!
          ColumnLength "code" = 1 where "id < 4" | PASS | Column.code.MinimumLength (where: id < 4)=1; Column.code.MaximumLength (where: id < 4)=1 |
          ColumnLength "mixed" != 10 | FAIL | Column.mixed.MinimumLength=2; Column.mixed.MaximumLength=10 | 10.0!
          ColumnLength "mixed" != 4 | PASS | Column.mixed.MinimumLength=2; Column.mixed.MaximumLength=10 |
          ColumnLength "code" in [1] | FAIL | Column.code.ColumnLength.Compliance=0.6 | 0.6!
          ColumnLength "code" in [0, 1] | PASS | Column.code.ColumnLength.Compliance=1 |
          ColumnLength "code" not in [1] | FAIL | Column.code.ColumnLength.Compliance=0.4 | 0.4!
          ColumnLength "code" not between 1 and 5 | PASS | Column.code.ColumnLength.Compliance=1 |
          ColumnValues "price" > 0 | PASS | Column.price.Minimum=1 |
          ColumnValues "price" >= 1 | PASS | Column.price.Minimum=1 |
          ColumnValues "price" > 1 | FAIL | Column.price.Minimum=1 | 1.0!
          ColumnValues "price" < 6 | PASS | Column.price.Maximum=5 |
          ColumnValues "price" <= 5 | PASS | Column.price.Maximum=5 |
          ColumnValues "price" < 5 | FAIL | Column.price.Maximum=5 | 5.0!
          ColumnValues "qty" > 0 | FAIL | Column.qty.Minimum=10 | NULL!
          ColumnValues "price" between 0 and 6 | PASS | Column.price.Minimum=1; Column.price.Maximum=5 |
          ColumnValues "price" between 1 and 6 | FAIL | Column.price.Minimum=1; Column.price.Maximum=5 | 1.0!
          ColumnValues "price" = 1 where "id = 1" | PASS | Column.price.Minimum (where: id = 1)=1; Column.price.Maximum (where: id = 1)=1 |
          ColumnValues "price" > 0 where "id = 1" | PASS | Column.price.Minimum (where: id = 1)=1 |
          ColumnValues "price" not between 5 and 9 | PASS | Column.price.ColumnValues.Compliance=1 |
          ColumnValues "qty" not between 50 and 60 | FAIL | Column.qty.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "qty" in [10, 20, 30, 40] | FAIL | Column.qty.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "qty" in [10, 20, 30, 40, NULL] | PASS | Column.qty.ColumnValues.Compliance=1 |
          ColumnValues "qty" not in [50] | PASS | Column.qty.ColumnValues.Compliance=1 |
          ColumnValues "qty" not in [50, NULL] | FAIL | Column.qty.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "qty" != 50 | PASS | Column.qty.ColumnValues.Compliance=1 |
          ColumnValues "qty" != NULL | FAIL | Column.qty.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "qty" = NULL with threshold = 0.2 | PASS | Column.qty.ColumnValues.Compliance=0.2 |
          ColumnValues "qty" > 10 with threshold >= 0.6 | PASS | Column.qty.ColumnValues.Compliance=0.6 |
          ColumnValues "qty" > 10 with threshold between 0.6 and 1 | FAIL | Column.qty.ColumnValues.Compliance=0.6 | 0.6!
          ColumnValues "code" = "A" with threshold = 0.4 | PASS | Column.code.ColumnValues.Compliance=0.4 |
          ColumnValues "code" = "a" with threshold = 0 | PASS | Column.code.ColumnValues.Compliance=0 |
          ColumnValues "code" in ["A", "B"] | FAIL | Column.code.ColumnValues.Compliance=0.6 | 0.6!
          ColumnValues "code" in ["A", "B", EMPTY] | FAIL | Column.code.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "code" in ["A", "B", EMPTY, NULL] | PASS | Column.code.ColumnValues.Compliance=1 |
          ColumnValues "mixed" in [WHITESPACES_ONLY] with threshold = 0.2 | PASS | Column.mixed.ColumnValues.Compliance=0.2 |
          ColumnValues "mixed" = EMPTY with threshold = 0 | PASS | Column.mixed.ColumnValues.Compliance=0 |
          ColumnValues "code" != "Z" | PASS | Column.code.ColumnValues.Compliance=1 |
          ColumnValues "code" not in ["Z", NULL] | FAIL | Column.code.ColumnValues.Compliance=0.8 | 0.8!
          ColumnValues "code" not in ["Z", EMPTY] with threshold >= 0.6 | PASS | Column.code.ColumnValues.Compliance=0.6 |
          ColumnValues "code" matches "[AB]" | FAIL | Column.code.ColumnValues.Compliance=0.6 | 0.6!
          ColumnValues "code" matches ".*" with threshold = 0.6 | PASS | Column.code.ColumnValues.Compliance=0.6 |
          ColumnValues "code" not matches "A" with threshold = 0.2 | PASS | Column.code.ColumnValues.Compliance=0.2 |
          ColumnValues "code" matches "[" | FAIL | | The regular expression '[' is not valid: Unclosed character class
          ColumnValues "day" > "2026-02-24" with threshold = 0.8 | PASS | Column.day.ColumnValues.Compliance=0.8 |
          ColumnValues "day" >= "2026-02-27" with threshold = 0.4 | PASS | Column.day.ColumnValues.Compliance=0.4 |
          ColumnValues "day" < "2026-02-26" with threshold = 0.2 | PASS | Column.day.ColumnValues.Compliance=0.2 |
          ColumnValues "day" <= "2026-02-26" with threshold = 0.4 | PASS | Column.day.ColumnValues.Compliance=0.4 |
          ColumnValues "day" between "2026-02-25" and "2026-02-28" with threshold = 0.4 | PASS | Column.day.ColumnValues.Compliance=0.4 |
          ColumnValues "day" not between "2026-02-25" and "2026-02-28" with threshold = 0.6 | PASS | Column.day.ColumnValues.Compliance=0.6 |
          ColumnValues "day" = "2026-02-28" with threshold = 0.2 | PASS | Column.day.ColumnValues.Compliance=0.2 |
          ColumnValues "day" != "2026-02-28" with threshold = 0.8 | PASS | Column.day.ColumnValues.Compliance=0.8 |
          ColumnValues "day" in ["2026-02-28", "2026-02-27"] with threshold = 0.4 | PASS | Column.day.ColumnValues.Compliance=0.4 |
          ColumnValues "day" not in ["2026-02-28", "2026-02-27"] with threshold = 0.6 | PASS | Column.day.ColumnValues.Compliance=0.6 |
          ColumnValues "day" > (now() - 3 days) with threshold = 0.4 | PASS | Column.day.ColumnValues.Compliance=0.4 |
          ColumnValues "seen" <= now() with threshold = 0.8 | PASS | Column.seen.ColumnValues.Compliance=0.8 |
          ColumnValues "mixed" >= "2026-02-27" with threshold = 0.4 | PASS | Column.mixed.ColumnValues.Compliance=0.4 |
          ColumnDataType "mixed" = "Date" with threshold = 0.4 | PASS | Column.mixed.ColumnDataType.Compliance=0.4 |
          ColumnDataType "qty" = "Integer" | FAIL | Column.qty.ColumnDataType.Compliance=0.8 | 0.8!
          ColumnDataType "id" = "Integer" | PASS | Column.id.ColumnDataType.Compliance=1 |
          ColumnDataType "id" = "Date" where "id > 9" | PASS | | No rows matched the filter
          DataFreshness "seen" <= 24 hours where "id != 4" | PASS | Column.seen.DataFreshness.Compliance (where: id != 4)=1 |
          DataFreshness "seen" < 1 days where "id != 4" | FAIL | Column.seen.DataFreshness.Compliance (where: id != 4)=0.75 | 0.75!
          DataFreshness "seen" = 90 minutes where "id = 2" | PASS | Column.seen.DataFreshness.Compliance (where: id = 2)=1 |
          DataFreshness "seen" between 30 minutes and 2 hours where "id < 3" | PASS | Column.seen.DataFreshness.Compliance (where: id < 3)=1 |
          DataFreshness "seen" > 10 hours where "id = 3" | PASS | Column.seen.DataFreshness.Compliance (where: id = 3)=1 |
          DataFreshness "seen" <= 24 hours | FAIL | Column.seen.DataFreshness.Compliance=0.8 | 0.8!
          CustomSql "select count(*) from primary" = 5 | PASS | Dataset.*.CustomSQL=5 |
          CustomSql "select sum(n) from codes" = 11 | PASS | Dataset.*.CustomSQL=11 |
          CustomSql "select count(*) from primary" > 5 | FAIL | Dataset.*.CustomSQL=5 | Custom SQL response failed to satisfy the threshold.
          CustomSql "select id from primary" > 0 | FAIL | | Custom SQL did not return exactly 1 row and 1 column with a number.
          CustomSql "select id, qty from primary where id = 1" > 0 | FAIL | | Custom SQL did not return exactly 1 row and 1 column with a number.
          CustomSql "select id from primary where qty > 10" | FAIL | Dataset.*.CustomSQL.Compliance=0.6 | 0.6!
          CustomSql "select id from primary where qty > 10" with threshold > 0.5 | PASS | Dataset.*.CustomSQL.Compliance=0.6 |
          CustomSql "select code from primary where id = 1" with threshold = 0.4 | PASS | Dataset.*.CustomSQL.Compliance=0.4 |
          CustomSql "select code from codes" with threshold = 0.8 | PASS | Dataset.*.CustomSQL.Compliance=0.8 |
          CustomSql "select n from codes" | FAIL | | Input data does not include column n!
          ReferentialIntegrity "code" "codes.code" = 0.4 | PASS | Column.code.ReferentialIntegrity=0.4 |
          ReferentialIntegrity "code,id" "codes.{code,n}" >= 0.2 | PASS | Multicolumn.code,id.ReferentialIntegrity=0.2 |
          ReferentialIntegrity "code" "codes.{code,n}" = 1.0 | ERROR | | ReferentialIntegrity compares 1 columns with 2; name as many on both sides
          ReferentialIntegrity "code" "gone.code" = 1.0 | FAIL | | gone not found in additional sources
          RowCountMatch "codes" > 1.6 | PASS | Dataset.codes.RowCountMatch=1.666667 |
          RowCountMatch "codes" = 1.0 | FAIL | Dataset.codes.RowCountMatch=1.666667 | 1.6666666666666667.
          SchemaMatch "twin" = 0.0 | PASS | Dataset.twin.SchemaMatch=0 |
          SchemaMatch "none" = 1.0 | PASS | Dataset.none.SchemaMatch=1 |
          AggregateMatch "sum(qty)" "sum(twin.qty)" > 0.9 | PASS | Column.sum(qty).AggregateMatch=0.990099 |
          AggregateMatch "avg(price)" "avg(price)" = 1.0 | PASS | Column.avg(price).AggregateMatch=1 |
          AggregateMatch "max(qty)" "max(twin.qty)" = 1.0 | ERROR | | AggregateMatch knows sum(column) and avg(column), not 'max(qty)'
          DatasetMatch "twin" "id" "code,qty" = 0.8 | PASS | Dataset.twin.DatasetMatch=0.8 |
          DatasetMatch "codes" "code->code" "id->n" > 0.3 | PASS | Dataset.codes.DatasetMatch=0.4 |
          DetectAnomalies "RowCount" | PASS | | There are not enough earlier results to detect an anomaly.
          RowCount > last() | ERROR | | The function last(..) needs the results of earlier runs, which exist only inside Glue ETL jobs; use a fixed number
          FileFreshness "s3://b/k" > "2026-01-01" | ERROR | | Rule type FileFreshness is not evaluated on this machine; it reads the files of a bucket itself
          (RowCount = 5) and (IsComplete "code") | FAIL | Dataset.*.RowCount=5; Column.code.Completeness=0.8 | 0.8!
          (RowCount = 4) or (IsComplete "id") | PASS | Dataset.*.RowCount=5; Column.id.Completeness=1 |
          (RowCount = 5) or (RowCount = 4) and (RowCount = 3) | PASS | Dataset.*.RowCount=5 |
          """)
  void judges(String rule, Outcome outcome, @Nullable String metrics, @Nullable String message)
      throws SQLException {
    RuleResult result = evaluate("Rules = [ " + rule + " ]", "orders").rules().get(0);

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(result.outcome()).as("outcome, %s", result).isEqualTo(outcome);
    Map<String, Double> expected = metrics(metrics);
    softly.assertThat(result.metrics()).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, value) ->
            softly
                .assertThat(result.metrics().getOrDefault(name, Double.NaN))
                .as(name)
                .isCloseTo(value, within(0.000_001)));
    softly.assertThat(result.message()).isEqualTo(message(message));
    softly.assertAll();
  }

  private static Map<String, Double> metrics(@Nullable String text) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (text != null) {
      for (String each : text.split(";")) {
        int equals = each.lastIndexOf('=');
        metrics.put(each.substring(0, equals).strip(), Double.valueOf(each.substring(equals + 1)));
      }
    }
    return metrics;
  }

  /** {@code 5.0!} and {@code 5.0.} stand for the stock sentences about a value. */
  private static @Nullable String message(@Nullable String text) {
    if (text != null && text.matches("(NULL|[-0-9.]*[0-9])[!.]")) {
      int end = text.length() - 1;
      return STOCK.formatted(text.substring(0, end), text.substring(end));
    }
    return text;
  }

  @Test
  void measuresWithEveryAnalyzer() throws SQLException {
    QualityResult result =
        evaluate(
            """
            Analyzers = [ RowCount, ColumnCount, Completeness "code", Uniqueness "code",
              UniqueValueRatio "code", DistinctValuesCount "code", Entropy "code", Mean "qty",
              Sum "qty", StandardDeviation "qty", ColumnCorrelation "qty" "price",
              ColumnValues "qty", ColumnLength "code", AllStatistics "code", AllStatistics "qty",
              CustomSql "select 7", RowCountMatch "codes", SchemaMatch "none",
              AggregateMatch "sum(qty)" "sum(qty)", DatasetMatch "twin" "id" "qty",
              ReferentialIntegrity "code" "codes.code", Mean "code" ]""",
            "orders");

    Map<String, Double> all = new LinkedHashMap<>();
    result.analyzers().forEach(each -> all.putAll(each.metrics()));
    assertThat(all)
        .containsOnlyKeys(
            "Dataset.*.RowCount",
            "Dataset.*.ColumnCount",
            "Column.code.Completeness",
            "Column.code.Uniqueness",
            "Column.code.UniqueValueRatio",
            "Column.code.DistinctValuesCount",
            "Column.code.Entropy",
            "Column.code.MinimumLength",
            "Column.code.MaximumLength",
            "Column.qty.Completeness",
            "Column.qty.Uniqueness",
            "Column.qty.UniqueValueRatio",
            "Column.qty.DistinctValuesCount",
            "Column.qty.Entropy",
            "Column.qty.Mean",
            "Column.qty.Sum",
            "Column.qty.StandardDeviation",
            "Column.qty.Minimum",
            "Column.qty.Maximum",
            "Multicolumn.qty,price.ColumnCorrelation",
            "Dataset.*.CustomSQL",
            "Dataset.codes.RowCountMatch",
            "Dataset.none.SchemaMatch",
            "Column.sum(qty).AggregateMatch",
            "Dataset.twin.DatasetMatch",
            "Column.code.ReferentialIntegrity")
        .containsEntry("Dataset.*.CustomSQL", 7.0)
        .containsEntry("Column.qty.Sum", 100.0)
        .containsEntry("Column.code.MaximumLength", 1.0)
        .containsEntry("Dataset.twin.DatasetMatch", 0.8);
    assertThat(result.analyzers())
        .filteredOn(each -> each.message() != null)
        .extracting(AnalyzerResult::description)
        .containsExactly("Mean \"code\"");
    assertThat(result.rules()).isEmpty();
    assertThat(result.score()).isZero();
  }

  private QualityResult evaluate(String ruleset, String table) throws SQLException {
    return RulesetEvaluator.at(InstantSource.fixed(NOW))
        .evaluate(
            ruleset, table, Map.of("codes", "codes", "twin", "twin", "none", "none"), connection);
  }
}
