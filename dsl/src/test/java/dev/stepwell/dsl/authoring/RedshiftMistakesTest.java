package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertMistake;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;

import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.RedshiftCopy;
import dev.stepwell.dsl.RedshiftLoad;
import dev.stepwell.dsl.RedshiftUnload;
import dev.stepwell.dsl.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redshift would refuse, or would do that nobody wants. */
class RedshiftMistakesTest {

  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final RedshiftCopy COPY =
      DW.copy("t").from(Text.of("s3://b/")).iamRole(Text.of("r"));
  private static final RedshiftUnload UNLOAD =
      DW.unload("SELECT a FROM t").to(Text.of("s3://b/")).iamRole(Text.of("r"));

  record Row(String name) {}

  record Odd(List<String> names) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /* x */ vacuum t       | VACUUM | VACUUM cannot run in one; make it a step of its own
          TRUNCATE t             | TRUNCATE | TRUNCATE would commit it half-way; use DELETE
          begin                  | BEGIN | the batch is one already; leave it out
          SELECT 1; COMMIT       | COMMIT | the batch is one already; leave it out
          start transaction      | START TRANSACTION | the batch is one already; leave it out
          CREATE DATABASE d      | CREATE DATABASE | it cannot run in one; make it a step of its own
          alter table a append from b | ALTER TABLE APPEND | it would commit it half-way; use INSERT ... SELECT
          refresh materialized view v | REFRESH MATERIALIZED VIEW | it sees committed rows only; make it a step after this one
          """)
  void whatCannotBeInATransaction(String statement, String what, String remedy) {
    assertSaid(
        () -> DW.batch("DELETE FROM t", statement),
        what + " is in a Redshift batch, which is one transaction: " + remedy);
  }

  @Test
  void twoStatementsInOne() {
    assertSaid(
        () -> DW.sql("DELETE FROM t; INSERT INTO t SELECT 1"),
        "the Redshift SQL holds 2 statements; the Data API runs exactly one, use batch(..) for"
            + " more");
  }

  @Test
  void statementThatIsTooLong() {
    assertSaid(
        () -> DW.sql("SELECT '" + "x".repeat(100_000) + "'"),
        "the Redshift statement has 100009 bytes; the Data API takes at most 100,000, put its data"
            + " into a file and COPY it");
  }

  @Test
  void batchOfTooMany() {
    assertSaid(
        () -> DW.batch(java.util.Collections.nCopies(41, "SELECT 1").toArray(new String[0])),
        "a Redshift batch has 1 to 40 statements, but this one has 41");
  }

  @Test
  void userOfAWorkgroup() {
    assertSaid(
        () -> DW.user("loader"),
        "Redshift takes a database user for clusters only; a workgroup's user is that of the"
            + " workflow's role, or of a secret(..)");
  }

  @Test
  void clusterWithoutAName() {
    assertMistake(
        (flow, in) -> flow.run("sql", Redshift.serverless("w", "dw").sql("SELECT 1")),
        "step 'sql' calls aws-sdk:redshiftdata:executeStatement: 'WorkgroupName' has 1 characters,"
            + " but takes 3 to 128");
  }

  @Test
  void sessionThatStaysTooLong() {
    assertSaid(
        () -> DW.sql("SELECT 1").keepSession(Duration.ofHours(25)),
        "a Redshift session is kept for 1 second to 24 hours, but this one for PT25H");
  }

  @Test
  void vacuumThatIsTwoThings() {
    assertSaid(
        () -> DW.vacuum("t").sortOnly().deleteOnly(),
        "VACUUM of t is SORT ONLY already; it cannot be DELETE ONLY too");
    assertSaid(
        () -> DW.vacuum("t").toPercent(99).recluster(),
        "VACUUM RECLUSTER of t takes no percentage; leave toPercent(..) out");
    assertSaid(
        () -> DW.vacuum("t").reindex().boost(),
        "VACUUM REINDEX of t takes no boost; leave boost() out");
    assertSaid(
        () -> DW.vacuum("t").toPercent(101),
        "VACUUM of t goes to 0 to 100 percent, but this one to 101");
  }

  @Test
  void analyzeOfTwoThings() {
    assertSaid(
        () -> DW.analyze("t").predicateColumns().columns("a"),
        "ANALYZE of t is of named columns, of predicate columns or of all columns; say one of"
            + " them");
  }

  @Test
  void rowsOfWhatIsNoQuery() {
    assertSaid(
        () -> DW.rows("DELETE FROM t", Row.class),
        "a Redshift query whose rows are fetched is one SELECT without a semicolon; run other"
            + " statements with sql(..)");
    assertSaid(
        () -> DW.rows("SELECT name FROM t LIMIT 5", Row.class),
        "the Redshift query has a LIMIT of its own; say atMost(..) instead");
    assertSaid(
        () -> DW.rows("SELECT name FROM t", Row.class).atMost(1001),
        "a Redshift query fetches 1 to 1000 rows, but this one 1001; UNLOAD more");
    assertSaid(
        () -> DW.rows("SELECT names FROM t", Odd.class),
        "component 'names' of a Redshift row is a List; columns are read as String, a number,"
            + " boolean, LocalDate or Instant");
  }

  @Test
  void columnarFilesTakeNoColumns() {
    assertSaid(
        () -> COPY.columns("a").parquet(),
        "COPY t from PARQUET takes no columns: it loads all of them by position; leave columns(..)"
            + " out");
    assertSaid(
        () -> COPY.region("eu-west-1").orc(),
        "COPY t from ORC takes no region: copy from a bucket in that of the cluster");
  }

  @Test
  void optionsThatAFormatDoesNotHave() {
    Map<String, Runnable> mistakes =
        Map.of(
            "COPY t from PARQUET takes no COMPRESSION; leave it out", () -> COPY.parquet().gzip(),
            "COPY t from ORC takes no MAXERROR; leave it out", () -> COPY.orc().maxErrors(1),
            "COPY t from CSV takes no ESCAPE; leave it out", () -> COPY.csv().escape(),
            "COPY t from CSV takes no REMOVEQUOTES; leave it out", () -> COPY.csv().removeQuotes(),
            "COPY t from JSON takes no NULL AS; leave it out", () -> COPY.json().nullAs(""),
            "COPY t from JSON takes no FILLRECORD; leave it out", () -> COPY.json().fillRecord(),
            "COPY t from delimited text takes no QUOTE; leave it out",
                () -> COPY.delimited('|').quote('\''),
            "COPY t from fixed-width text takes no DELIMITER; leave it out",
                () -> COPY.fixedWidth("a:1,b:2").delimiter('|'),
            "COPY t from CSV takes no SERIALIZETOJSON; leave it out",
                () -> COPY.csv().serializeToJson());

    mistakes.forEach((message, code) -> assertSaid(code, message));
  }

  @Test
  void optionsThatExcludeEachOther() {
    assertSaid(
        () -> COPY.csv().gzip().zstd(),
        "COPY t cannot be packed with GZIP and ZSTD; say one of them");
    assertSaid(
        () -> COPY.csv().maxErrors(5).ignoreAllErrors(),
        "COPY t takes MAXERROR or IGNOREALLERRORS, not both; say one of them");
    assertSaid(
        () -> UNLOAD.csv().cleanPath().allowOverwrite(),
        "UNLOAD cleans its path or overwrites files, not both; say one of them");
  }

  @Test
  void valuesOutsideOfTheirRange() {
    RedshiftLoad csv = COPY.csv();
    assertSaid(() -> csv.maxErrors(0), "COPY t fails after 1 to 100,000 errors, not 0");
    assertSaid(() -> csv.ignoreHeader(0), "COPY t takes at least one of lines, not 0");
    assertSaid(
        () -> csv.encoding("LATIN1"),
        "COPY t takes the encodings UTF8, UTF16, UTF16LE and UTF16BE, not LATIN1");
    assertSaid(
        () -> COPY.delimited('\u00e4'),
        "a COPY takes one character of ASCII as its delimiter, but this one has code 228");
    assertSaid(
        () -> COPY.fixedWidth("a,b"),
        "COPY t has the widths 'a,b'; write them as column:width,...");
    assertSaid(() -> UNLOAD.csv().maxFileSize(1), "UNLOAD takes files of 5 to 6348 MB, not of 1");
    assertSaid(
        () -> UNLOAD.parquet().rowGroupSize(256),
        "UNLOAD takes row groups of 32 to 128 MB, not of 256");
    assertSaid(
        () -> UNLOAD.csv().rowGroupSize(64), "UNLOAD to CSV takes no ROWGROUPSIZE; leave it out");
  }

  @Test
  void dryRunThatWouldDelete() {
    assertSaid(
        () -> COPY.csv().dryRun().replacingAll(),
        "COPY t loads nothing with NOLOAD and would delete rows for it; leave dryRun() out");
  }

  @Test
  void upsertWithoutAKey() {
    assertSaid(
        () -> COPY.csv().upserting(),
        "COPY t cannot tell rows apart without a key; name at least one column");
    assertSaid(
        () -> COPY.columns("id").csv().merging("id"),
        "COPY t merges columns that columns(..) names, keys and others: but keys are [id] and"
            + " columns are [id]");
  }

  @Test
  void unloadOfWhatIsNoQuery() {
    assertSaid(
        () -> DW.unload("SELECT a FROM t;"),
        "UNLOAD takes one SELECT without a semicolon; run other statements with sql(..)");
    assertSaid(
        () -> DW.unload("SELECT a FROM t LIMIT 5"),
        "UNLOAD takes no LIMIT in its outer SELECT; write SELECT * FROM (SELECT ... LIMIT n)");
    assertSaid(
        () -> DW.unload("SELECT a FROM t").to(Text.of("s3://b/")).csv(),
        "UNLOAD lacks its role; say iamRole(..) before the format");
    assertSaid(
        () -> DW.unload("SELECT a FROM t WHERE b = :b").to(Text.of("s3://b/")).defaultRole().csv(),
        "the query of UNLOAD uses :b; give its value by with(..)");
  }
}
