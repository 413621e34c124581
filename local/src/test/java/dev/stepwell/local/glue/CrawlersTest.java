package dev.stepwell.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlersTest {

  private static final String FLIGHTS = "delay,origin\n5,JFK\n-3,LAX\n";

  @TempDir Path folder;
  private GlueFixture glue;

  @BeforeEach
  void open() {
    glue = GlueFixture.in(folder);
  }

  @AfterEach
  void close() throws SQLException {
    glue.close();
  }

  private static String status(JsonObject crawler) {
    return crawler.object("LastCrawl").string("Status");
  }

  private static String error(JsonObject crawler) {
    return crawler.object("LastCrawl").string("ErrorMessage");
  }

  @Test
  void findsTableColumnsAndHivePartitions() throws Exception {
    glue.put("flights/day=2001-01-03/hour=08/f.csv", FLIGHTS);
    glue.put("flights/day=2001-01-03/hour=09/f.csv", "delay,origin\n,SFO\n");
    glue.put("flights/_SUCCESS", "");

    JsonObject crawler = glue.crawl("flights/");

    assertThat(status(crawler)).isEqualTo("SUCCEEDED");
    assertThat(crawler.string("State")).isEqualTo("READY");
    assertThat(glue.columns("flights"))
        .isEqualTo("delay:bigint,origin:string|day:string,hour:string");
    assertThat(glue.catalog.partitions("db", "flights"))
        .extracting(Partition::values, Partition::location)
        .containsExactly(
            tuple(List.of("2001-01-03", "08"), "s3://lake/flights/day=2001-01-03/hour=08/"),
            tuple(List.of("2001-01-03", "09"), "s3://lake/flights/day=2001-01-03/hour=09/"));
    assertThat(glue.rows("flights", "").rows()).hasSize(3);
  }

  @Test
  void infersTheTypesOfCsv() throws Exception {
    glue.put(
        "t/a.csv",
        """
        id,ratio,born,seen,minutes,text,none
        1,1,2001-01-03,2001-01-03 08:00:00,2001-01-03 08:00,x,
        2,2.5,,2001-01-03 08:00:00.5,2001-01-03 09:00,7,
        """);

    glue.crawl("t");

    assertThat(glue.columns("t"))
        .isEqualTo(
            "id:bigint,ratio:double,born:date,seen:timestamp,minutes:string,text:string,"
                + "none:string|");
  }

  @Test
  void callsColumnsByNumberIfThereIsNoHeader() throws Exception {
    glue.put("t/a.csv", "1|x\n2|y\n");

    glue.crawl("t");

    assertThat(glue.columns("t")).isEqualTo("col0:bigint,col1:string|");
    assertThat(glue.rows("t", "").rows()).hasSize(2);
  }

  @Test
  void takesALineOfTextsForAHeaderIfSeveralFilesBeginWithIt() throws Exception {
    glue.put("t/a.csv", "name,city\nx,y\n");
    glue.put("t/b.csv", "name,city\nz,w\n");

    glue.crawl("t");

    assertThat(glue.columns("t")).isEqualTo("name:string,city:string|");
  }

  @Test
  void leavesABrokenFileAmongManyToItsReaders() throws Exception {
    glue.put("t/a.csv", FLIGHTS);
    glue.put("t/b.csv", FLIGHTS);
    glue.put("t/c.csv", "dely,\n5,\n7,\n");

    assertThat(status(glue.crawl("t"))).isEqualTo("SUCCEEDED");
    assertThat(glue.columns("t")).isEqualTo("delay:bigint,origin:string|");
  }

  @Test
  void readsParquetWithItsTypes() throws Exception {
    glue.copy(
        "SELECT 1::INT AS i, 2::BIGINT AS b, DATE '2001-01-03' AS d, TIMESTAMP '2001-01-03 08:00'"
            + " AS t, 'x' AS s, 1.5::DECIMAL(10,2) AS m",
        "t/k=1/a.parquet");

    glue.crawl("t");

    assertThat(glue.columns("t"))
        .isEqualTo("i:int,b:bigint,d:date,t:timestamp,s:string,m:decimal(10,2)|k:string");
    assertThat(glue.rows("t", "").rows().get(0)).last().isEqualTo("1");
  }

  @Test
  void readsNestedParquetAndJson() throws Exception {
    glue.copy("SELECT [1,2] AS list, {'a': 1, 'b': 'x'} AS rec", "p/a.parquet");
    glue.put("j/a.json", "{\"id\":1,\"tags\":[\"a\"]}\n{\"id\":2,\"tags\":[]}\n");

    glue.crawl("p", "j");

    assertThat(glue.columns("p")).isEqualTo("list:array<int>,rec:struct<a:int,b:string>|");
    assertThat(glue.columns("j")).isEqualTo("id:bigint,tags:array<string>|");
    assertThat(glue.rows("j", "").rows()).hasSize(2);
  }

  @Test
  void makesSiblingFoldersTablesUnlessTheyAreAlike() throws Exception {
    glue.put("mixed/flights/a.csv", FLIGHTS);
    glue.put("mixed/airports/a.csv", "iata,height\nJFK,4\n");
    glue.put("alike/2001/01/a.csv", FLIGHTS);
    glue.put("alike/2001/02/a.csv", FLIGHTS);

    glue.crawl("mixed/", "alike/2001/");

    assertThat(glue.catalog.tables("db"))
        .extracting(Table::name)
        .containsExactly("2001", "airports", "flights");
    assertThat(glue.columns("2001")).endsWith("|partition_0:string");
  }

  @Test
  void removesPartitionsThatVanished() throws Exception {
    glue.put("t/k=1/a.csv", FLIGHTS);
    glue.put("t/k=2/a.csv", FLIGHTS);
    glue.crawl("t");
    glue.store.delete("lake", "t/k=1/a.csv");

    glue.crawlAgain();

    assertThat(glue.catalog.partitions("db", "t"))
        .extracting(Partition::values)
        .containsExactly(List.of("2"));
  }

  @Test
  void keepsATableWhoseFolderVanishedWithoutPartitions() throws Exception {
    glue.put("t/k=1/a.csv", FLIGHTS);
    glue.crawl("t");
    glue.store.delete("lake", "t/k=1/a.csv");

    assertThat(status(glue.crawlAgain())).isEqualTo("SUCCEEDED");

    Table table = glue.catalog.table("db", "t");
    assertThat(table.parameter("DEPRECATED_BY_CRAWLER")).isNotNull();
    assertThat(glue.catalog.partitions("db", "t")).isEmpty();
    assertThat(glue.rows("t", "").rows()).isEmpty();
  }

  @Test
  void succeedsWithoutATableIfThereIsNothing() throws Exception {
    assertThat(status(glue.crawl("nothing/here/"))).isEqualTo("SUCCEEDED");
    assertThat(glue.catalog.tables("db")).isEmpty();
  }

  @Test
  void saysWhatItCannotRead() throws Exception {
    glue.put("b/x.csv", FLIGHTS);
    glue.put("b/y.json", "{\"a\":1}");
    glue.put("c/k=1/x.csv", FLIGHTS);
    glue.put("c/l=1/x.csv", FLIGHTS);
    glue.put("d/x.csv", FLIGHTS);
    glue.put("d/k=1/x.csv", FLIGHTS);
    glue.put("e/x.parquet", "PAR1 and then nothing");

    assertThat(status(glue.crawl("b"))).isEqualTo("FAILED");
    assertThat(error(glue.crawl("b"))).contains("different formats: {csv=b/x.csv, json=b/y.json}");
    assertThat(error(glue.crawl("c"))).contains("different partition keys: [k, l]");
    assertThat(error(glue.crawl("d"))).startsWith("d/x.csv lies beside partition folders");
    assertThat(error(glue.crawl("e"))).contains("Parquet file cannot be read");
  }

  @Test
  void readsBrokenLinesAsHiveDoes() throws Exception {
    glue.put("flights/day=1/f.csv", FLIGHTS);
    glue.put("flights/day=2/f.csv", "delay,origin\n1,JFK,surplus\n2\n3,\"LAX\n");

    glue.crawl("flights/");

    assertThat(glue.rows("flights", "day = '2'").rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("1 JFK", "2 null", "3 LAX");
    assertThat(glue.rows("flights", "").rows()).hasSize(5);
  }

  @Test
  void goesOnPastAFileThatIsNoData() throws Exception {
    glue.put("flights/day=1/f.csv", FLIGHTS);
    glue.put("flights/day=2/f.csv", "\0\u0001 is no text");
    glue.put("flights/day=3/f.csv", "word");

    for (int crawl = 0; crawl < 2; crawl++) {
      assertThat(status(glue.crawl("flights/"))).isEqualTo("SUCCEEDED");
    }

    assertThat(glue.columns("flights")).isEqualTo("delay:bigint,origin:string|day:string");
    assertThat(glue.rows("flights", "").rows())
        .filteredOn(row -> "1".equals(row.get(2)))
        .hasSize(2);
  }

  @Test
  void failsACrawlOfABucketThatIsMissing() {
    glue.crawlers.add(new CrawlerDefinition("c", "db", List.of("s3://other/x/"), ""));

    assertThat(error(glue.crawlAgain())).contains("The specified bucket does not exist: 'other'");
  }

  @Test
  void startsEachCrawlLaterThanTheOneBefore() throws Exception {
    glue.put("t/a.csv", FLIGHTS);
    String first = glue.crawl("t").object("LastCrawl").string("StartTime");
    String second = glue.crawlAgain().object("LastCrawl").string("StartTime");

    assertThat(second).isGreaterThan(first);
    assertThat(glue.call("listCrawls", "{'CrawlerName':'c','MaxResults':1}").array("Crawls").get(0))
        .satisfies(crawl -> assertThat(((JsonObject) crawl).string("StartTime")).isEqualTo(second))
        .satisfies(
            crawl -> assertThat(((JsonObject) crawl).string("State")).isEqualTo("COMPLETED"));
  }

  @Test
  void hasNoLastCrawlBeforeTheFirst() {
    glue.crawlers.add(new CrawlerDefinition("c", "db", List.of("s3://lake/x/"), "raw_"));

    JsonObject crawler = glue.call("getCrawler", "{'Name':'c'}").object("Crawler");

    assertThat(crawler.has("LastCrawl")).isFalse();
    assertThat(crawler.string("TablePrefix")).isEqualTo("raw_");
  }

  @Test
  void letsOneCrawlRunAtATime() throws Exception {
    CrawlerState state =
        new CrawlerState(new CrawlerDefinition("c", "db", List.of(), ""), WorkRegister.inMemory());
    var now = TaskCalls.NOW;

    state.begin("one", "", now);

    assertThat(state.describe().string("State")).isEqualTo("RUNNING");
    assertThatThrownBy(() -> state.begin("two", "", now))
        .hasMessageContaining("CrawlerRunningException");
    state.stop();
    assertThatThrownBy(state::stop).hasMessageContaining("CrawlerStoppingException");
    state.end(now, "");
    assertThat(state.describe().object("LastCrawl").string("Status")).isEqualTo("CANCELLED");
    assertThatThrownBy(state::stop).hasMessageContaining("CrawlerNotRunningException");
  }

  @Test
  void namesACrawlerThatIsMissing() {
    assertThatThrownBy(() -> glue.call("startCrawler", "{'Name':'nobody'}"))
        .hasMessageContaining("Crawler entry with name nobody does not exist")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Glue.EntityNotFoundException"));
  }
}
