package dev.stepwell.local.redshift;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CopyFormatsTest {

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done("create table t(a varchar(5), n int, d numeric(5,2), day date)");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private String load(String options) {
    return dw.run("copy t from 's3://lake/in/' iam_role default " + options).string("Error");
  }

  private void loads(String options, String... rows) {
    assertThat(load(options)).isNull();
    assertThat(dw.rows("select * from t order by n, a")).containsExactly(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "x|1|2|2001-01-03 ## x|1|2.00|2001-01-03",
        "x|1|2.999|2001-01-03 ## x|1|2.99|2001-01-03",
        "x|1|2.999|2001-01-03 # roundec # x|1|3.00|2001-01-03",
        "abcdefgh|1|2| # truncatecolumns # abcde|1|2.00|null",
        "äöüß|1|2| # truncatecolumns # äö|1|2.00|null",
        "x|1|2|never # acceptanydate # x|1|2.00|null",
        "-|1|2| # null as '-' # null|1|2.00|null",
        "|1|2| # emptyasnull # null|1|2.00|null",
        "`   |1|2|` # blanksasnull # null|1|2.00|null",
        "x  |1|2| # trimblanks # x|1|2.00|null",
        "a\\|b|1|2| # escape # a|b|1|2.00|null",
        "\\N|1|2| # escape # null|1|2.00|null",
        "\"a|b\"|1|2| # removequotes # a|b|1|2.00|null",
        "'a'|1|2| # removequotes # a|1|2.00|null",
        "x,1,2, # delimiter ',' # x|1|2.00|null",
        "xx   001 2.50 # fixedwidth 'a:5,n:3,d:5,day:10' fillrecord # xx   |1|2.50|null",
        "{\"a\":\"x\",\"n\":1,\"d\":2,\"other\":[]} # json 'auto' # x|1|2.00|null",
        "{\"A\":\"x\",\"N\":1,\"d\":null} # json 'auto ignorecase' # x|1|null|null",
        "{\"A\":\"x\",\"n\":1} # json # null|1|null|null",
        "{\"k\":{\"a\":[{\"b\":\"x\"}]},\"n\":1} # json 's3://lake/paths' # x|1|null|null",
        "[1,2]{\"k\":{\"a\":[]},\"n\":7} # json 's3://lake/paths' # null|7|null|null;null|null|null|null",
      })
  void loadsText(String line, String options, String row) throws Exception {
    dw.put("in/1", line + "\n");
    dw.put("paths", "{\"jsonpaths\":[\"$.k.a[0]['b']\",\"$['n']\",\"$.d\",\"$.day\"]}");
    loads(options == null ? "" : options, row.split(";"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "BZIP2", "LZOP", "ZSTD"})
  void loadsCompressedFiles(Compression compression) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.writing(bytes)) {
      out.write("x|1|2|\ny|2|3|\n".getBytes(UTF_8));
    }
    dw.store.put("lake", "in/1", bytes.toByteArray());
    loads(compression.name(), "x|1|2.00|null", "y|2|3.00|null");
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "BZIP2", "LZOP", "ZSTD"})
  void refusesDamagedCompressedFiles(Compression compression) throws Exception {
    dw.put("in/1", "x|1|2|\n".repeat(50));
    assertThat(load(compression.name()))
        .startsWith("ERROR: File s3://lake/in/1 cannot be read: ")
        .doesNotContain(folder.toString());
    assertThat(dw.rows("select count(*) from t")).containsExactly("0");
  }

  @Test
  void loadsOtherEncodings() throws Exception {
    dw.store.put("lake", "in/1", "äö|1|2|\n".getBytes(UTF_16));
    loads("encoding utf16", "äö|1|2.00|null");
  }

  @Test
  void saysWhereBytesAreNoCharacters() throws Exception {
    byte[] latin1 = "x|1|2|\n\u00e9|2|2|\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    dw.store.put("lake", "in/1", latin1);
    assertThat(load("")).contains("s3://lake/in/1, line 2, column a: String contains invalid");
    loads("acceptinvchars '^'", "x|1|2.00|null", "^|2|2.00|null");
    assertThat(dw.rows("select distinct error_code from sys_load_error_detail"))
        .containsExactly("1220");
  }

  @Test
  void loadsNothingWithNoload() throws Exception {
    dw.put("in/1", "x|1|2|\n");
    loads("noload");
    dw.put("in/2", "x|y|2|\n");
    assertThat(load("noload")).contains("Invalid digit, Value 'y'");
  }

  @Test
  void goesOnInSpiteOfAllErrors() throws Exception {
    dw.put("in/1", "x|y|2|\n".repeat(1500) + "z|1|2|\n" + "short\n".repeat(1500));
    loads("ignoreallerrors", "z|1|2.00|null");
    assertThat(dw.rows("select error_count, loaded_rows, status from sys_load_history"))
        .containsExactly("3000|1|completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{\"a\":1 # json # line 1: Invalid JSON",
        "[{\"a\":1}] # json # Invalid JSON: an object is expected",
        "{\"a\":\"x\"} # json 'noshred' # needs a table or column list of one SUPER column, not of 4 columns",
        "{\"a\":\"x\"} # json 's3://lake/two' # Number of jsonpaths and the number of columns should match. JSONPath size: 2, Number of columns in table or column list: 4",
        "{\"a\":\"x\"} # json 's3://lake/odd' # Invalid JSONPath format: 'a..b'",
        "{\"a\":\"x\"} # json 's3://lake/none' # S3ServiceException:The specified key does not exist.",
        "\"open|1|2| # csv # Delimited value missing end quote",
        "abc # fixedwidth 'a' # FIXEDWIDTH takes 'label:width,label:width'",
      })
  void saysWhatIsWrongWithAFile(String line, String options, String error) throws Exception {
    dw.put("in/1", line);
    dw.put("two", "{\"jsonpaths\":[\"$.a\",\"$.b\"]}");
    dw.put("odd", "{\"jsonpaths\":[\"a..b\"]}");
    assertThat(load(options)).contains(error);
    assertThat(dw.rows("select count(*) from t")).containsExactly("0");
  }

  @Test
  void loadsWholeValuesIntoSuper() throws Exception {
    dw.done("create table s(v super)");
    dw.put("in/1", "{\"a\":{\"b\":[1,2]}}\n{\"a\":5}");
    dw.done("copy s from 's3://lake/in/' iam_role default json 'noshred'");
    assertThat(dw.rows("select v.a from s order by 1")).containsExactly("5", "{\"b\":[1,2]}");
  }

  @Test
  void countsIdentitiesUnlessTheyAreInTheFile() throws Exception {
    dw.done("create table k(id bigint identity(1,1), a varchar)");
    dw.put("in/1", "x\ny\n");
    dw.done("copy k from 's3://lake/in/' iam_role default");
    dw.put("in/1", "70,z\n");
    dw.done("copy k from 's3://lake/in/' iam_role default csv explicit_ids");
    assertThat(dw.rows("select * from k order by 1")).containsExactly("1|x", "2|y", "70|z");
    assertThat(dw.run("copy k(id, a) from 's3://lake/in/' iam_role default csv").string("Error"))
        .startsWith("ERROR: cannot set an identity column to a value");
  }

  @Test
  void loadsNestedParquetIntoSuper() throws Exception {
    dw.done("create table s(id int, v super, w int)");
    dw.putParquet("in/a.parquet", "select 1 as id, {'x': [1, 2]} as v, 3 as w");
    dw.done("copy s from 's3://lake/in/' iam_role default format parquet serializetojson");
    assertThat(dw.rows("select id, v.x, w from s")).containsExactly("1|[1,2]|3");
    assertThat(dw.run("copy s from 's3://lake/in/' iam_role default parquet").string("Error"))
        .contains("has nested data in column 'v'");
  }

  @Test
  void fillsUpParquetIfAskedTo() throws Exception {
    dw.putParquet("in/a.parquet", "select 'x' as a, 1 as n");
    dw.putParquet("in/b.parquet", "select 'y' as a, 2 as n, 1.5::decimal(5,2) as d");
    loads("parquet fillrecord", "x|1|null|null", "y|2|1.50|null");
  }

  @Test
  void readsFilesWhoseTypesDriftWithinTheColumns() throws Exception {
    dw.done("create table b(n bigint)");
    dw.putParquet("in/a.parquet", "select 1::integer as n");
    dw.putParquet("in/b.parquet", "select 5000000000::bigint as n");
    dw.done("copy b from 's3://lake/in/' iam_role default parquet");
    assertThat(dw.rows("select sum(n) from b")).containsExactly("5000000001");
  }
}
