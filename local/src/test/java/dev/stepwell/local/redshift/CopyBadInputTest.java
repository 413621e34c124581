package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY loads all or nothing, whatever it is given, and says what is wrong. */
class CopyBadInputTest {

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done("create table t(n int)");
    dw.done("insert into t values (1)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private String fails(String sql) {
    JsonObject described = dw.run(sql);
    assertThat(described.string("Status")).isEqualTo("FAILED");
    assertThat(dw.rows("select count(*), sum(n) from t")).containsExactly("1|1");
    return String.valueOf(described.string("Error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://lake/../secret | would leave its folder",
        "s3://lake/in/../../x/ | would leave its folder",
        "s3://nowhere/x | S3ServiceException:The specified bucket does not exist",
        "lake/in/ | is no S3 address of the form s3://bucket/prefix",
        "s3://lake/o''clock/ | The specified S3 prefix 'o'clock/' does not exist",
        "s3://lake/back\\\\slash/ | The specified S3 prefix 'back\\slash/' does not exist",
      })
  void readsNoOtherPlace(String source, String error) {
    assertThat(fails("copy t from '" + source + "' iam_role default csv")).contains(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "empty", "text", "middle"})
  void refusesMalformedParquet(String how) throws Exception {
    dw.putParquet("in/a.parquet", "select i::int as n from range(10) r(i)");
    dw.putParquet("in/b.parquet", "select i::int as n from range(10000) r(i)");
    Path file = dw.store.path("lake", "in/b.parquet");
    byte[] whole = Files.readAllBytes(file);
    byte[] middle = whole.clone();
    Arrays.fill(middle, 10, middle.length / 2, (byte) 0x5a);
    Files.write(
        file,
        switch (how) {
          case "half" -> Arrays.copyOf(whole, whole.length / 2);
          case "empty" -> new byte[0];
          case "text" -> "n\n1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          default -> middle;
        });
    String error = fails("copy t from 's3://lake/in/' iam_role default parquet");
    assertThat(error).doesNotContain(folder.toString());
    if (!how.equals("middle")) {
      assertThat(error).contains("File 's3://lake/in/b.parquet' has an invalid version number");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 2::int as n, 3 as m | Unmatched number of columns between table and file. Table columns: 1, Data columns: 2, File name: s3://lake/in/b.parquet",
        "select 'x' as n | File 's3://lake/in/b.parquet' has an incompatible Parquet schema for column 'n'",
        "select {'x': 1} as n | File 's3://lake/in/b.parquet' has nested data in column 'n'",
      })
  void namesTheFileWhoseSchemaDrifts(String select, String error) throws Exception {
    dw.putParquet("in/a.parquet", "select 2::int as n");
    dw.putParquet("in/b.parquet", select);
    assertThat(fails("copy t from 's3://lake/in/' iam_role default parquet")).contains(error);
  }

  @Test
  void undoesTheRestOfItsBatch() throws Exception {
    dw.put("in/1", "2\n");
    dw.put("in/2", "x\n");
    JsonObject batch =
        dw.batch("insert into t values (5)", "copy t from 's3://lake/in/' iam_role default csv");
    assertThat(batch.string("Status")).isEqualTo("FAILED");
    assertThat(dw.rows("select count(*), sum(n) from t")).containsExactly("1|1");
    assertThat(dw.rows("select count(*) from stl_load_errors")).containsExactly("1");
    assertThat(
            dw.rows(
                "select status, table_name, data_source, file_format, source_file_count,"
                    + " loaded_rows from sys_load_history"))
        .containsExactly("aborted|t|s3://lake/in/|csv|2|0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Problem reading manifest file s3://lake/m: it has no array of the name entries",
        "no json | Problem reading manifest file s3://lake/m",
        "{\"entries\":[1]} | Problem reading manifest file s3://lake/m",
        "{\"entries\":[{\"url\":\"s3://lake/in/b\",\"mandatory\":true}]} | S3ServiceException:The specified key does not exist.",
        "{\"entries\":[{\"url\":\"s3://lake/in/a\"}]} | meta.content_length is required for columnar files",
        "{\"entries\":[{\"url\":\"s3://lake/in/a\",\"meta\":{\"content_length\":1}}]} | meta.content_length of s3://lake/in/a is 1, but",
      })
  void refusesManifestsThatCannotBeRight(String manifest, String error) throws Exception {
    dw.putParquet("in/a", "select 2::int as n");
    dw.put("m", manifest);
    assertThat(fails("copy t from 's3://lake/m' iam_role default parquet manifest"))
        .contains(error);
  }

  @Test
  void skipsFilesThatAManifestDoesNotRequire() throws Exception {
    dw.put("in/a", "2\n");
    dw.put(
        "m",
        "{\"entries\":[{\"url\":\"s3://lake/in/b\"},{\"url\":\"s3://lake/in/a\"},{\"url\":\"s3://lake/in/a\"}]}");
    dw.done("copy t from 's3://lake/m' iam_role default manifest");
    assertThat(dw.rows("select n, count(*) from t group by 1 order by 1"))
        .containsExactly("1|1", "2|2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "\"od\"\"d\" # od\"d",
        "\"back\\slash\" # back\\slash",
        "\"o'clock\" # o'clock",
        "\"drop table t; --\" # drop table t; --",
      })
  void takesAnyNameInQuotes(String quoted, String name) throws Exception {
    dw.done("create table " + quoted + "(" + quoted + " varchar(20))");
    dw.put("in/1", "it's \\ \"x\"\n");
    dw.done("copy " + quoted + "(" + quoted + ") from 's3://lake/in/' iam_role default");
    assertThat(dw.rows("select " + quoted + " from " + quoted)).containsExactly("it's \\ \"x\"");
    assertThat(dw.rows("select table_name from sys_load_history")).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "copy nowhere from 's3://lake/in/' iam_role default | relation \"nowhere\" does not exist",
        "copy t(m) from 's3://lake/in/' iam_role default | column \"m\" of relation \"t\" does not exist",
        "copy t(n, n) from 's3://lake/in/' iam_role default | column \"n\" specified more than once",
        "copy t from 's3://lake/in/' iam_role default 'x' | syntax error at or near \"x\"",
        "copy t from \"s3://lake/in/\" iam_role default | syntax error at or near \"s3://lake/in/\"",
        "copy t from 's3://lake/in/ iam_role default | unterminated quoted string",
      })
  void failsInRedshiftsWords(String sql, String error) throws Exception {
    dw.put("in/1", "2\n");
    assertThat(fails(sql)).isEqualTo("ERROR: " + error);
  }
}
