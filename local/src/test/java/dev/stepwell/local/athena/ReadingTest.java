package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.AthenaFixture.reason;
import static dev.stepwell.local.athena.AthenaFixture.scanned;
import static dev.stepwell.local.athena.AthenaFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read when partitions are computed, differ, or hold files that are broken. */
class ReadingTest {

  @TempDir Path folder;
  private AthenaFixture athena;

  @BeforeEach
  void open() {
    athena = AthenaFixture.in(folder);
  }

  @AfterEach
  void close() {
    athena.close();
  }

  private void create(String columns, String rest) {
    JsonObject execution =
        athena.run(
            "CREATE EXTERNAL TABLE t (" + columns + ") " + rest + " LOCATION 's3://lake/t/'");
    assertThat(state(execution)).as(reason(execution)).isEqualTo("SUCCEEDED");
  }

  private void projected(String... properties) {
    List<String> all = new ArrayList<>(List.of("'projection.enabled'='true'"));
    all.addAll(List.of(properties));
    JsonObject execution =
        athena.run(
            "CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (kind string, day string, hour int)"
                + " LOCATION 's3://lake/p/' TBLPROPERTIES ("
                + String.join(", ", all)
                + ")");
    assertThat(state(execution)).as(reason(execution)).isEqualTo("SUCCEEDED");
  }

  private String failure(String sql) {
    JsonObject execution = athena.run(sql);
    assertThat(state(execution)).isEqualTo("FAILED");
    return reason(execution);
  }

  @Test
  void computesProjectedPartitions() throws Exception {
    projected(
        "'projection.kind.type'='enum'",
        "'projection.kind.values'='a, b'",
        "'projection.day.type'='date'",
        "'projection.day.range'='2026/01/30,NOW-1DAY'",
        "'projection.day.format'='yyyy/MM/dd'",
        "'projection.hour.type'='integer'",
        "'projection.hour.range'='0,23'",
        "'projection.hour.digits'='2'",
        "'storage.location.template'='s3://lake/data/${kind}/${day}/h${hour}'");
    athena.put("data/a/2026/01/30/h08/x.csv", "1\n");
    athena.put("data/b/2026/02/02/h23/x.csv", "22\n");
    athena.put("data/b/2026/02/03/h01/x.csv", "333\n");

    assertThat(athena.rows("SELECT * FROM p ORDER BY n"))
        .containsExactly(
            List.of("n", "kind", "day", "hour"),
            List.of("1", "a", "2026/01/30", "8"),
            List.of("22", "b", "2026/02/02", "23"));
    assertThat(scanned(athena.run("SELECT * FROM p WHERE day >= '2026/02/01'"))).isEqualTo(3);
    assertThat(athena.rows("SHOW PARTITIONS p")).isEmpty();
  }

  @Test
  void readsInjectedKeysFromTheCondition() throws Exception {
    projected(
        "'projection.kind.type'='injected'",
        "'projection.day.type'='enum'",
        "'projection.day.values'='1'",
        "'projection.hour.type'='integer'",
        "'projection.hour.range'='1,1'");
    athena.put("p/kind=x/day=1/hour=1/x.csv", "7\n");

    assertThat(athena.rows("SELECT n FROM p WHERE kind = 'x'").get(1)).containsExactly("7");
    assertThat(athena.rows("SELECT n FROM p WHERE kind IN ('y', 'x')")).hasSize(2);
    assertThat(failure("SELECT n FROM p"))
        .contains("CONSTRAINT_VIOLATION: For the injected projected partition column kind");
  }

  @Test
  void saysWhichPropertyOfAProjectionIsWrong() {
    projected(
        "'projection.kind.type'='enum'",
        "'projection.kind.values'='a'",
        "'projection.day.type'='date'",
        "'projection.day.range'='today,NOW'",
        "'projection.day.format'='yyyy-MM-dd'",
        "'projection.hour.type'='number'");

    assertThat(failure("SELECT * FROM p"))
        .contains("INVALID_TABLE_PROPERTY")
        .contains("projection.day.range or .format is no date");
    athena.run("DROP TABLE p");
    projected(
        "'projection.kind.type'='enum'",
        "'projection.kind.values'='a'",
        "'projection.day.type'='enum'",
        "'projection.day.values'='1'",
        "'projection.hour.type'='number'");
    assertThat(failure("SELECT * FROM p")).contains("projection.hour.type is 'number'; it must be");
  }

  private void declare(String day, String columns) throws Exception {
    Table table = athena.catalog.table("db", "t");
    JsonObject storage =
        table
            .storage()
            .with("Columns", Json.parse(columns.replace('\'', '"')))
            .with("Location", Json.of("s3://lake/t/day=" + day + "/"));
    athena.catalog.addPartitions(
        "db",
        "t",
        List.of(
            Partition.of(
                JsonObject.of("Values", Json.of(List.of(day)), "StorageDescriptor", storage))));
  }

  @Test
  void refusesPartitionsThatDeclareOtherTypes() throws Exception {
    create("a bigint, b string", "PARTITIONED BY (day string)");
    athena.put("t/day=1/a.csv", "1\u0001x\n");
    athena.put("t/day=2/a.csv", "1\u0001x\n");
    declare("1", "[{'Name':'a','Type':'int'},{'Name':'b','Type':'varchar(3)'}]");
    declare("2", "[{'Name':'a','Type':'double'},{'Name':'b','Type':'string'}]");
    declare("3", "[]");

    assertThat(athena.rows("SELECT a FROM t WHERE day = '1'").get(1)).containsExactly("1");
    assertThat(failure("SELECT a FROM t WHERE day < '3'"))
        .isEqualTo(
            "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition"
                + " schemas. The types are incompatible and cannot be coerced. The column 'a' in"
                + " table 'db.t' is declared as type 'bigint', but partition 'day=2' declared"
                + " column 'a' as type 'double'.");
    assertThat(failure("SELECT a FROM t WHERE day = '3'"))
        .contains("HIVE_PARTITION_SCHEMA_MISMATCH", "day=3", "declares no columns");
  }

  @Test
  void refusesParquetOfOtherTypesThanTheTables() throws Exception {
    create("a bigint, c double", "PARTITIONED BY (day string) STORED AS PARQUET");
    athena.copy("SELECT 1::INT AS a, 2.5::FLOAT AS c", "t/day=1/a.parquet");
    athena.copy("SELECT 'x' AS a", "t/day=2/a.parquet");
    athena.copy("SELECT 3::BIGINT AS a", "t/day=3/a.parquet");
    athena.run("MSCK REPAIR TABLE t");

    assertThat(athena.rows("SELECT a, c FROM t WHERE day = '1'").get(1))
        .containsExactly("1", "2.5");
    assertThat(athena.rows("SELECT a, c FROM t WHERE day = '3'").get(1))
        .isEqualTo(Arrays.asList("3", null));
    assertThat(failure("SELECT a FROM t"))
        .isEqualTo(
            "HIVE_BAD_DATA: Field a's type BYTE_ARRAY in parquet file s3://lake/t/day=2/a.parquet is"
                + " incompatible with type bigint defined in table schema");
  }

  @Test
  void namesFilesThatCannotBeRead() throws Exception {
    create("a bigint", "PARTITIONED BY (day string) STORED AS PARQUET");
    athena.put("t/day=1/a.parquet", "PAR1 and then nothing");
    athena.copy("SELECT 1::BIGINT AS a", "t/day=2/a.parquet");
    athena.run("MSCK REPAIR TABLE t");

    assertThat(failure("SELECT * FROM t"))
        .startsWith("HIVE_CANNOT_OPEN_SPLIT")
        .contains("s3://lake/t/day=1/a.parquet")
        .doesNotContain(folder.toString());
    assertThat(athena.rows("SELECT a FROM t WHERE day = '2'")).hasSize(2);
  }

  @Test
  void refusesTextThatIsNotUtf8() throws Exception {
    create("a string", "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','");
    athena.store.put("lake", "t/a.csv", "Zürich\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(failure("SELECT * FROM t"))
        .isEqualTo(
            "HIVE_BAD_DATA: s3://lake/t/a.csv is not UTF-8 text. Write the file anew in UTF-8, or"
                + " take it away.");
  }

  @Test
  void refusesLinesThatAreNoJson() throws Exception {
    create("a int", "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'");
    athena.put("t/a.json", "{\"a\":1}\n{\"a\":\n");

    assertThat(failure("SELECT * FROM t"))
        .startsWith("HIVE_CURSOR_ERROR: Row is not a valid JSON Object")
        .doesNotContain(folder.toString());
  }

  @Test
  void readsTensOfThousandsOfPartitions() throws Exception {
    create("a int", "PARTITIONED BY (day string, hour int)");
    Table table = athena.catalog.table("db", "t");
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      String day = "d" + i / 24;
      String hour = Integer.toString(i % 24);
      JsonObject storage =
          table
              .storage()
              .with("Location", Json.of("s3://lake/t/day=" + day + "/hour=" + hour + "/"));
      partitions.add(
          Partition.of(
              JsonObject.of("Values", Json.of(List.of(day, hour)), "StorageDescriptor", storage)));
    }
    athena.catalog.addPartitions("db", "t", partitions);
    athena.put("t/day=d1000/hour=7/a.csv", "1\n");

    assertThat(athena.rows("SELECT * FROM t WHERE day = 'd1000' AND hour = 7").get(1))
        .containsExactly("1", "d1000", "7");
    assertThat(athena.rows("SELECT count(*) FROM \"t$partitions\"").get(1))
        .containsExactly("30000");
  }
}
