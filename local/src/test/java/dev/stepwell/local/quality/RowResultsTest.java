package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowResultsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  @TempDir Path folder;

  /** For the rows 1 to 5: passed, failed or skipped. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          IsComplete "code" | PPPFP
          Completeness "code" > 0.5 | PPPFP
          IsUnique "code" | FPFPP
          IsUnique "code" where "id < 3" | PPSSS
          Uniqueness "code" > 0.1 | FPFPP
          IsPrimaryKey "code" | FPFFP
          ColumnValues "qty" > 10 | FPPFP
          ColumnValues "qty" > 10 where "id < 4" | FPPSS
          ColumnValues "qty" not in [10] | FPPPP
          ColumnValues "code" matches "[A-B]" | PPPFF
          ColumnLength "code" = 1 | PPPFP
          ColumnDataType "code" = "Integer" | FFFFF
          ReferentialIntegrity "code" "codes.code" = 1.0 | PFPFF
          ReferentialIntegrity "code,qty" "codes.{code,n}" = 1.0 | PFFFF
          DatasetMatch "codes" "code" "qty->n" = 1.0 | PFFFF
          CustomSql "select id from primary where qty > 10" | FPPFP
          CustomSql "select code from primary where id = 4" | FFFPF
          CustomSql "select count(*) from primary" > 0 | SSSSS
          RowCount > 0 | SSSSS
          IsComplete "gone" | SSSSS
          (IsComplete "code") and (ColumnValues "qty" > 10) | SSSSS
          """)
  void tellsOfEveryRow(String rule, String expected) throws SQLException {
    assertThat(marks(rule, RulesetEvaluator.at(CLOCK))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          (IsComplete "code") and (ColumnValues "qty" > 10) | FPPFP
          (IsComplete "code") or (ColumnValues "qty" > 10) | PPPFP
          (IsUnique "code") or (RowCount > 9) | FPFPP
          (ColumnValues "qty" > 10 where "id < 2") and (IsComplete "id") | FPPPP
          """)
  void joinsByRowIfAskedTo(String rule, String expected) throws SQLException {
    assertThat(marks(rule, RulesetEvaluator.at(CLOCK).withRowComposites())).isEqualTo(expected);
  }

  private static String marks(String rule, RulesetEvaluator evaluator) throws SQLException {
    StringBuilder marks = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table orders as select * from (values
            (1, 'A', 10), (2, 'B', 20), (3, 'A', 30), (4, null, null), (5, 'C', 40)
          ) t(id, code, qty)""");
      statement.execute(
          "create table codes as select * from (values ('A', 10), (null, null)) t(code, n)");
      evaluator
          .withRows(
              (same, verdicts) -> {
                try (ResultSet rows =
                    statement.executeQuery("select * from (" + verdicts + ") order by id")) {
                  while (rows.next()) {
                    marks.append(mark(rows, rule));
                  }
                }
                return new RowTotals(5, 0);
              })
          .evaluate("Rules = [ " + rule + " ]", "orders", Map.of("codes", "codes"), connection);
    }
    return marks.toString();
  }

  private static String mark(ResultSet row, String rule) throws SQLException {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("P", RowVerdicts.PASS);
    lists.put("F", RowVerdicts.FAIL);
    lists.put("S", RowVerdicts.SKIP);
    StringBuilder marks = new StringBuilder();
    for (Map.Entry<String, String> list : lists.entrySet()) {
      Object[] rules = (Object[]) row.getArray(list.getValue()).getArray();
      if (rules.length > 0) {
        assertThat(rules)
            .containsExactly(rule.replace(") and (", ") AND (").replace(") or (", ") OR ("));
        marks.append(list.getKey());
      }
    }
    assertThat(row.getString(RowVerdicts.RESULT))
        .isEqualTo(marks.toString().equals("F") ? "Failed" : "Passed");
    return marks.toString();
  }

  @ParameterizedTest(name = "{0}, at most {1}: {2} rows")
  @CsvSource({"ALL,100,5", "PASSED_ONLY,100,3", "FAILED_ONLY,100,2", "ALL,2,2"})
  void writesRowsAsATableOfTheCatalog(String type, int most, int written) throws Exception {
    try (QualityFixture quality = new QualityFixture(folder)) {
      quality.actions.putRuleset(
          "rows", "Rules = [ ColumnValues \"qty\" > 10, RowCount = 5 ]", CLOCK.instant());
      JsonObject run =
          quality.run(
              "'AdditionalRunOptions':{'RowLevelResults':{'ResultType':'"
                  + type
                  + "','MaxRowsToWrite':"
                  + most
                  + ",'CatalogTableConfig':{'DatabaseName':'lake','TableName':'checked',"
                  + "'S3Location':'s3://lake/checked'}}}",
              "rows");

      assertThat(run.string("ErrorString")).isNull();
      assertThat(quality.result(run, 0).object("AggregatedMetrics"))
          .isEqualTo(
              Json.parse(
                  """
                  {"TotalRowsProcessed":5,"TotalRowsPassed":3,"TotalRowsFailed":2,
                   "TotalRulesProcessed":2,"TotalRulesPassed":1,"TotalRulesFailed":1}"""));
      assertThat(quality.store.list("lake", "checked/"))
          .extracting(S3Object::key)
          .containsExactly("checked/" + run.array("ResultIds").get(0).toJava() + ".parquet");
      assertThat(rows(quality)).hasSize(written);
      if (written == 5) {
        assertThat(rows(quality).get(0))
            .isEqualTo("1 [] ['ColumnValues \"qty\" > 10'] ['RowCount = 5'] Failed");
      }
    }
  }

  private static List<String> rows(QualityFixture quality) throws Exception {
    List<String> rows = new ArrayList<>();
    try (DuckDb duck = DuckDb.inMemory(quality.store);
        SqlSession session = duck.session()) {
      String select = quality.tables.select(session, "lake", "checked", null);
      session
          .runAsWritten(
              "select concat_ws(' ', id, dataqualityrulespass::varchar,"
                  + " dataqualityrulesfail::varchar, dataqualityrulesskip::varchar,"
                  + " dataqualityevaluationresult) from ("
                  + select
                  + ") order by id")
          .rows()
          .forEach(row -> rows.add(String.valueOf(row.get(0))));
    }
    return rows;
  }

  @Test
  void saysWhereRowsCannotBeWritten() throws Exception {
    try (QualityFixture quality = new QualityFixture(folder)) {
      quality.actions.putRuleset("rows", "Rules = [ RowCount = 5 ]", CLOCK.instant());
      JsonObject run =
          quality.run(
              "'AdditionalRunOptions':{'RowLevelResults':{'CatalogTableConfig':{"
                  + "'DatabaseName':'lake','TableName':'t','S3Location':'s3://none/t'}}}",
              "rows");

      assertThat(run.string("Status")).isEqualTo("FAILED");
      assertThat(run.string("ErrorString")).contains("The specified bucket does not exist");
      assertThat(run.array("ResultIds")).isEmpty();
    }
  }
}
