package dev.stepwell.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

  @TempDir Path folder;
  private GlueFixture glue;

  @BeforeEach
  void crawl() throws Exception {
    glue = GlueFixture.in(folder);
    for (String partition : List.of("day=1/hour=08", "day=1/hour=09", "day=2/hour=08")) {
      glue.put("t/" + partition + "/a.csv", "id,name\n1,a\n2,b\n");
    }
    glue.put("t2/a.csv", "id,name\n1,a\n");
    glue.crawl("t", "t2");
  }

  @AfterEach
  void close() throws SQLException {
    glue.close();
  }

  @Test
  void isThereAgainAfterARestart() throws Exception {
    Catalog again = Catalog.at(folder.resolve("catalog.json"));

    assertThat(again.databases()).containsExactly("db");
    assertThat(again.tables("db")).isEqualTo(glue.catalog.tables("db"));
    assertThat(again.partitions("db", "t")).isEqualTo(glue.catalog.partitions("db", "t"));
  }

  @Test
  void saysWhatToDoIfItsFileIsBroken() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.json"), "{\"Databases\":");

    assertThatThrownBy(() -> Catalog.at(file))
        .hasMessageContaining("broken.json is no catalog")
        .hasMessageContaining("Delete it; the next crawl builds it anew");
  }

  @Test
  void answersGetTableAndGetTables() {
    JsonObject table = glue.call("getTable", "{'DatabaseName':'DB','Name':'T'}").object("Table");

    assertThat(table.string("Name")).isEqualTo("t");
    assertThat(table.object("Parameters").string("classification")).isEqualTo("csv");
    assertThat(table.object("StorageDescriptor").string("Location")).isEqualTo("s3://lake/t/");
    assertThat(
            glue.call("getTables", "{'DatabaseName':'db','Expression':'t2*'}").array("TableList"))
        .hasSize(1);
  }

  @Test
  void readsRowsWithPartitionKeysAndNullForWhatDoesNotFit() throws Exception {
    glue.put("t/day=1/hour=09/a.csv", "id,name\n1,a\nx,b\n");

    assertThat(glue.rows("t", "day = '1' AND hour > '08'").rows())
        .hasToString("[[1, a, 1, 09], [null, b, 1, 09]]");
    assertThat(glue.rows("t", "").rows()).hasSize(6);
    assertThat(glue.rows("t", "day = '7'").columns()).hasSize(4);
  }

  @Test
  void filtersPartitionsByAnExpression() {
    JsonObject found =
        glue.call(
            "getPartitions",
            "{'DatabaseName':'db','TableName':'t','Expression':'hour = 8 AND day IN (1, 2)'}");

    assertThat(found.array("Partitions").stream().map(each -> ((JsonObject) each).get("Values")))
        .containsExactly(Json.parse("[\"1\",\"08\"]"), Json.parse("[\"2\",\"08\"]"));
    assertThatThrownBy(
            () ->
                glue.call(
                    "getPartitions",
                    "{'DatabaseName':'db','TableName':'t','Expression':'minute = 8'}"))
        .hasMessageContaining("no condition over the partition keys [day, hour] of table t");
  }

  @Test
  void createsAndDeletesPartitionsInBatches() throws Exception {
    String list = "'PartitionInputList':[{'Values':['1','08']},{'Values':['3','01']}]";
    JsonObject created =
        glue.call("batchCreatePartition", "{'DatabaseName':'db','TableName':'t'," + list + "}");

    assertThat(created.array("Errors").compact())
        .isEqualTo(
            "[{\"PartitionValues\":[\"1\",\"08\"],\"ErrorDetail\":"
                + "{\"ErrorCode\":\"AlreadyExistsException\","
                + "\"ErrorMessage\":\"Partition already exists.\"}}]");
    assertThat(glue.catalog.partitions("db", "t")).hasSize(4);

    String gone = "'PartitionsToDelete':[{'Values':['3','01']},{'Values':['9','9']}]";
    JsonObject deleted =
        glue.call("batchDeletePartition", "{'DatabaseName':'db','TableName':'t'," + gone + "}");

    assertThat(deleted.array("Errors")).hasSize(1);
    assertThat(glue.catalog.partitions("db", "t")).hasSize(3);
  }

  @Test
  void refusesPartitionsWithTooFewValues() {
    assertThatThrownBy(
            () ->
                glue.call(
                    "batchCreatePartition",
                    "{'DatabaseName':'db','TableName':'t','PartitionInputList':[{'Values':['1']}]}"))
        .hasMessageContaining("table t has 2 keys, the values are [1]");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> glue.call("getTable", "{'DatabaseName':'db','Name':'zz'}"))
        .hasMessageContaining("Table zz not found in database db. There are [t, t2]");
    assertThatThrownBy(() -> glue.call("getTables", "{'DatabaseName':'zz'}"))
        .hasMessageContaining("Database zz not found");
  }

  @Test
  void translatesNestedTypesBothWays() {
    assertThat(HiveTypes.toDuck("array<struct<a:int,b:map<string,double>>>"))
        .isEqualTo("STRUCT(\"a\" INTEGER, \"b\" MAP(VARCHAR, DOUBLE))[]");
    assertThat(HiveTypes.fromDuck("STRUCT(a INTEGER, b MAP(VARCHAR, DOUBLE))[]"))
        .isEqualTo("array<struct<a:int,b:map<string,double>>>");
    assertThatThrownBy(() -> HiveTypes.toDuck("interval")).hasMessageContaining("'interval'");
  }
}
