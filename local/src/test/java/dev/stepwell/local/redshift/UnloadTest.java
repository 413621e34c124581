package dev.stepwell.local.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.S3Object;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnloadTest {

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done("create table t(n int, a varchar, b boolean, day date)");
    dw.done(
        "insert into t values (1, 'it''s', true, '2001-01-03'), (2, 'a|b', false, '2001-01-04'),"
            + " (3, null, null, null)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private static String unload(String select, String options) {
    return "unload ('" + select + "') to 's3://lake/out/' iam_role default " + options;
  }

  private List<String> keys() throws Exception {
    return dw.store.list("lake", "out/").stream().map(S3Object::key).toList();
  }

  private String text(String key) throws Exception {
    return new String(dw.store.get("lake", key), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "csv header # n,a,b;1,it's,t;2,a|b,f;3,,",
        "csv delimiter as '|' # 1|it's|t;2|\"a|b\"|f;3||",
        "csv null as 'none' # 1,it's,t;2,a|b,f;3,none,none",
        "header # n|a|b;1|it's|t;2|a|b|f;3||",
        "escape addquotes # \"1\"|\"it\\'s\"|\"t\";\"2\"|\"a\\|b\"|\"f\";\"3\"||",
        "delimiter ';' null '-' # 1;it's;t;2;a|b;f;3;-;-",
        "json # {\"n\":1,\"a\":\"it's\",\"b\":true};{\"n\":2,\"a\":\"a|b\",\"b\":false};{\"n\":3,\"a\":null,\"b\":null}",
      })
  void writesText(String options, String lines) throws Exception {
    assertThat(dw.done(unload("select n, a, b from t order by 1", options)).get("ResultRows"))
        .isEqualTo(Json.of(3));
    assertThat(keys()).containsExactly("out/0000_part_00");
    assertThat(text("out/0000_part_00").replace('\n', ';')).isEqualTo(lines + ";");
  }

  @Test
  void writesFixedWidths() throws Exception {
    dw.done(unload("select n, a from t order by 1", "fixedwidth 'n:3,a:4' parallel off"));
    assertThat(text("out/000")).isEqualTo("1  it's\n2  a|b \n3      \n");
    assertThat(dw.run(unload("select n from t", "fixedwidth 'n:3,a:4' allowoverwrite")))
        .extracting(described -> described.string("Error"))
        .isEqualTo("ERROR: FIXEDWIDTH has 2 widths, but the query has 1 columns");
  }

  @ParameterizedTest
  @CsvSource({"gzip,.gz", "bzip2,.bz2", "zstd,.zst"})
  void compresses(String word, String suffix) throws Exception {
    dw.done(unload("select n from t order by 1", word));
    assertThat(keys()).containsExactly("out/0000_part_00" + suffix);
    Path file = dw.store.path("lake", keys().get(0));
    try (InputStream in = Compression.of(word).reading(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("1\n2\n3\n");
    }
  }

  @Test
  void partsRowsIntoFoldersAndLeavesTheColumnOut() throws Exception {
    String select = "select n, day, a from t order by 1";
    dw.done(unload(select, "csv partition by (day)"));
    assertThat(keys())
        .containsExactly(
            "out/day=2001-01-03/0000_part_00",
            "out/day=2001-01-04/0000_part_00",
            "out/day=__HIVE_DEFAULT_PARTITION__/0000_part_00");
    assertThat(text("out/day=2001-01-03/0000_part_00")).isEqualTo("1,it's\n");
    dw.done(unload(select, "csv partition by (day) include cleanpath"));
    assertThat(text("out/day=2001-01-03/0000_part_00")).isEqualTo("1,2001-01-03,it's\n");
    dw.done(unload(select, "parquet partition by (a) allowoverwrite"));
    assertThat(keys())
        .contains("out/a=a|b/0000_part_00.parquet", "out/a=it%27s/0000_part_00.parquet")
        .hasSize(6);
  }

  @Test
  void cleansOnlyThePartitionsThatItWrites() throws Exception {
    dw.put("out/day=2001-01-03/old", "x");
    dw.put("out/day=1999-01-01/old", "x");
    dw.done(unload("select n, day from t where n = 1", "csv partition by (day) cleanpath"));
    assertThat(keys()).containsExactly("out/day=1999-01-01/old", "out/day=2001-01-03/0000_part_00");
  }

  @Test
  void writesAManifestThatCopyCanRead() throws Exception {
    dw.done(unload("select n, a from t", "parquet manifest verbose"));
    JsonObject manifest = (JsonObject) Json.parse(text("out/manifest"));
    assertThat(manifest.object("meta").get("record_count")).isEqualTo(Json.of(3));
    assertThat(manifest.object("schema").array("elements").get(0).compact())
        .isEqualTo("{\"name\":\"n\",\"type\":{\"base\":\"integer\"}}");
    dw.done("create table u(n int, a varchar)");
    dw.done("copy u from 's3://lake/out/manifest' iam_role default parquet manifest");
    assertThat(dw.rows("select count(*), sum(n) from u")).containsExactly("3|6");
  }

  @ParameterizedTest
  @CsvSource({
    "csv, 0000_part_00 0000_part_01",
    "parquet, 0000_part_00.parquet 0000_part_01.parquet"
  })
  void beginsAnotherFileWhenOneIsFull(String format, String names) throws Exception {
    dw.done(
        "create table big as select md5(i::varchar) || md5((-i)::varchar) as h"
            + " from generate_series(1, 130000) s(i)");
    dw.done(unload("select h from big", format + " maxfilesize 5 mb"));
    assertThat(keys()).containsExactly("out/" + names.split(" ")[0], "out/" + names.split(" ")[1]);
    dw.done("create table back(h varchar(64))");
    dw.done("copy back from 's3://lake/out/' iam_role default " + format);
    assertThat(dw.rows("select count(*), count(distinct h) from back"))
        .containsExactly("130000|130000");
  }

  @Test
  void refusesToOverwriteUnlessAskedTo() throws Exception {
    dw.put("out/old", "x");
    assertThat(dw.run(unload("select n from t", "csv")).string("Error"))
        .isEqualTo(
            "ERROR: Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.");
    assertThat(keys()).containsExactly("out/old");
    dw.done(unload("select n from t", "csv allowoverwrite"));
    assertThat(keys()).containsExactly("out/0000_part_00", "out/old");
    dw.done(unload("select n from t", "csv cleanpath extension 'csv'"));
    assertThat(keys()).containsExactly("out/0000_part_00.csv");
  }

  @Test
  void leavesWhatIsThereIfItsQueryFails() throws Exception {
    dw.put("out/old", "x");
    assertThat(dw.run(unload("select error(''no'') from t", "csv cleanpath")).string("Status"))
        .isEqualTo("FAILED");
    assertThat(keys()).containsExactly("out/old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select n from t limit 1 | csv | Limit clause is not supported",
        "select nope from t | csv | column \"nope\" does not exist",
        "select n from t | csv partition by (x) | Partition column \"x\" is not in the select list",
        "select n from t | csv partition by (n) | needs a column that is no partition column",
        "select n from t | parquet gzip | GZIP option is not supported for UNLOAD to PARQUET",
        "select n from t | parquet header | HEADER option is not supported for UNLOAD to PARQUET",
        "select n from t | csv escape | ESCAPE option is not supported for UNLOAD to CSV",
        "select n from t | json delimiter ',' | DELIMITER option is not supported for UNLOAD to JSON",
        "select n from t | fixedwidth 'n:3' header | HEADER option is not supported for UNLOAD to FIXEDWIDTH",
        "select n from t | csv rowgroupsize 64 mb | ROWGROUPSIZE option is not supported for UNLOAD to CSV",
        "select n from t | parquet rowgroupsize 16 mb | ROWGROUPSIZE must be between 32 MB and 128 MB",
        "select n from t | csv maxfilesize 1 mb | MAXFILESIZE must be between 5 MB and 6.2 GB",
        "select n from t | csv maxfilesize 7 gb | MAXFILESIZE must be between 5 MB and 6.2 GB",
        "select n from t | csv allowoverwrite cleanpath | ALLOWOVERWRITE and CLEANPATH cannot be used together",
        "select n from t | csv csv | conflicting or redundant options",
        "select n from t | csv encrypted | UNLOAD option ENCRYPTED is not supported by the local warehouse",
        "select n from t | format as orc | UNLOAD format ORC is not supported by the local warehouse",
      })
  void refusesWhatCannotBe(String select, String options, String error) throws Exception {
    assertThat(dw.run(unload(select, options)).string("Error"))
        .startsWith("ERROR: ")
        .contains(error);
    assertThat(keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://lake/../out | would leave its folder",
        "s3://nowhere/out | The specified bucket does not exist",
        "out | is no S3 address of the form",
      })
  void writesToNoOtherPlace(String target, String error) {
    String sql = "unload ('select 1') to '" + target + "' iam_role default";
    assertThat(dw.run(sql).string("Error")).contains(error);
  }
}
