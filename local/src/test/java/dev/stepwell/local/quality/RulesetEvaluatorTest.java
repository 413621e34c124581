package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesetEvaluatorTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

  private Connection connection;

  @BeforeAll
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table people as select * from (values
            (1, 'Ann',  'NY', 30, 1.5,  date '2026-02-28', timestamp '2026-03-01 10:30:00'),
            (2, 'Bob',  'LA', 40, 2.5,  date '2026-02-27', timestamp '2026-03-01 09:00:00'),
            (3, '',     'NY', 50, 3.5,  date '2026-02-26', timestamp '2026-02-28 12:00:00'),
            (4, null,   '  ', null, null, null, null)
          ) t(id, name, city, age, score, born, seen)""");
      statement.execute("create table nobody as select * from people where false");
      statement.execute("create table cities as select * from (values ('NY'), ('LA')) t(code)");
      statement.execute(
          "create table copy as select id, name, city, age + (id = 2)::int as age from people");
      statement.execute(
          "create table texts as select * from (values ('12'), ('1.5'), ('x'), ('2020-01-02'),"
              + " (null)) t(v)");
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
      value = {
        "RowCount = 4 | PASS",
        "RowCount between 3 and 5 | PASS",
        "RowCount between 4 and 5 | FAIL",
        "RowCount not between 4 and 5 | PASS",
        "RowCount in [1, 4] | PASS",
        "RowCount = 1 + 1 * 2 | PASS",
        "RowCount = 3 where \"age is not null\" | PASS",
        "ColumnCount = 7 | PASS",
        "ColumnExists \"NAME\" | PASS",
        "ColumnExists \"nope\" | FAIL",
        "ColumnNamesMatchPattern \"[a-z]+\" | PASS",
        "ColumnNamesMatchPattern \"n\" | FAIL",
        "Completeness \"name\" = 0.75 | PASS",
        "IsComplete \"id\" | PASS",
        "IsComplete \"name\" | FAIL",
        "IsComplete \"name\" where \"id < 4\" | PASS",
        "IsComplete \"nope\" | FAIL",
        "Uniqueness \"city\" = 0.5 | PASS",
        "IsUnique \"name\" | PASS",
        "IsUnique \"city\" | FAIL",
        "IsPrimaryKey \"id\" | PASS",
        "IsPrimaryKey \"id\" \"city\" | PASS",
        "IsPrimaryKey \"name\" | FAIL",
        "UniqueValueRatio \"city\" between 0.66 and 0.67 | PASS",
        "DistinctValuesCount \"name\" = 4 | PASS",
        "DistinctValuesCount \"city\" = 3 | PASS",
        "Entropy \"city\" between 1.03 and 1.04 | PASS",
        "Mean \"age\" = 40 | PASS",
        "Sum \"age\" = 120 | PASS",
        "StandardDeviation \"age\" between 8.16 and 8.17 | PASS",
        "Mean \"name\" > 0 | FAIL",
        "ColumnCorrelation \"age\" \"score\" > 0.99 | PASS",
        "ColumnLength \"name\" >= 0 | PASS",
        "ColumnLength \"name\" > 0 | FAIL",
        "ColumnLength \"name\" < 4 | PASS",
        "ColumnLength \"city\" = 2 | PASS",
        "ColumnLength \"city\" between 1 and 3 | PASS",
        "ColumnLength \"city\" between 2 and 3 | FAIL",
        "ColumnLength \"name\" in [0, 3] | PASS",
        "ColumnLength \"name\" in [3] | FAIL",
        "ColumnLength \"name\" not in [7] | PASS",
        "ColumnLength \"name\" not between 1 and 2 | PASS",
        "ColumnLength \"name\" != 2 | PASS",
        "ColumnValues \"id\" > 0 | PASS",
        "ColumnValues \"id\" >= 1 | PASS",
        "ColumnValues \"id\" < 4 | FAIL",
        "ColumnValues \"id\" <= 4 | PASS",
        "ColumnValues \"age\" > 0 | FAIL",
        "ColumnValues \"age\" > 0 where \"age is not null\" | PASS",
        "ColumnValues \"age\" > 0 with threshold >= 0.75 | PASS",
        "ColumnValues \"id\" between 0 and 5 | PASS",
        "ColumnValues \"id\" between 1 and 5 | FAIL",
        "ColumnValues \"id\" not between 4 and 9 | PASS",
        "ColumnValues \"age\" not between 100 and 200 | FAIL",
        "ColumnValues \"age\" in [30, 40, 50] | FAIL",
        "ColumnValues \"age\" in [30, 40, 50, NULL] | PASS",
        "ColumnValues \"age\" not in [7] | PASS",
        "ColumnValues \"age\" not in [7, NULL] | FAIL",
        "ColumnValues \"age\" != 7 | PASS",
        "ColumnValues \"age\" != NULL | FAIL",
        "ColumnValues \"name\" != NULL with threshold > 0.7 | PASS",
        "ColumnValues \"age\" = NULL where \"id = 4\" | PASS",
        "ColumnValues \"city\" in [\"NY\", \"LA\"] | FAIL",
        "ColumnValues \"city\" in [\"NY\", \"LA\", WHITESPACES_ONLY] | PASS",
        "ColumnValues \"city\" in [\"ny\", \"LA\"] with threshold > 0.3 | FAIL",
        "ColumnValues \"name\" in [\"Ann\", \"Bob\", EMPTY, NULL] | PASS",
        "ColumnValues \"name\" != \"Eve\" | PASS",
        "ColumnValues \"name\" not in [\"Eve\", EMPTY] | FAIL",
        "ColumnValues \"name\" = \"Ann\" with threshold = 0.25 | PASS",
        "ColumnValues \"id\" in [\"1\", \"2\", \"03\", \"4\"] | PASS",
        "ColumnValues \"name\" matches \"[A-Z][a-z]+\" where \"id < 3\" | PASS",
        "ColumnValues \"name\" matches \".*\" | FAIL",
        "ColumnValues \"name\" matches \"(?=A).*\" with threshold = 0.25 | PASS",
        "ColumnValues \"name\" not matches \"Eve\" where \"id < 3\" | PASS",
        "ColumnValues \"name\" not matches \"Bob\" where \"id < 3\" | FAIL",
        "ColumnValues \"born\" > \"2026-02-25\" | FAIL",
        "ColumnValues \"born\" > \"2026-02-25\" where \"id < 4\" | PASS",
        "ColumnValues \"born\" >= (now() - 3 days) with threshold = 0.75 | PASS",
        "ColumnValues \"seen\" <= now() where \"id < 4\" | PASS",
        "ColumnValues \"born\" between \"2026-02-25\" and \"2026-03-01\" where \"id < 4\" | PASS",
        "ColumnValues \"born\" between \"2026-02-26\" and \"2026-03-01\" where \"id < 4\" | FAIL",
        "ColumnValues \"born\" not in [\"2020-01-01\"] | PASS",
        "ColumnValues \"born\" != \"2026-02-26\" | FAIL",
        "ColumnDataType \"id\" = \"Integer\" | PASS",
        "ColumnDataType \"age\" = \"Integer\" | FAIL",
        "ColumnDataType \"age\" = \"Integer\" with threshold >= 0.75 | PASS",
        "ColumnDataType \"name\" = \"Dragon\" | ERROR",
        "DataFreshness \"seen\" <= 24 hours where \"id < 4\" | PASS",
        "DataFreshness \"seen\" < 24 hours where \"id < 4\" | FAIL",
        "DataFreshness \"seen\" <= 90 minutes where \"id = 1\" | PASS",
        "DataFreshness \"seen\" <= 24 hours | FAIL",
        "CustomSql \"select count(*) from primary\" = 4 | PASS",
        "CustomSql \"select count(*) from primary p join cities c on p.city = c.code\" = 3 | PASS",
        "CustomSql \"select id, age from primary\" > 0 | FAIL",
        "CustomSql \"select broken\" > 0 | FAIL",
        "CustomSql \"select id from primary where age is not null\" | FAIL",
        "CustomSql \"select id from primary where age is not null\" with threshold > 0.7 | PASS",
        "CustomSql \"select id from primary\" | PASS",
        "CustomSql \"select 1 as other\" | FAIL",
        "ReferentialIntegrity \"city\" \"cities.code\" = 0.75 | PASS",
        "ReferentialIntegrity \"city\" \"cities.{code}\" = 1.0 | FAIL",
        "ReferentialIntegrity \"id,name\" \"copy.{id,name}\" = 0.75 | PASS",
        "ReferentialIntegrity \"city\" \"nowhere.code\" = 1.0 | FAIL",
        "RowCountMatch \"cities\" = 2.0 | PASS",
        "RowCountMatch \"empty\" >= 1.0 | PASS",
        "SchemaMatch \"cities\" = 0.0 | PASS",
        "SchemaMatch \"empty\" = 1.0 | PASS",
        "AggregateMatch \"sum(age)\" \"sum(copy.age)\" between 0.99 and 1 | PASS",
        "AggregateMatch \"avg(age)\" \"avg(copy.age)\" >= 1.0 | FAIL",
        "DatasetMatch \"copy\" \"id\" \"name,city\" = 1.0 | PASS",
        "DatasetMatch \"copy\" \"id\" \"age\" = 0.75 | PASS",
        "DetectAnomalies \"RowCount\" | PASS",
        "RowCount > avg(last(3)) | ERROR",
        "FileUniqueness \"s3://b/\" = 1.0 | ERROR",
        "(RowCount = 4) and (IsComplete \"id\") | PASS",
        "(RowCount = 5) and (IsComplete \"id\") | FAIL",
        "(RowCount = 5) or (IsComplete \"id\") | PASS",
        "(RowCount = 5) or (RowCount > avg(last(3))) | ERROR",
      })
  void judges(String rule, Outcome expected) throws SQLException {
    assertThat(one(rule, "people")).as(rule).extracting(RuleResult::outcome).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} on no rows is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RowCount = 0 | PASS",
        "Completeness \"name\" >= 0 | FAIL",
        "IsComplete \"name\" | FAIL",
        "IsUnique \"name\" | FAIL",
        "IsPrimaryKey \"name\" | FAIL",
        "Mean \"age\" >= 0 | FAIL",
        "Sum \"age\" = 0 | FAIL",
        "ColumnValues \"age\" > 0 | FAIL",
        "ColumnValues \"age\" in [1] with threshold >= 0 | FAIL",
        "ColumnLength \"name\" >= 0 | FAIL",
        "ColumnDataType \"age\" = \"Integer\" | PASS",
        "DataFreshness \"seen\" < 1 hours | PASS",
        "CustomSql \"select id from primary\" | FAIL",
        "ReferentialIntegrity \"city\" \"cities.code\" >= 0 | FAIL",
        "DatasetMatch \"copy\" \"id\" \"age\" >= 0 | FAIL",
      })
  void judgesNoRows(String rule, Outcome expected) throws SQLException {
    assertThat(one(rule, "nobody")).as(rule).extracting(RuleResult::outcome).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} of 5 texts are {0}")
  @CsvSource({"Integer,2", "Double,2", "Date,1", "Boolean,0", "'Decimal(4,1)',2"})
  void countsWhatSparkCouldCast(String type, int castable) throws SQLException {
    RuleResult result = one("ColumnDataType \"v\" = \"" + type + "\" with threshold >= 0", "texts");
    assertThat(result.metrics())
        .containsExactly(entry("Column.v.ColumnDataType.Compliance", castable / 5.0));
  }

  @Test
  void readsDatesInAGivenFormat() throws SQLException {
    String rule = "ColumnDataType \"v\" = \"Date\" with format = \"%s\"";
    String dates = "(select '02-01-2020' as v)";
    assertThat(one(rule.formatted("dd-MM-yyyy"), dates).outcome()).isEqualTo(Outcome.PASS);
    assertThat(one(rule.formatted("yyyy-MM-dd"), dates).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void namesMetricsAndReasonsAsGlueDoes() throws SQLException {
    RuleResult failed = one("Completeness \"name\" > 0.8 where \"id > 2\"", "people");
    assertThat(failed.name()).isEqualTo("Rule_1");
    assertThat(failed.description()).isEqualTo("Completeness \"name\" > 0.8 where \"id > 2\"");
    assertThat(failed.message()).isEqualTo("Value: 0.5 does not meet the constraint requirement!");
    assertThat(failed.metrics())
        .containsExactly(entry("Column.name.Completeness (where: id > 2)", 0.5));
    assertThat(one("ColumnValues \"age\" between 1 and 99", "people").message())
        .isEqualTo("Value: NULL does not meet the constraint requirement!");
    assertThat(one("IsPrimaryKey \"id\" \"city\"", "people").metrics())
        .containsOnlyKeys(
            "Multicolumn.id,city.Uniqueness", "Column.id.Completeness", "Column.city.Completeness");
    assertThat(one("IsComplete \"nope\"", "people").message())
        .isEqualTo("Input data does not include column nope!");
    assertThat(one("(RowCount = 9) and (ColumnCount = 9)", "people").message())
        .isEqualTo(
            "Value: 4.0 does not meet the constraint requirement!\n"
                + "Value: 7.0 does not meet the constraint requirement!");
  }

  @Test
  void scoresPassedRulesOverAll() throws SQLException {
    QualityResult result =
        evaluate(
            RulesetEvaluator.at(InstantSource.fixed(NOW)),
            "Rules = [ RowCount = 4, RowCount = 5, RowCount > avg(last(2)), IsComplete \"id\" ]",
            "people");
    assertThat(result.score()).isEqualTo(0.5);
    assertThat(result.rules())
        .extracting(RuleResult::name)
        .containsExactly("Rule_1", "Rule_2", "Rule_3", "Rule_4");
  }

  @Test
  void joinsRulesRowByRowIfAskedTo() throws SQLException {
    String rules =
        "Rules = [ (ColumnValues \"age\" > 0) or (IsComplete \"city\"),"
            + " (ColumnValues \"id\" < 3) or (ColumnValues \"id\" > 2),"
            + " (Completeness \"id\" > 0) or (IsComplete \"city\") ]";
    RulesetEvaluator byColumn = RulesetEvaluator.at(InstantSource.fixed(NOW));
    assertThat(evaluate(byColumn, rules, "people").rules())
        .extracting(RuleResult::outcome)
        .containsExactly(Outcome.PASS, Outcome.FAIL, Outcome.PASS);
    assertThat(evaluate(byColumn.withRowComposites(), rules, "people").rules())
        .extracting(RuleResult::outcome)
        .containsExactly(Outcome.PASS, Outcome.PASS, Outcome.ERROR);
  }

  @Test
  void measuresWithoutJudging() throws SQLException {
    QualityResult result =
        evaluate(
            RulesetEvaluator.at(InstantSource.fixed(NOW)),
            "Analyzers = [ RowCount, Mean \"age\", AllStatistics \"age\", Mean \"name\" ]",
            "people");
    assertThat(result.score()).isZero();
    assertThat(result.analyzers().get(1).metrics()).containsExactly(entry("Column.age.Mean", 40.0));
    assertThat(result.analyzers().get(2).metrics())
        .containsEntry("Column.age.Completeness", 0.75)
        .containsEntry("Column.age.Maximum", 50.0);
    assertThat(result.analyzers().get(3).message()).contains("Expected type of column name");
  }

  @Test
  void leavesNothingInTheConnection() throws SQLException {
    one("ColumnValues \"name\" matches \"A.*\"", "people");
    try (Statement statement = connection.createStatement();
        var tables =
            statement.executeQuery("select count(*) from duckdb_tables() where temporary")) {
      tables.next();
      assertThat(tables.getInt(1)).isZero();
    }
  }

  private RuleResult one(String rule, String table) throws SQLException {
    RulesetEvaluator evaluator = RulesetEvaluator.at(InstantSource.fixed(NOW));
    return evaluate(evaluator, "Rules = [ " + rule + " ]", table).rules().get(0);
  }

  private QualityResult evaluate(RulesetEvaluator evaluator, String rules, String table)
      throws SQLException {
    return evaluator.evaluate(
        rules, table, Map.of("cities", "cities", "copy", "copy", "empty", "nobody"), connection);
  }
}
