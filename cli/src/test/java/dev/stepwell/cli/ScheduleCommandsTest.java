package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.schedule.Serving;
import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Runs;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.scheduler.ledger.RunFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about runs and their dates, with and without a process that serves. */
class ScheduleCommandsTest {

  private static final Asset TABLE = Asset.of("redshift://dw/days");

  /** A run's input. */
  record Input(String what) {}

  /** Two workflows: one at ticks that updates a table, one that waits for the table. */
  private static final class Small implements Catalogue {
    private static final Redshift DW = Redshift.serverless("analytics", "dw");

    @Override
    public List<Workflow<?>> workflows() {
      Workflow<Input> load =
          Workflow.named("load", Input.class)
              .on(Trigger.cron("0 3 * * *", "UTC", (in, tick) -> in.set(Input::what, Text.of("x"))))
              .runs(Runs.defaults().catchup().maxActiveRuns(1))
              .flow(
                  (flow, in) -> {
                    flow.run("make", DW.batch("CREATE TABLE IF NOT EXISTS days (d text)"));
                    flow.run("fill", DW.batch("INSERT INTO days VALUES ('a')").outlets(TABLE));
                  });
      Workflow<Input> report =
          Workflow.named("report", Input.class)
              .on(Trigger.assets(TABLE, (in, event) -> in.set(Input::what, Text.of("y"))))
              .flow(
                  (flow, in) ->
                      flow.run("look", DW.batch("SELECT count(*) FROM days").inlets(TABLE)));
      return List.of(load, report);
    }

    @Override
    public Resources resources() {
      return Resources.builder().add(new Resource.Warehouse("analytics", "dw", "Copy")).build();
    }
  }

  @TempDir private Path folder;
  private final Catalogue small = new Small();
  private final Map<String, String> properties = new ConcurrentHashMap<>();
  private TestBench bench;

  @BeforeEach
  void project() {
    bench = TestBench.emptyIn(folder);
  }

  private Serving serve() {
    return Serving.start(
        small, bench.project(), InstantSource.system(), properties::put, missed -> {});
  }

  /** Waits, without a pause that is too short or too long, until something is so. */
  private static void until(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      Thread.onSpinWait();
    }
  }

  private JsonArray json(String... args) {
    assertThat(bench.run(small, args)).as(bench.err()).isZero();
    return (JsonArray) Json.parse(bench.out());
  }

  private List<String> states(String workflow) {
    return json("runs", workflow, "--json").stream()
        .map(run -> String.valueOf(((JsonObject) run).string("state")))
        .toList();
  }

  @Test
  void whatIsAskedForWhileNobodyServesWaits() {
    assertThat(bench.run(small, "trigger", "load", "--input", "{\"what\": \"now\"}")).isZero();
    assertThat(bench.out())
        .contains("queued manual__")
        .contains("No scheduler is at work. ./stepwell serve starts one.");
    assertThat(states("load")).containsExactly("queued");
    assertThat(bench.run(small, "why", "load")).isZero();
    assertThat(bench.out()).contains("not_serving").contains("0 3 * * * in UTC");
    assertThat(bench.run(small, "next", "load", "--most", "2", "--json")).isZero();
    assertThat(((JsonArray) Json.parse(bench.out())).length()).isEqualTo(2);
    try (Serving serving = serve()) {
      until(() -> states("load").equals(List.of("success")));
      assertThat(serving.scheduler().workflows()).hasSize(2);
    }
  }

  @Test
  void commandsTalkToTheProcessThatServes() {
    try (Serving serving = serve()) {
      assertThat(serving.scheduler().next("load", 1)).hasSize(1);
      assertThat(bench.run(small, "trigger", "load")).isZero();
      assertThat(bench.out()).doesNotContain("No scheduler");
      until(() -> states("load").equals(List.of("success")));
      until(() -> states("report").equals(List.of("success")));
      assertThat(json("assets", "--json")).hasSize(1);
      String run =
          String.valueOf(((JsonObject) json("runs", "load", "--json").get(0)).string("run_id"));

      assertThat(bench.run(small, "clear", "load", run, "--step", "fill")).isZero();
      assertThat(bench.out()).contains("cleared " + run + ": fill");
      until(() -> states("load").equals(List.of("success")));
      assertThat(json("runs", "load", run, "--json")).hasSize(2);

      assertThat(bench.run(small, "mark", "load", run, "failed")).isZero();
      assertThat(states("load")).containsExactly("failed");
      assertThat(bench.run(small, "stop", "load", run)).isEqualTo(1);
      assertThat(bench.err()).contains("has ended with failed; there is nothing to stop");

      assertThat(bench.run(small, "pools", "set", "dw", "3")).isZero();
      assertThat(bench.run(small, "pools")).isZero();
      assertThat(bench.out()).contains("dw").contains("default_pool");
      assertThat(bench.run(small, "pause", "report")).isZero();
      assertThat(bench.run(small, "assets", "update", TABLE.uri())).isZero();
      assertThat(bench.run(small, "assets", "purge", "report")).isZero();
      assertThat(bench.out()).contains("forgot");
      assertThat(bench.run(small, "unpause", "report")).isZero();
    }
    assertThat(bench.run(small, "history")).isZero();
    assertThat(bench.out()).contains("load-manual__").contains("succeeded");
  }

  @Test
  void aBackfillIsPlannedAndThenDone() {
    // One at a time: the runs make the same table.
    String[] range = {
      "backfill", "load", "--from", "2026-01-01", "--to", "2026-01-03", "--max-active-runs", "1"
    };
    assertThat(
            bench.run(
                small,
                "backfill",
                "load",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-03",
                "--dry-run"))
        .isZero();
    assertThat(bench.out().lines()).hasSize(4);
    assertThat(bench.out()).contains("2026-01-02T03:00:00Z  create");
    assertThat(states("load")).isEmpty();
    assertThat(bench.run(small, range)).isZero();
    assertThat(bench.out()).contains("backfill 1 began");
    assertThat(bench.run(small, range)).isEqualTo(1);
    assertThat(bench.err()).contains("its backfill 1 is active; wait for it or cancel it");
    try (Serving serving = serve()) {
      until(() -> states("load").equals(List.of("success", "success", "success")));
      until(
          () ->
              "COMPLETED"
                  .equals(
                      ((JsonObject) json("backfill", "list", "--json").get(0)).string("state")));
      assertThat(serving.scheduler().ledger().items(1)).hasSize(3);
    }
  }

  @Test
  void whoUpdatesReadsAndWaitsForAnAssetIsListed() {
    assertThat(json("assets", "list", "--json"))
        .singleElement()
        .isEqualTo(
            Json.parse(
                "{\"asset\": \"redshift://dw/days\", \"updated_by\": \"load.fill\","
                    + " \"read_by\": \"report.look\", \"waited_for_by\": \"report\"}"));
  }

  /** One workflow that runs for each new file of a folder. */
  private static final class Arriving implements Catalogue {
    @Override
    public List<Workflow<?>> workflows() {
      return List.of(
          Workflow.named("load", Input.class)
              .on(Trigger.s3("landing", "in/", (in, event) -> in.set(Input::what, event.key())))
              .flow(
                  (flow, in) ->
                      flow.run("look", Redshift.serverless("analytics", "dw").batch("SELECT 1"))));
    }

    @Override
    public Resources resources() {
      return Resources.builder()
          .add(new Resource.Bucket("landing", "landing"))
          .add(new Resource.Warehouse("analytics", "dw", "Copy"))
          .build();
    }
  }

  @Test
  void aFileThatSomebodyPutsIntoABucketsFolderMakesARun() throws IOException {
    Path in = Files.createDirectories(folder.resolve("landing/in"));
    Files.writeString(in.resolve("old.csv"), "1");
    try (Serving serving =
        Serving.start(
            new Arriving(), bench.project(), InstantSource.system(), properties::put, late -> {})) {
      Files.writeString(in.resolve("new.csv"), "1");
      Files.writeString(folder.resolve("landing/other.csv"), "1");
      until(() -> !serving.scheduler().ledger().runs(RunFilter.of("load")).isEmpty());
      assertThat(serving.scheduler().ledger().runs(RunFilter.of("load")))
          .singleElement()
          .satisfies(
              run ->
                  assertThat(((JsonObject) run.input()).object("_trigger").string("key"))
                      .isEqualTo("in/new.csv"));
    }
  }

  @Test
  void aSecondProcessThatServesIsRefused() {
    try (Serving serving = serve()) {
      assertThat(serving.scheduler().workflows()).isNotEmpty();
      assertThat(bench.run(small, "serve")).isEqualTo(1);
      assertThat(bench.err()).contains("in use by another run");
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedWithARemedy() {
    assertThat(bench.run(small, "trigger", "lode")).isEqualTo(2);
    assertThat(bench.err()).contains("Did you mean 'load'?");
    assertThat(bench.run(small, "trigger", "load", "--input", "{\"wat\": 1}")).isEqualTo(1);
    assertThat(bench.err()).contains("Did you mean 'what'?");
    assertThat(bench.run(small, "backfill", "load")).isEqualTo(2);
    assertThat(bench.err()).contains("give --from and --to");
    assertThat(bench.run(small, "backfill", "load", "--from", "soon", "--to", "later"))
        .isEqualTo(2);
    assertThat(bench.err()).contains("'soon', given with --from, is no moment");
    assertThat(bench.run(small, "pools", "set")).isEqualTo(2);
  }
}
