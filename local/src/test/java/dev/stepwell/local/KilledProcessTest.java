package dev.stepwell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.glue.JobRun;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.Crash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a killed process had started, in the eyes of the next one. */
class KilledProcessTest {

  @TempDir static Path left;
  private static final Map<String, JsonObject> ANSWERS = new LinkedHashMap<>();

  /** What the killed process left, for one test. */
  @TempDir Path folder;

  @BeforeAll
  static void killAProcess() throws Exception {
    Path file = left.resolve("landing/flights/f.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "delay,origin\n5,JFK\n7,LAX\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledProcess.class.getName(),
                left.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = out.readLine()) != null && !line.equals(KilledProcess.IN_FLIGHT)) {
        lines.add(line);
      }
      assertThat(line).as(String.join("\n", lines)).isEqualTo(KilledProcess.IN_FLIGHT);
    } finally {
      process.destroyForcibly().waitFor();
    }
    List<String> printed = lines.stream().filter(line -> line.startsWith("{")).toList();
    for (int i = 0; i < KilledProcess.CALLS.size(); i++) {
      ANSWERS.put(KilledProcess.CALLS.get(i).token(), (JsonObject) Json.parse(printed.get(i)));
    }
  }

  @BeforeEach
  void copyWhatItLeft() throws Exception {
    try (Stream<Path> files = Files.walk(left)) {
      for (Path file : files.filter(each -> !each.equals(left)).toList()) {
        Files.copy(file, folder.resolve(left.relativize(file).toString()));
      }
    }
  }

  private static String id(String token, String member) {
    return String.valueOf(ANSWERS.get(token).string(member));
  }

  private static JsonObject sdk(TaskCalls calls, String action, String arguments) {
    return (JsonObject) calls.call("aws-sdk:" + action, arguments);
  }

  /** Every look that a state machine could take at what was started. */
  private void checkEverythingIsThereOnce(LocalCloud cloud) throws Exception {
    TaskCalls calls = TaskCalls.to(cloud.handlers());
    for (String token : List.of("create", "copy", "select")) {
      JsonObject statement =
          sdk(calls, "redshiftdata:describeStatement", "{'Id':'" + id(token, "Id") + "'}");
      assertThat(statement.string("Status")).as(token).isEqualTo("FINISHED");
    }
    JsonObject rows =
        sdk(calls, "redshiftdata:getStatementResult", "{'Id':'" + id("select", "Id") + "'}");
    assertThat(rows.array("Records").compact())
        .isEqualTo(
            "[[{\"StringValue\":\"JFK\"},{\"LongValue\":5}],[{\"StringValue\":\"LAX\"},{\"LongValue\":7}]]");
    JsonObject run =
        sdk(calls, "glue:getJobRun", "{'JobName':'transform','RunId':'" + id("job", "Id") + "'}")
            .object("JobRun");
    assertThat(run.string("JobRunState")).isEqualTo("SUCCEEDED");
    JsonObject crawler = sdk(calls, "glue:getCrawler", "{'Name':'lake'}").object("Crawler");
    assertThat(crawler.object("LastCrawl").string("Status")).isEqualTo("SUCCEEDED");
    JsonArray crawls = sdk(calls, "glue:listCrawls", "{'CrawlerName':'lake'}").array("Crawls");
    assertThat(crawls).hasSize(1);
    JsonObject evaluation =
        sdk(
            calls,
            "glue:getDataQualityRulesetEvaluationRun",
            "{'RunId':'" + id("check", "RunId") + "'}");
    assertThat(evaluation.string("Status")).isEqualTo("SUCCEEDED");
    String result = String.valueOf(evaluation.array("ResultIds").get(0).toJava());
    assertThat(
            sdk(calls, "glue:getDataQualityResult", "{'ResultId':'" + result + "'}").get("Score"))
        .isEqualTo(Json.of(1));
    assertThat(cloud.jobRuns()).extracting(JobRun::state).containsExactly("SUCCEEDED");
    assertThat(cloud.query("SELECT count(*) FROM public.flights").single()).isEqualTo(2L);
    assertThat(cloud.query("SELECT count(*) FROM lake.flights").single()).isEqualTo(2L);
    assertThat(Files.readAllLines(folder.resolve("state/sns/Alerts.jsonl"))).hasSize(1);
    assertThat(cloud.store().get("lake", "marker")).asString().isEqualTo("done");
  }

  @Test
  void goesOnWithWhatTheKilledProcessHadStarted() throws Exception {
    try (LocalCloud cloud = KilledProcess.open(folder)) {
      checkEverythingIsThereOnce(cloud);
    }
  }

  @Test
  void doublesNothingThatIsResumed() throws Exception {
    try (LocalCloud cloud = KilledProcess.open(folder)) {
      resumeAll(cloud);
      checkEverythingIsThereOnce(cloud);
    }
  }

  /** As if the process had been killed before any end of a call was written down. */
  @Test
  void doublesNothingOfWhichOnlyTheBeginningIsKnown() throws Exception {
    for (String register : List.of("job-runs", "crawls", "evaluation-runs", "statements")) {
      Crash.beforeEveryEnd(folder.resolve("state/work/" + register + ".log"));
    }
    try (LocalCloud cloud = KilledProcess.open(folder)) {
      resumeAll(cloud);
      checkEverythingIsThereOnce(cloud);
    }
  }

  private void resumeAll(LocalCloud cloud) {
    TaskCalls calls = TaskCalls.to(cloud.handlers());
    for (KilledProcess.Call call : KilledProcess.CALLS) {
      JsonObject again =
          (JsonObject) calls.resume(call.token(), KilledProcess.arn(call), call.json());
      for (String member : List.of("Id", "RunId", "MessageId", "ETag")) {
        assertThat(again.get(member))
            .as(call.token())
            .isEqualTo(ANSWERS.get(call.token()).get(member));
      }
    }
  }

  @Test
  void saysThatACallOfAFunctionWasInterrupted() {
    try (LocalCloud cloud = KilledProcess.open(folder)) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () ->
                  TaskCalls.to(cloud.handlers())
                      .resume(
                          KilledProcess.HANGING.token(),
                          KilledProcess.arn(KilledProcess.HANGING),
                          KilledProcess.HANGING.json()));

      assertThat(failure.error()).isEqualTo("Stepwell.Interrupted");
      assertThat(failure).hasMessageContaining("'arn:aws:states:::lambda:invoke' worked for");
    }
  }

  @Test
  void leavesNoHalfFileInPlaceOfAWholeOne() throws IOException {
    try (LocalCloud cloud = KilledProcess.open(folder);
        Stream<Path> files = Files.list(folder.resolve("state"))) {
      assertThat(cloud.catalog().databases()).containsExactly("lake");
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("catalog.json")
          .noneMatch(name -> name.endsWith(".next"));
    }
  }
}
