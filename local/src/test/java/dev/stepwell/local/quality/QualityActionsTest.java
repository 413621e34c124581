package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.Answer;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.ServiceHandlers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.state.Crash;
import dev.stepwell.local.state.WorkRegister;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityActionsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
  private static final String RULES =
      """
      Rules = [
        RowCount > 0,
        IsComplete "origin",
        ReferentialIntegrity "origin" "airports.iata" = 1.0,
        RowCountMatch "raw" between 0.9 and 1.1
      ]""";

  @TempDir Path folder;
  private final AtomicInteger ids = new AtomicInteger();
  private LakeTables tables;
  private DuckDb duckDb;
  private QualityActions actions;
  private TaskHandlers handlers;

  @BeforeEach
  void layTables() throws Exception {
    ObjectStore store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    Catalog catalog = Catalog.at(folder.resolve("catalog.json"));
    catalog.createDatabase("lake");
    List<Partition> days = new ArrayList<>();
    for (int day = 1; day <= 3; day++) {
      String at = "flights/day=2001-01-0" + day + "/hour=0" + day;
      String rows = "delay,origin\n" + "5,JFK\n".repeat(day) + (day == 3 ? "7,XXX\n" : "");
      store.put("lake", at + "/a.csv", rows.getBytes(StandardCharsets.UTF_8));
      days.add(
          new Partition(
              List.of("2001-01-0" + day, "0" + day),
              (JsonObject)
                  Json.parse(
                      """
                      {"Values":["2001-01-0%d","0%d"],"StorageDescriptor":%s}"""
                          .formatted(day, day, storage(at)))));
    }
    catalog.putTable(
        table(
            """
            {"Name":"flights","StorageDescriptor":%s,
             "Parameters":{"classification":"csv","skip.header.line.count":"1"},
             "PartitionKeys":[{"Name":"day","Type":"string"},{"Name":"hour","Type":"string"}]}"""
                .formatted(storage("flights"))),
        days);
    store.put("lake", "airports/a.csv", "delay,origin\n1,JFK\n".getBytes(StandardCharsets.UTF_8));
    catalog.putTable(
        table(
            """
            {"Name":"airports","StorageDescriptor":%s,"Parameters":{"classification":"csv","skip.header.line.count":"1"},
             "PartitionKeys":[]}"""
                .formatted(storage("airports").replace("origin", "iata"))));
    duckDb = DuckDb.inMemory(store);
    tables = new LakeTables(catalog, store);
    openActions();
  }

  private Path register() {
    return folder.resolve("evaluation-runs.log");
  }

  /** The actions in the eyes of a process that is started now. */
  private void openActions() {
    actions =
        new QualityActions(
            tables,
            duckDb,
            () -> "id-" + ids.incrementAndGet(),
            WorkRegister.at(register(), 100),
            folder.resolve("rulesets.json"));
    actions.putRuleset("flights_rules", RULES, CLOCK.instant());
    TaskHandlers.Builder builder = TaskHandlers.builder();
    new ServiceHandlers(
            Runnable::run, CLOCK, () -> "request", new CallLedger(WorkRegister.inMemory()))
        .add(actions.service(), builder);
    handlers = builder.build();
  }

  private static Table table(String description) {
    return new Table("lake", (JsonObject) Json.parse(description));
  }

  private static String storage(String prefix) {
    return """
    {"Columns":[{"Name":"delay","Type":"int"},{"Name":"origin","Type":"string"}],
     "Location":"s3://lake/%s/",
     "InputFormat":"org.apache.hadoop.mapred.TextInputFormat",
     "SerdeInfo":{"SerializationLibrary":"org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
       "Parameters":{"field.delim":","}}}"""
        .formatted(prefix);
  }

  @AfterEach
  void close() throws SQLException {
    duckDb.close();
  }

  @Test
  void judgesOnePartitionAgainstTheOtherTables() {
    JsonObject run = get(start(1, "flights_rules", "t1"));
    assertThat(run.string("Status")).isEqualTo("SUCCEEDED");
    JsonObject result = result(run);
    assertThat(result.get("Score")).isEqualTo(Json.of(1));
    assertThat(result.array("RuleResults").get(0))
        .isEqualTo(
            Json.parse(
                """
                {"Name":"Rule_1","Description":"RowCount > 0","Result":"PASS",
                 "EvaluatedMetrics":{"Dataset.*.RowCount":1},"EvaluatedRule":"RowCount > 0"}"""));
  }

  @Test
  void showsWhatFailed() {
    JsonObject result = result(get(start(3, "flights_rules", "t1")));
    assertThat(result.get("Score")).isEqualTo(Json.of(0.75));
    assertThat(((JsonObject) result.array("RuleResults").get(2)).string("Result"))
        .isEqualTo("FAIL");
    assertThat(((JsonObject) result.array("RuleResults").get(2)).string("EvaluationMessage"))
        .isEqualTo("Value: 0.75 does not meet the constraint requirement.");
  }

  @Test
  void startsOnceForOneToken() {
    Json first = start(1, "flights_rules", "same");
    assertThat(start(1, "flights_rules", "same")).isEqualTo(first);
    Answer other =
        call("startDataQualityRulesetEvaluationRun", arguments(2, "flights_rules", "same"));
    assertThat(other.error()).isEqualTo("Glue.ConflictException");
  }

  @Test
  void refusesAnUnknownRuleset() {
    Answer answer = call("startDataQualityRulesetEvaluationRun", arguments(1, "nope", "t"));
    assertThat(answer.error()).isEqualTo("Glue.EntityNotFoundException");
    assertThat(answer.cause())
        .contains("Data quality ruleset nope not found")
        .contains("flights_rules");
  }

  @Test
  void failsTheRunIfATableOrAPredicateIsWrong() {
    JsonObject arguments = arguments(1, "flights_rules", "t");
    JsonObject noTable =
        (JsonObject) Json.parse(arguments.compact().replace("\"flights\"", "\"nowhere\""));
    JsonObject run = get(ok("startDataQualityRulesetEvaluationRun", noTable));
    assertThat(run.string("Status")).isEqualTo("FAILED");
    assertThat(run.string("ErrorString")).contains("nowhere");
    JsonObject noKey =
        (JsonObject)
            Json.parse(arguments.compact().replace("day =", "dey =").replace("\"t\"", "\"u\""));
    assertThat(get(ok("startDataQualityRulesetEvaluationRun", noKey)).string("ErrorString"))
        .contains("dey");
  }

  @Test
  void refusesATextThatIsNoRuleset() {
    assertThatThrownBy(() -> actions.putRuleset("bad", "Rules = [ Nope ]", CLOCK.instant()))
        .isInstanceOf(InvalidRulesetException.class);
    JsonObject shown =
        (JsonObject) ok("getDataQualityRuleset", JsonObject.of("Name", Json.of("flights_rules")));
    assertThat(shown.string("Ruleset")).isEqualTo(RULES);
  }

  private static final String START =
      "arn:aws:states:::aws-sdk:glue:startDataQualityRulesetEvaluationRun";

  @Test
  void showsRunsAndResultsOfAnEarlierProcess() {
    Json started = start(3, "flights_rules", "t1");
    JsonObject run = get(started);
    JsonObject result = result(run);

    openActions();

    assertThat(get(started)).isEqualTo(run);
    assertThat(result(run)).isEqualTo(result);
    assertThat(actions.results()).containsExactly(result);
    assertThat(start(3, "flights_rules", "t1")).isEqualTo(started);
    assertThat(call("cancelDataQualityRulesetEvaluationRun", (JsonObject) started).object())
        .isEqualTo(JsonObject.EMPTY);
    assertThat(get(started)).isEqualTo(run);
  }

  @Test
  void evaluatesAnewUnderTheSameIdIfTheProcessEndedInBetween() {
    JsonObject arguments = arguments(3, "flights_rules", "t1");
    Json started = TaskCalls.to(handlers).start("task", START, arguments);
    Crash.beforeLastWrite(register());

    openActions();

    assertThat(get(started).string("Status")).isEqualTo("FAILED");
    assertThat(get(started).string("ErrorString"))
        .isEqualTo("The process ended while the evaluation run was on its way");
    assertThat(start(3, "flights_rules", "t1")).isEqualTo(started);
    assertThat(get(started).string("Status")).isEqualTo("FAILED");

    assertThat(TaskCalls.to(handlers).resume("task", START, arguments)).isEqualTo(started);
    assertThat(get(started).string("Status")).isEqualTo("SUCCEEDED");
    assertThat(result(get(started)).get("Score")).isEqualTo(Json.of(0.75));
    assertThat(TaskCalls.to(handlers).resume("task", START, arguments)).isEqualTo(started);
    assertThat(actions.results()).hasSize(1);
  }

  private Json start(int day, String ruleset, String token) {
    return ok("startDataQualityRulesetEvaluationRun", arguments(day, ruleset, token));
  }

  private static JsonObject arguments(int day, String ruleset, String token) {
    return (JsonObject)
        Json.parse(
            """
            {"DataSource":{"GlueTable":{"DatabaseName":"lake","TableName":"flights",
               "AdditionalOptions":{"pushDownPredicate":"day = \\"2001-01-0%d\\" and `hour` > '00'"}}},
             "AdditionalDataSources":{
               "airports":{"GlueTable":{"DatabaseName":"lake","TableName":"airports"}},
               "raw":{"GlueTable":{"DatabaseName":"lake","TableName":"flights",
                 "AdditionalOptions":{"pushDownPredicate":"day = '2001-01-0%d'"}}}},
             "Role":"arn:aws:iam::1:role/q","RulesetNames":["%s"],"ClientToken":"%s"}"""
                .formatted(day, day, ruleset, token));
  }

  private JsonObject get(Json started) {
    return (JsonObject) ok("getDataQualityRulesetEvaluationRun", (JsonObject) started);
  }

  private JsonObject result(JsonObject run) {
    assertThat(run.array("ResultIds").length()).isEqualTo(1);
    return (JsonObject)
        ok("getDataQualityResult", JsonObject.of("ResultId", run.array("ResultIds").get(0)));
  }

  private Json ok(String action, JsonObject arguments) {
    return call(action, arguments).object();
  }

  private Answer call(String action, JsonObject arguments) {
    return Answer.to(handlers, "arn:aws:states:::aws-sdk:glue:" + action, arguments);
  }
}
