package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stepwell.dsl.Athena;
import dev.stepwell.dsl.DataBrew;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.GlueJob;
import dev.stepwell.dsl.GluePartition;
import dev.stepwell.dsl.GlueTableInput;
import dev.stepwell.dsl.GlueWorker;
import dev.stepwell.dsl.LakeFormation;
import dev.stepwell.dsl.LakeGrant;
import dev.stepwell.dsl.LakePermission;
import dev.stepwell.dsl.LakeResource;
import dev.stepwell.dsl.S3;
import dev.stepwell.dsl.Text;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What S3, Glue, Athena, DataBrew or Lake Formation would refuse, with what is said about it. */
class LakeMistakesTest {

  record Row(String name, List<String> tags) {}

  record Plain(String name) {}

  private static final Athena LAKE = Athena.workgroup("etl", "lake");
  private static final Text ROLE = Text.of("arn:aws:iam::1:role/analyst");

  private static GlueTableInput table() {
    return Glue.table("lake", "flights").describe();
  }

  private static Arguments mistake(Runnable code, String message) {
    return arguments(code, message);
  }

  static Stream<Arguments> glue() {
    return Stream.of(
        mistake(
            () -> Glue.table("lake", "Flights").describe(),
            "the table 'Flights' is no name for the Glue catalog, which takes 1 to 255 lower-case"
                + " letters, digits and underscores"),
        mistake(
            () -> Glue.database("my-lake").createIfAbsent(),
            "the database 'my-lake' is no name for the Glue catalog, which takes 1 to 255"
                + " lower-case letters, digits and underscores"),
        mistake(
            () -> table().column("delay", "integer"),
            "the type 'integer' of column 'delay' is none of Hive's; use boolean, tinyint,"
                + " smallint, int, bigint, float, double, decimal(p,s), char(n), varchar(n),"
                + " string, binary, date, timestamp, array<..>, map<..> or struct<..>"),
        mistake(
            () -> table().column("day", "string").partitionedBy("day", "string"),
            "the column 'day' of table lake.flights is there twice; names must differ"),
        mistake(
            () -> table().at(Text.of("lake/flights/")),
            "the location of table lake.flights is 'lake/flights/', but it must be an S3 URI such"
                + " as s3://bucket/folder/"),
        mistake(
            () -> table().create(),
            "the description of table lake.flights lacks columns; say column(..)"),
        mistake(
            () -> table().column("a", "int").createOrUpdate(),
            "the description of table lake.flights lacks its location; say at(..)"),
        mistake(
            () -> table().column("a", "int").at(Text.of("s3://a/")).createIfAbsent(),
            "the description of table lake.flights lacks its format; say format(..)"),
        mistake(
            () -> GluePartition.of(),
            "a partition has no value; give one for each partition key of its table, in their"
                + " order"),
        mistake(
            () -> GluePartition.of(Text.of("a")).at(Text.of("/a").plus(Text.deployed("Folder"))),
            "the location of a partition is '/a', but it must be an S3 URI such as"
                + " s3://bucket/folder/"),
        mistake(
            () -> Glue.table("lake", "flights").partitions(1001),
            "a listing of the partitions of lake.flights has 1 to 1,000 of them, but this one"
                + " shall have 1001; select them with partition(..)"),
        mistake(
            () -> Glue.workflow("nightly").property("", "x"),
            "a run property of Glue workflow nightly has a name of 1 to 255 characters, but this"
                + " one has 0"),
        mistake(
            () -> DataBrew.job("x".repeat(241)),
            "a DataBrew job has a name of 1 to 240 characters, but this one has 241"));
  }

  static Stream<Arguments> jobs() {
    GlueJob job = Glue.job("transform");
    return Stream.of(
        mistake(
            () -> job.arg("--job-bookmark-option", "job-bookmark-enable"),
            "the argument '--job-bookmark-option' of Glue job transform says what becomes of its"
                + " bookmark; use bookmarks(..)"),
        mistake(
            () -> job.bookmarks(GlueJob.Bookmarks.ENABLE).bookmarksBetween(ROLE, ROLE),
            "what becomes of the bookmark of Glue job transform is said twice; say it once"),
        mistake(
            () -> job.reading(Glue.table("lake", "flights")),
            "no partition of lake.flights is selected, so that all of it would be read; say"
                + " partition(..)"),
        mistake(
            () -> job.workers(GlueWorker.G_1X, 0),
            "Glue job transform has at least 1 worker, but here it has 0"),
        mistake(
            () -> job.workers(GlueWorker.G_1X, 2).maxCapacity(1),
            "Glue job transform has workers and a capacity; Glue takes one of both, leave one out"),
        mistake(
            () -> job.maxCapacity(1).workers(GlueWorker.G_1X, 2),
            "Glue job transform has workers and a capacity; Glue takes one of both, leave one out"),
        mistake(
            () -> job.maxCapacity(0),
            "Glue job transform has a capacity above 0, but here it has 0.0"),
        mistake(
            () -> job.runTimeout(Duration.ofSeconds(90)),
            "the run time-out of Glue job transform is PT1M30S; Glue takes whole minutes, 1 to"
                + " 10,080"),
        mistake(
            () -> job.notifyAfter(Duration.ofDays(8)),
            "the notification delay of Glue job transform is PT192H; Glue takes whole minutes, 1"
                + " to 10,080"),
        mistake(
            () -> job.flexible().workers(GlueWorker.G_8X, 2),
            "Glue job transform is flexible with workers of type G.8X; spare capacity is there for"
                + " G.1X and G.2X only"),
        mistake(
            () -> GlueWorker.of("G1X"),
            "the worker type 'G1X' is not spelled as Glue spells them, such as G.1X"));
  }

  static Stream<Arguments> athena() {
    return Stream.of(
        mistake(
            () -> Athena.workgroup("my group", "lake"),
            "the Athena workgroup 'my group' has no name that Athena takes: 1 to 128 letters,"
                + " digits, dots, hyphens and underscores"),
        mistake(
            () -> LAKE.results(Text.of("https://lake")),
            "the output location of Athena workgroup etl is 'https://lake', but it must be an S3"
                + " URI such as s3://bucket/folder/"),
        mistake(
            () -> LAKE.query("DELETE FROM a; DELETE FROM b"),
            "Athena runs one statement at a time, but here are 2; make each a step of its own"),
        mistake(
            () -> LAKE.query(" -- nothing"),
            "Athena runs one statement at a time, but here are 0; make each a step of its own"),
        mistake(
            () -> LAKE.query("SELECT '" + "x".repeat(262_144) + "'"),
            "the statement has 262153 characters; Athena takes 262144"),
        mistake(
            () -> LAKE.query("SELECT ? FROM t WHERE a = ?", Text.of("x")),
            "the statement has 2 places for values (?), but 1 values are given; give one for each"
                + " ?"),
        mistake(
            () -> LAKE.query("DROP TABLE ?", Text.of("x")),
            "Athena takes values for SELECT, INSERT, CREATE TABLE AS and UNLOAD only, but the"
                + " statement begins with DROP"),
        mistake(
            () -> LAKE.query("INSERT INTO t SELECT 1").rows(Plain.class, 1),
            "rows are asked of a statement that begins with INSERT; only SELECT, WITH and VALUES"
                + " give them with a header"),
        mistake(
            () -> LAKE.query("SELECT 1").rows(Plain.class, 1000),
            "1 to 999 rows can be fetched at once, but here they are 1000; read the file at the"
                + " query's location for more"),
        mistake(
            () -> LAKE.query("SELECT 1").rows(Row.class, 1),
            "the component tags of Row is of type List; a row of Athena has texts, numbers,"
                + " booleans, days and instants"),
        mistake(
            () -> LAKE.query("DROP TABLE t").reuse(Duration.ofHours(1)),
            "Athena reuses results of queries, but the statement begins with DROP"),
        mistake(
            () -> LAKE.query("SELECT 1").reuse(Duration.ofDays(8)),
            "Athena reuses results of an age of whole minutes, at most 7 days, but this one is"
                + " PT192H"),
        mistake(
            () -> LAKE.repairTable("flights`; DROP TABLE x"),
            "Athena: no name for Athena, which takes letters, digits and underscores: \"flights`;"
                + " DROP TABLE x\""),
        mistake(
            () -> LAKE.addPartition("a.b.c", "day", Text.of("x")),
            "Athena: a table is named [database.]table: a.b.c"),
        mistake(
            () -> LAKE.addPartition("flights", "day", Text.of("x")).and("day", Text.of("y")),
            "the partition key 'day' of `flights` is set twice; keys must differ"),
        mistake(
            () -> LAKE.createTable("summary").compression("LZW"),
            "the compression 'LZW' of table \"summary\" is none of Athena's: GZIP, LZ4, SNAPPY,"
                + " ZLIB, ZSTD, NONE"),
        mistake(
            () -> LAKE.createTable("summary").as("INSERT INTO t SELECT 1"),
            "table \"summary\" is made of a statement that begins with INSERT; give a SELECT or"
                + " WITH"));
  }

  static Stream<Arguments> lakeFormation() {
    return Stream.of(
        mistake(
            () -> LakeGrant.of(ROLE, LakeResource.database("lake"), LakePermission.SELECT),
            "Lake Formation has no permission SELECT on database lake; there are ALL, DESCRIBE,"
                + " ALTER, DROP, CREATE_TABLE"),
        mistake(
            () ->
                LakeGrant.of(
                    ROLE, LakeResource.columns("lake", "flights", "a"), LakePermission.INSERT),
            "Lake Formation has no permission INSERT on columns of lake.flights; there are SELECT"),
        mistake(
            () ->
                LakeGrant.of(ROLE, LakeResource.tables("lake"), LakePermission.SELECT)
                    .grantable(LakePermission.INSERT),
            "the permission INSERT shall be handed on, but is not granted; add it to the"
                + " permissions"),
        mistake(
            () -> LakeResource.columns("lake", "flights"),
            "no column of table lake.flights is named; name some, or use table(..) for all"),
        mistake(
            () -> LakeFormation.grantAll(),
            "Lake Formation takes 1 to 20 grants at once, but here are 0; divide them among"
                + " several steps"));
  }

  static Stream<Arguments> s3() {
    return Stream.of(
        mistake(
            () -> S3.list(ROLE, ROLE, 1001),
            "an S3 listing has 1 to 1,000 objects, but this one shall have 1001; use a narrower"
                + " prefix"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"glue", "jobs", "athena", "lakeFormation", "s3"})
  void isRefusedAtTheAuthorsLine(Runnable code, String message) {
    assertSaid(code, message);
  }
}
