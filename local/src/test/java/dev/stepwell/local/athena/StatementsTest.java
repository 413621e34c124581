package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.AthenaFixture.reason;
import static dev.stepwell.local.athena.AthenaFixture.scanned;
import static dev.stepwell.local.athena.AthenaFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

  @TempDir Path folder;
  private AthenaFixture athena;

  @BeforeEach
  void open() {
    athena = AthenaFixture.in(folder, WorkGroup.named("strict").writingTo("s3://lake/strict/"));
  }

  @AfterEach
  void close() {
    athena.close();
  }

  private JsonObject ok(String sql) {
    JsonObject execution = athena.run(sql);
    assertThat(state(execution)).as(sql + ": " + reason(execution)).isEqualTo("SUCCEEDED");
    return execution;
  }

  private String failure(String sql) {
    JsonObject execution = athena.run(sql);
    assertThat(state(execution)).as(sql).isEqualTo("FAILED");
    assertThat(execution.object("Status").object("AthenaError").get("ErrorCategory"))
        .isEqualTo(Json.of(2));
    return reason(execution);
  }

  private List<List<String>> lines(String sql) {
    return AthenaFixture.rows(athena.results(ok(sql), "").object("ResultSet").array("Rows"));
  }

  @Test
  void makesATableOfADdlStatement() throws Exception {
    JsonObject execution =
        ok(
            """
            CREATE EXTERNAL TABLE IF NOT EXISTS db.`orders` (
              id bigint COMMENT 'the id',
              tags array<struct<name: string, rank:int>>,
              price decimal(10, 2))
            COMMENT 'orders'
            PARTITIONED BY (day string)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
              WITH SERDEPROPERTIES ('ignore.malformed.json'='false')
            LOCATION 's3://lake/orders'
            TBLPROPERTIES ('owner'='it''s me');
            """);
    Table table = athena.catalog.table("db", "orders");

    assertThat(execution.string("StatementType")).isEqualTo("DDL");
    assertThat(table.columns())
        .hasToString(
            "[Column[name=id, type=bigint], Column[name=tags, type=array<struct<name:string,rank:int>>],"
                + " Column[name=price, type=decimal(10,2)]]");
    assertThat(table.location()).isEqualTo("s3://lake/orders/");
    assertThat(table.classification()).isEqualTo("json");
    assertThat(table.parameter("owner")).isEqualTo("it's me");
    athena.put("orders/day=1/a.json", "{\"id\":1,\"tags\":[{\"name\":\"a\",\"rank\":2}]}\n");
    ok("ALTER TABLE orders ADD PARTITION (day='1')");
    assertThat(athena.rows("SELECT id, tags[1].name, price FROM orders").get(1))
        .isEqualTo(Arrays.asList("1", "a", null));
  }

  @Test
  void addsDropsAndRepairsPartitions() throws Exception {
    for (String key : List.of("day=1/hour=8", "day=1/hour=9", "day=a%3Ab/hour=8", "_tmp/hour=1")) {
      athena.put("t/" + key + "/a.csv", "1\n");
    }
    ok(
        "CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (day string, hour int) LOCATION 's3://lake/t'");

    assertThat(lines("MSCK REPAIR TABLE t"))
        .contains(List.of("Repair: Added partition to metastore t:day=1/hour=8"))
        .hasSize(4);
    assertThat(lines("MSCK REPAIR TABLE t")).isEmpty();
    ok("ALTER TABLE t DROP PARTITION (day='1', hour=8), PARTITION (day='1', hour='9')");
    ok(
        "ALTER TABLE t ADD PARTITION (day='x', hour=1) LOCATION 's3://lake/else/' PARTITION (day='y', hour=2)");
    ok("ALTER TABLE t ADD IF NOT EXISTS PARTITION (day='x', hour=1)");
    ok("ALTER TABLE t DROP IF EXISTS PARTITION (day='none', hour=1)");

    assertThat(lines("SHOW PARTITIONS t"))
        .containsExactly(
            List.of("day=a%3Ab/hour=8"), List.of("day=x/hour=1"), List.of("day=y/hour=2"));
    assertThat(athena.catalog.partitions("db", "t"))
        .extracting(Partition::location)
        .containsExactly(
            "s3://lake/t/day=a%3Ab/hour=8/", "s3://lake/else/", "s3://lake/t/day=y/hour=2/");
    assertThat(athena.rows("SELECT day FROM t").get(1)).containsExactly("a:b");
    assertThat(failure("ALTER TABLE t ADD PARTITION (day='x', hour=1)"))
        .contains("AlreadyExistsException(message:Partition already exists");
    assertThat(failure("ALTER TABLE t DROP PARTITION (day='none', hour=1)"))
        .contains("Partition not found");
    assertThat(failure("ALTER TABLE t ADD PARTITION (day='x')")).contains("hour is missing");
    assertThat(failure("ALTER TABLE t ADD PARTITION (day='x', hour=1, m=2)"))
        .contains("{m=2} contains non-partition columns");
  }

  @Test
  void makesAndDropsDatabasesAndTables() {
    ok("CREATE DATABASE mart COMMENT 'x' LOCATION 's3://lake/mart/'");
    ok("CREATE SCHEMA IF NOT EXISTS mart");
    ok("CREATE EXTERNAL TABLE mart.a (n int) STORED AS PARQUET LOCATION 's3://lake/mart/a'");
    ok("CREATE EXTERNAL TABLE mart.b (n int) LOCATION 's3://lake/mart/b'");

    assertThat(lines("SHOW DATABASES")).containsExactly(List.of("db"), List.of("mart"));
    assertThat(lines("SHOW TABLES IN mart")).containsExactly(List.of("a"), List.of("b"));
    assertThat(lines("SHOW TABLES IN mart 'b*'")).containsExactly(List.of("b"));
    assertThat(lines("DESCRIBE mart.a").get(0).get(0)).startsWith("n   ").contains("int");
    assertThat(failure("DROP DATABASE mart")).contains("is not empty");
    assertThat(failure("CREATE DATABASE mart")).contains("already exists");
    ok("DROP TABLE mart.b");
    ok("DROP TABLE IF EXISTS mart.b");
    assertThat(failure("DROP TABLE mart.b")).contains("Table not found mart.b");
    ok("DROP DATABASE mart CASCADE");
    assertThat(failure("SHOW TABLES IN mart")).contains("Database does not exist: mart");
  }

  @ParameterizedTest
  @CsvSource({"PARQUET,parquet", "JSON,json", "TEXTFILE,csv"})
  void makesAPartitionedTableOfAQuestion(String format, String classification) throws Exception {
    JsonObject execution =
        ok(
            "CREATE TABLE t WITH (format = '"
                + format
                + "', external_location = 's3://lake/out/', partitioned_by = ARRAY['day'])"
                + " AS SELECT n, 'x' || n AS name, CASE WHEN n > 2 THEN '2001-01-04' ELSE 'a/b:c'"
                + " END AS day FROM UNNEST(sequence(1, 3)) AS s(n)");

    assertThat(athena.results(execution, "").get("UpdateCount")).isEqualTo(Json.of(3));
    assertThat(execution.string("SubstatementType")).isEqualTo("CREATE_TABLE_AS_SELECT");
    assertThat(athena.catalog.table("db", "t").classification()).isEqualTo(classification);
    assertThat(athena.keys("out/"))
        .hasSize(2)
        .anySatisfy(key -> assertThat(key).startsWith("out/day=a%2Fb%3Ac/"));
    assertThat(athena.rows("SELECT * FROM t ORDER BY n"))
        .containsExactly(
            List.of("n", "name", "day"),
            List.of("1", "x1", "a/b:c"),
            List.of("2", "x2", "a/b:c"),
            List.of("3", "x3", "2001-01-04"));
    assertThat(scanned(athena.run("SELECT * FROM t WHERE day = '2001-01-04'")))
        .isLessThan(scanned(athena.run("SELECT * FROM t")));
  }

  @Test
  void putsTablesBesideTheResultsUnlessToldWhere() throws Exception {
    JsonObject execution = ok("CREATE TABLE t AS SELECT 1 AS n WITH NO DATA");

    assertThat(athena.catalog.table("db", "t").location())
        .isEqualTo("s3://lake/results/tables/" + execution.string("QueryExecutionId") + "/");
    assertThat(athena.rows("SELECT * FROM t")).containsExactly(List.of("n"));
    ok("CREATE TABLE IF NOT EXISTS t AS SELECT 2 AS n");
    assertThat(athena.rows("SELECT * FROM t")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          CREATE TABLE u AS SELECT 1                                             | MISSING_COLUMN_NAME: Column name not specified at position 1
          CREATE TABLE t AS SELECT 1 AS n                                        | TABLE_ALREADY_EXISTS
          CREATE TABLE nowhere.t AS SELECT 1 AS n                                | SCHEMA_NOT_FOUND
          CREATE TABLE u WITH (format='ORC') AS SELECT 1 AS n                    | The format 'ORC' is not supported here
          CREATE TABLE u WITH (bucketed='x') AS SELECT 1 AS n                    | NOT_SUPPORTED: the property 'bucketed'
          CREATE TABLE u WITH (write_compression='LZO') AS SELECT 1 AS n         | the compression LZO of PARQUET
          CREATE TABLE u WITH (external_location='s3://lake/t/') AS SELECT 1 AS n | HIVE_PATH_ALREADY_EXISTS
          CREATE TABLE u WITH (external_location='s3://lake/../x/') AS SELECT 1 AS n | the segment '..' would leave its folder
          CREATE TABLE u WITH (external_location='s3://gone/x/') AS SELECT 1 AS n | The specified bucket does not exist: 'gone'
          CREATE TABLE u WITH (partitioned_by=ARRAY['n']) AS SELECT 1 AS n, 2 AS m | HIVE_COLUMN_ORDER_MISMATCH
          CREATE TABLE u WITH (partitioned_by=ARRAY['n']) AS SELECT 1 AS n       | Table contains only partition columns
          CREATE TABLE u WITH (partitioned_by=ARRAY['k']) AS SELECT 1 AS n, k FROM UNNEST(sequence(1, 101)) AS s(k) | HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers
          INSERT INTO nothing VALUES (1)                                         | TABLE_NOT_FOUND
          INSERT INTO t VALUES (1, 2)                                            | Insert query has mismatched column types: Table: [integer], Query: [integer, integer]
          INSERT INTO t VALUES ('x')                                             | Mismatch at column 1: 'n' is of type integer but expression is of type varchar
          INSERT INTO t (m) VALUES (1)                                           | Insert column name does not exist in target table: m
          UNLOAD (SELECT 1 AS n) TO 's3://lake/un/'                              | UNLOAD needs WITH (format
          CREATE EXTERNAL TABLE t (n int) LOCATION 's3://lake/x/'                | AlreadyExistsException(message:Table t already exists)
          CREATE EXTERNAL TABLE gone.t (n int) LOCATION 's3://lake/x/'           | Database does not exist: gone
          CREATE EXTERNAL TABLE u (n int) LOCATION '/etc/'                       | '/etc/' is no S3 address
          SHOW PARTITIONS t                                                      | is not a partitioned table
          """)
  void leavesNothingBehindWhenItFails(String sql, String message) throws Exception {
    ok("CREATE TABLE t WITH (external_location='s3://lake/t/') AS SELECT 1 AS n");
    List<String> before = athena.keys("");
    int tables = athena.catalog.tables("db").size();

    assertThat(failure(sql)).contains(message);

    assertThat(athena.keys("")).isEqualTo(before);
    assertThat(athena.catalog.tables("db")).hasSize(tables);
    assertThat(athena.rows("SELECT * FROM t")).hasSize(2);
  }

  @Test
  void refusesAnotherPlaceForATableThanTheWorkgroups() {
    JsonObject execution =
        athena.run(
            ((JsonObject)
                    AthenaFixture.arguments(
                        "CREATE TABLE t WITH (external_location='s3://lake/t/') AS SELECT 1 AS n"))
                .with("WorkGroup", Json.of("strict")));

    assertThat(reason(execution)).contains("enforces a centralized output location");
  }

  @Test
  void insertsRowsAndMakesTheirPartitions() throws Exception {
    ok(
        "CREATE EXTERNAL TABLE t (n bigint, name string) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://lake/t/'");
    ok("ALTER TABLE t ADD PARTITION (day='old') LOCATION 's3://lake/elsewhere/'");

    JsonObject execution = ok("INSERT INTO t VALUES (1, 'a', 'new'), (2, NULL, 'old')");
    ok("INSERT INTO t (day, n) SELECT 'new', 3");

    assertThat(athena.results(execution, "").get("UpdateCount")).isEqualTo(Json.of(2));
    assertThat(athena.rows("SELECT * FROM t ORDER BY n"))
        .containsExactly(
            List.of("n", "name", "day"),
            List.of("1", "a", "new"),
            Arrays.asList("2", null, "old"),
            Arrays.asList("3", null, "new"));
    assertThat(athena.keys("elsewhere/")).hasSize(1);
    assertThat(athena.keys("t/day=new/")).hasSize(2);
  }

  @Test
  void unloadsRows() throws Exception {
    ok(
        "UNLOAD (SELECT 1 AS n, 'a' AS day UNION ALL SELECT 2, 'b') TO 's3://lake/un/' WITH"
            + " (format='JSON', compression='NONE', partitioned_by=ARRAY['day'])");

    assertThat(athena.keys("un/")).hasSize(2).allMatch(key -> key.matches("un/day=[ab]/.*_[01]"));
    assertThat(failure("UNLOAD (SELECT 1 AS n) TO 's3://lake/un' WITH (format='JSON')"))
        .contains("HIVE_PATH_ALREADY_EXISTS");
  }

  @Test
  void quotesNamesAndTextsWhateverIsInThem() {
    ok("CREATE TABLE \"o'd\"\"d\" AS SELECT 1 AS \"a b\"\"c\", 'it''s; -- \"x\"' AS \"select\"");

    assertThat(athena.rows("SELECT \"a b\"\"c\", \"select\" FROM \"o'd\"\"d\""))
        .containsExactly(List.of("a b\"c", "select"), List.of("1", "it's; -- \"x\""));
  }
}
