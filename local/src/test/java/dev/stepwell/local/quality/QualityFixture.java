package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.state.WorkRegister;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;

/** Data quality over a table {@code lake.orders} of five rows; counts ids from 1. */
final class QualityFixture implements AutoCloseable {

  private static final String ROWS = "1,A,10\n2,B,20\n3,A,30\n4,,\n5,C,40\n";

  final ObjectStore store;
  final LakeTables tables;
  private final Path folder;
  private final DuckDb duck;
  private final AtomicInteger count = new AtomicInteger();
  private TaskCalls calls;
  QualityActions actions;

  /** Is run whenever an id is given out, which a run does before each of its rulesets. */
  Runnable onId = () -> {};

  QualityFixture(Path folder) throws Exception {
    this.folder = folder;
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    store.put("lake", "orders/a.csv", ("id,code,qty\n" + ROWS).getBytes(StandardCharsets.UTF_8));
    Catalog catalog = Catalog.at(folder.resolve("catalog.json"));
    catalog.createDatabase("lake");
    catalog.putTable(
        new Table(
            "lake",
            (JsonObject)
                Json.parse(
                    """
                    {"Name":"orders","PartitionKeys":[],
                     "Parameters":{"classification":"csv","skip.header.line.count":"1"},
                     "StorageDescriptor":{"Location":"s3://lake/orders/",
                      "Columns":[{"Name":"id","Type":"int"},{"Name":"code","Type":"string"},
                        {"Name":"qty","Type":"int"}],
                      "InputFormat":"org.apache.hadoop.mapred.TextInputFormat",
                      "SerdeInfo":{"Parameters":{"field.delim":","},"SerializationLibrary":
                        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"}}}""")));
    duck = DuckDb.inMemory(store);
    tables = new LakeTables(catalog, store);
    restart();
  }

  /** The actions in the eyes of a process that is started now. */
  void restart() {
    Supplier<String> ids =
        () -> {
          onId.run();
          return Integer.toString(count.incrementAndGet());
        };
    actions =
        new QualityActions(
            tables,
            duck,
            ids,
            WorkRegister.at(folder.resolve("runs.log"), 1000),
            folder.resolve("rulesets.json"));
    calls = TaskCalls.to(actions.service(), new CallLedger(WorkRegister.inMemory()));
  }

  Path rulesetsFile() {
    return folder.resolve("rulesets.json");
  }

  JsonObject call(String action, String arguments) {
    return (JsonObject) calls.call("aws-sdk:glue:" + action, arguments);
  }

  /** Starts a run over the orders and says how it ended. */
  JsonObject run(String more, String... rulesets) {
    JsonObject started = start(more, rulesets);
    return call("getDataQualityRulesetEvaluationRun", started.compact());
  }

  JsonObject start(String more, String... rulesets) {
    return call("startDataQualityRulesetEvaluationRun", arguments(more, rulesets));
  }

  static String arguments(String more, String... rulesets) {
    return "{'DataSource':{'GlueTable':{'DatabaseName':'lake','TableName':'orders'}},"
        + "'Role':'arn:aws:iam::123456789012:role/q','RulesetNames':['"
        + String.join("','", rulesets)
        + "']"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  JsonObject result(JsonObject run, int index) {
    return call(
        "getDataQualityResult",
        JsonObject.of("ResultId", run.array("ResultIds").get(index)).compact());
  }

  AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      String error, String action, String arguments) {
    return assertThatThrownBy(() -> call(action, arguments))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
