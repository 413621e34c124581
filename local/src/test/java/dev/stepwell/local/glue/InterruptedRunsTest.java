package dev.stepwell.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.state.Crash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of job runs and crawls whose process is killed. */
class InterruptedRunsTest {

  private static final String SYNC = "arn:aws:states:::glue:startJobRun.sync";
  private static final String CRAWL = "arn:aws:states:::aws-sdk:glue:startCrawler";
  private static final Json JOB =
      Json.parse("{\"JobName\":\"transform\",\"Arguments\":{\"--a\":\"1\"}}");
  private static final Json CRAWLER = Json.parse("{\"Name\":\"c\"}");

  @TempDir Path folder;
  private final List<String> done = new ArrayList<>();
  private boolean repeatable = true;
  private GlueFixture glue;

  private final class Work implements JobRunner {

    @Override
    public void run(String script, Map<String, String> arguments, String id, CallContext context)
        throws JobFailedException {
      done.add(id);
      if (script.equals("fail")) {
        throw new JobFailedException("wrong", new IllegalStateException());
      }
    }

    @Override
    public boolean isRepeatable(String script, Map<String, String> arguments) {
      return repeatable;
    }
  }

  @BeforeEach
  void open() {
    glue =
        GlueFixture.kept(
            folder,
            new Work(),
            new JobDefinition("transform", "work", 1, Map.of()),
            new JobDefinition("bad", "fail", 1, Map.of()));
    glue.crawlers.add(new CrawlerDefinition("c", "db", List.of("s3://lake/in/"), ""));
  }

  @AfterEach
  void close() throws Exception {
    glue.close();
  }

  /** A new process, in whose eyes the last write to a register never happened. */
  private void killBeforeTheEndOf(String register) throws Exception {
    glue.close();
    Crash.beforeLastWrite(folder.resolve(register + ".log"));
    open();
  }

  private JsonObject jobRun(String id) {
    return glue.call("getJobRun", "{'JobName':'transform','RunId':'" + id + "'}").object("JobRun");
  }

  private String started() {
    glue.calls.start("task", SYNC, JOB);
    return done.get(0);
  }

  @Test
  void showsTheRunsOfAnEarlierProcess() throws Exception {
    String id = started();
    JsonObject run = jobRun(id);
    glue.call("startJobRun", "{'JobName':'bad'}");
    glue.close();

    open();

    assertThat(jobRun(id)).isEqualTo(run);
    assertThat(run.string("JobRunState")).isEqualTo("SUCCEEDED");
    JsonObject failed =
        (JsonObject) glue.call("getJobRuns", "{'JobName':'bad'}").array("JobRuns").get(0);
    assertThat(failed.string("JobRunState")).isEqualTo("FAILED");
    assertThat(failed.string("ErrorMessage")).isEqualTo("wrong");
  }

  @Test
  void showsARunWhoseProcessEndedAsFailed() throws Exception {
    String id = started();

    killBeforeTheEndOf("job-runs");

    assertThat(jobRun(id).string("JobRunState")).isEqualTo("FAILED");
    assertThat(jobRun(id).string("ErrorMessage"))
        .isEqualTo("The process ended while the job run was on its way");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SYNC,
        "arn:aws:states:::glue:startJobRun",
        "arn:aws:states:::aws-sdk:glue:startJobRun"
      })
  void goesOnWithTheRunOfItsTask(String resource) throws Exception {
    glue.calls.start("task", resource, JOB);
    String id = done.get(0);
    killBeforeTheEndOf("job-runs");

    JsonObject answer = (JsonObject) glue.calls.resume("task", resource, JOB);

    assertThat(done).containsExactly(id, id);
    assertThat(answer.string(resource.endsWith("sync") ? "Id" : "JobRunId")).isEqualTo(id);
    assertThat(jobRun(id).string("JobRunState")).isEqualTo("SUCCEEDED");
    assertThat(glue.call("getJobRuns", "{'JobName':'transform'}").array("JobRuns")).hasSize(1);
  }

  @Test
  void startsNoSecondRunOfATaskWhoseRunHasEnded() throws Exception {
    Json answer = glue.calls.start("task", SYNC, JOB);
    glue.close();
    open();

    assertThat(glue.calls.resume("task", SYNC, JOB)).isEqualTo(answer);
    assertThat(done).hasSize(1);
    assertThat(((JsonObject) glue.calls.submitted().get(0)).string("JobRunId"))
        .isEqualTo(done.get(0));
  }

  @Test
  void failsAgainAsTheRunFailed() throws Exception {
    Json bad = Json.parse("{\"JobName\":\"bad\"}");
    TaskFailedException first =
        catchThrowableOfType(TaskFailedException.class, () -> glue.calls.start("task", SYNC, bad));
    glue.close();
    open();

    TaskFailedException again =
        catchThrowableOfType(TaskFailedException.class, () -> glue.calls.resume("task", SYNC, bad));

    assertThat(again).hasMessage(first.getMessage());
    assertThat(again.error()).isEqualTo("States.TaskFailed");
    assertThat(done).hasSize(1);
  }

  @Test
  void doesNotRepeatWhatWouldNotLeaveTheSameBehind() throws Exception {
    String id = started();
    repeatable = false;
    killBeforeTheEndOf("job-runs");

    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> glue.calls.resume("task", SYNC, JOB));

    assertThat(failure.error()).isEqualTo("Stepwell.Interrupted");
    assertThat(failure).hasMessageContaining("run " + id + " left behind");
    assertThat(done).hasSize(1);
    assertThat(jobRun(id).string("JobRunState")).isEqualTo("FAILED");
    assertThat(glue.calls.start("retry", SYNC, JOB)).isNotNull();
  }

  @Test
  void startsARunThatHadNotBegun() {
    glue.calls.resume("task", SYNC, JOB);

    assertThat(done).hasSize(1);
  }

  private JsonObject crawler() {
    return glue.call("getCrawler", "{'Name':'c'}").object("Crawler");
  }

  private List<String> crawls() {
    return glue.call("listCrawls", "{'CrawlerName':'c'}").array("Crawls").stream()
        .map(each -> ((JsonObject) each).string("State"))
        .toList();
  }

  @Test
  void showsTheCrawlsOfAnEarlierProcess() throws Exception {
    glue.put("in/a.csv", "n,m\n1,2\n");
    glue.calls.start("task", CRAWL, CRAWLER);
    JsonObject before = crawler();
    Json list = glue.call("listCrawls", "{'CrawlerName':'c'}");
    glue.close();

    open();

    assertThat(crawler()).isEqualTo(before);
    assertThat(glue.call("listCrawls", "{'CrawlerName':'c'}")).isEqualTo(list);
    assertThat(before.object("LastCrawl").string("Status")).isEqualTo("SUCCEEDED");
    glue.calls.resume("task", CRAWL, CRAWLER);
    assertThat(crawls()).containsExactly("COMPLETED");
  }

  @Test
  void crawlsOnceMoreIfTheProcessEndedInBetween() throws Exception {
    glue.put("in/a.csv", "n,m\n1,2\n");
    glue.calls.start("task", CRAWL, CRAWLER);
    String first = crawler().object("LastCrawl").string("StartTime");
    killBeforeTheEndOf("crawls");

    assertThat(crawls()).containsExactly("FAILED");
    assertThat(crawler().string("State")).isEqualTo("READY");
    assertThat(crawler().object("LastCrawl").string("Status")).isEqualTo("FAILED");
    assertThat(crawler().object("LastCrawl").string("ErrorMessage"))
        .isEqualTo("The process ended while the crawl was on its way");

    glue.calls.resume("task", CRAWL, CRAWLER);

    assertThat(crawls()).containsExactly("COMPLETED");
    assertThat(crawler().object("LastCrawl").string("Status")).isEqualTo("SUCCEEDED");
    assertThat(crawler().object("LastCrawl").string("StartTime")).isGreaterThan(first);
  }
}
