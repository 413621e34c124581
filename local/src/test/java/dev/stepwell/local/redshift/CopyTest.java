package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyTest {

  private static final String ROLE = " iam_role 'arn:aws:iam::1:role/copy' ";

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done(
        "create table public.airports(iata varchar(4) not null, name varchar(10), lat float8, day date, n int)"
            + " diststyle all");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  @Test
  void loadsCsvWithHeaderAndQuotes() throws Exception {
    dw.put("a/1.csv", "iata,name,lat,day,n\nJFK,\"Ken,nedy\",40.6,2001-01-03,5\nLAX,,,,\n");
    assertThat(dw.done(copy("a/", "csv ignoreheader 1")).get("ResultRows").toJava()).isEqualTo(2);
    assertThat(dw.rows("select * from airports order by 1"))
        .containsExactly("JFK|Ken,nedy|40.6|2001-01-03|5", "LAX||null|null|null");
  }

  @Test
  void matchesThePrefixAndNotTheFolder() throws Exception {
    dw.put("dt=1/x", "A|a|1|2001-01-01|1\n");
    dw.put("dt=10/x", "B|b|1|2001-01-01|1\n");
    dw.done(copy("dt=1", ""));
    assertThat(dw.rows("select iata from airports order by 1")).containsExactly("A", "B");
  }

  @Test
  void saysThatAPrefixDoesNotExist() {
    assertThat(dw.run(copy("none/", "csv")).string("Error"))
        .startsWith("ERROR: The specified S3 prefix 'none/' does not exist");
  }

  @Test
  void saysWhichValueOfWhichLineCannotBeLoaded() throws Exception {
    dw.put(
        "bad/1.csv",
        "iata,name,lat,day,n\nJFK,a,1,2001-01-03,1\nTOOLONG,b,x,03.01.2001,1.5\n,c,1,,1\nA,b,1\nA,b,1,,1,9\n");
    assertThat(dw.run(copy("bad/", "csv ignoreheader 1")).string("Error"))
        .startsWith(
            "ERROR: Load into table 'airports' failed. Check 'sys_load_error_detail' system table for details.")
        .contains("s3://lake/bad/1.csv, line 3");
    assertThat(dw.rows("select count(*) from airports")).containsExactly("0");
    assertThat(
            dw.rows(
                "select file_name, line_number, column_name, column_type, error_code, error_message"
                    + " from sys_load_error_detail order by line_number, column_name"))
        .containsExactly(
            "s3://lake/bad/1.csv|3|day|date|1205|Invalid Date Format, Value '03.01.2001'",
            "s3://lake/bad/1.csv|3|iata|character varying|1204|String length exceeds DDL length",
            "s3://lake/bad/1.csv|3|lat|double precision|1207|Invalid digit, Value 'x', Pos 0, Type: Float",
            "s3://lake/bad/1.csv|3|n|integer|1207|Invalid digit, Value '.', Pos 1, Type: Integer",
            "s3://lake/bad/1.csv|5|day||1214|Delimiter not found (3 fields, 5 columns)",
            "s3://lake/bad/1.csv|6|||1202|Extra column(s) found (6 fields, 5 columns)");
  }

  @Test
  void goesOnInSpiteOfFewErrorsIfAskedTo() throws Exception {
    dw.put("bad/1", "A|a|1|2001-01-01|1\nB|b|x|2001-01-01|1\nC|c|1|2001-01-01|x\n");
    assertThat(dw.run(copy("bad/", "maxerror 2")).string("Status")).isEqualTo("FAILED");
    assertThat(dw.done(copy("bad/", "maxerror 3")).get("ResultRows").toJava()).isEqualTo(1);
    assertThat(dw.rows("select iata from airports")).containsExactly("A");
    assertThat(dw.rows("select count(*) from sys_load_error_detail")).containsExactly("4");
  }

  @Test
  void readsOtherFormatsOfTimes() throws Exception {
    dw.done("create table times(d date, t timestamp)");
    dw.put("t/1", "03.01.2001;2001/01/03 08-15\n");
    dw.done(
        copy(
            "times",
            "t/1",
            "delimiter ';' dateformat 'DD.MM.YYYY' timeformat 'YYYY/MM/DD HH24-MI'"));
    dw.put("t/2", "01/03/2001|978509700\n");
    dw.done(copy("times", "t/2", "dateformat as 'auto' timeformat 'epochsecs'"));
    assertThat(dw.rows("select * from times"))
        .containsExactly("2001-01-03|2001-01-03 08:15:00", "2001-01-03|2001-01-03 08:15:00");
  }

  @Test
  void loadsSomeColumnsAndCompressedFiles() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("7,JFK, \n".getBytes(StandardCharsets.UTF_8));
    }
    dw.store.put("lake", "z/1.gz", bytes.toByteArray());
    dw.done(copy("airports (n, iata, name)", "z/", "format as csv gzip blanksasnull"));
    assertThat(dw.rows("select iata, name, n from airports")).containsExactly("JFK|null|7");
  }

  @Test
  void fillsRecordsUpIfAskedTo() throws Exception {
    dw.put("f/1", "A\nB|b\n");
    dw.done(copy("f/", "fillrecord"));
    assertThat(dw.rows("select * from airports order by 1"))
        .containsExactly("A||null|null|null", "B|b|null|null|null");
  }

  @Test
  void loadsWhatAManifestLists() throws Exception {
    dw.put("m/1", "A|a|1|2001-01-01|1\n");
    dw.put("m/2", "B|b|1|2001-01-01|1\n");
    dw.put("manifest", "{\"entries\":[{\"url\":\"s3://lake/m/2\",\"mandatory\":true}]}");
    dw.done(copy("manifest", "manifest"));
    assertThat(dw.rows("select iata from airports")).containsExactly("B");
  }

  @Test
  void loadsParquetByPosition() throws Exception {
    dw.putParquet(
        "p/a.parquet",
        "select 'JFK' as x, 'n' as iata, 1.5::double as y, date '2001-01-03' as z, 3 as k");
    dw.putParquet("p/_temporary", "select 1 as other");
    dw.done(copy("p/", "format as parquet"));
    assertThat(dw.rows("select * from airports")).containsExactly("JFK|n|1.5|2001-01-03|3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 'JFK' a, 'n' b | Unmatched number of columns between table and file. Table columns: 5, Data columns: 2, File name: s3://lake/q/a.parquet",
        "select 'JFK' a, 'n' b, 1.5::double c, date '2001-01-03' d, 3::bigint n | incompatible Parquet schema for column 'n'. Column type: INTEGER, Parquet schema: bigint n",
        "select 'TOOLONG' a, 'n' b, 1.5::double c, date '2001-01-03' d, 3 n | The length of the data column iata is longer than the length defined in the table. Table: 4, Data: 7",
        "select null::varchar a, 'n' b, 1.5::double c, date '2001-01-03' d, 3 n | Cannot insert a NULL value into column iata",
      })
  void refusesParquetThatDoesNotFit(String select, String error) throws Exception {
    dw.putParquet("q/a.parquet", select);
    assertThat(dw.run(copy("q/", "parquet")).string("Error")).startsWith("ERROR: ").contains(error);
  }

  @Test
  void needsARole() {
    assertThat(dw.run("copy airports from 's3://lake/a/' csv").string("Error"))
        .contains("IAM_ROLE");
  }

  private static String copy(String prefix, String options) {
    return copy("airports", prefix, options);
  }

  private static String copy(String table, String prefix, String options) {
    return "copy public." + table + " from 's3://lake/" + prefix + "'" + ROLE + options;
  }
}
