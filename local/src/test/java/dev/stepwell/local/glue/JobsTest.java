package dev.stepwell.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

  @TempDir Path folder;
  private final List<Map<String, String>> seen = new ArrayList<>();
  private GlueFixture glue;

  @BeforeEach
  void open() {
    JobDefinition job =
        new JobDefinition("transform", "script", 1, Map.of("--day", "none", "--mode", "fast"));
    glue =
        new GlueFixture(
            folder,
            (script, arguments, id, context) -> {
              seen.add(arguments);
              if ("bad".equals(arguments.get("--day"))) {
                throw new JobFailedException("line 3 is broken", new IllegalStateException());
              }
              if ("again".equals(arguments.get("--day"))) {
                glue.call("startJobRun", "{'JobName':'transform'}");
              }
            },
            job);
  }

  @AfterEach
  void close() throws SQLException {
    glue.close();
  }

  private JsonObject sync(String arguments) {
    return (JsonObject) glue.calls.call("glue:startJobRun.sync", arguments);
  }

  @Test
  void runsAJobToItsEnd() {
    JsonObject run = sync("{'JobName':'transform','Arguments':{'--day':'monday'}}");

    assertThat(seen).containsExactly(Map.of("--day", "monday", "--mode", "fast"));
    assertThat(run.string("JobRunState")).isEqualTo("SUCCEEDED");
    assertThat(run.get("Arguments")).isEqualTo(Json.parse("{\"--day\":\"monday\"}"));
    assertThat(run.get("StartedOn")).isEqualTo(Json.of(TaskCalls.NOW.toEpochMilli()));
    assertThat(run.has("SdkHttpMetadata")).isFalse();
    assertThat(glue.calls.submitted())
        .singleElement()
        .satisfies(
            told -> assertThat(((JsonObject) told).string("JobRunId")).isEqualTo(run.string("Id")));
  }

  @Test
  void failsTheTaskWithTheRunAsItsCause() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> sync("{'JobName':'transform','Arguments':{'--day':'bad'}}"));
    JsonObject run = (JsonObject) Json.parse(String.valueOf(failure.getMessage()));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    assertThat(run.string("JobRunState")).isEqualTo("FAILED");
    assertThat(run.string("ErrorMessage")).isEqualTo("line 3 is broken");
  }

  @Test
  void letsAPollerSeeHowARunEnded() {
    String id =
        glue.call("startJobRun", "{'JobName':'transform','Arguments':{'--day':'bad'}}")
            .string("JobRunId");

    JsonObject run =
        glue.call("getJobRun", "{'JobName':'transform','RunId':'" + id + "'}").object("JobRun");

    assertThat(run.string("JobRunState")).isEqualTo("FAILED");
    assertThat(run.string("StartedOn")).isEqualTo(TaskCalls.NOW.toString());
    assertThat(glue.call("getJobRuns", "{'JobName':'transform'}").array("JobRuns")).hasSize(1);
    assertThatThrownBy(() -> glue.call("getJobRun", "{'JobName':'transform','RunId':'x'}"))
        .hasMessageContaining("Job Run x not found");
  }

  @Test
  void refusesMoreRunsAtOnceThanTheJobAllows() {
    assertThatThrownBy(() -> sync("{'JobName':'transform','Arguments':{'--day':'again'}}"))
        .hasMessageContaining("Concurrent runs exceeded for transform: at most 1 at once")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Glue.ConcurrentRunsExceededException"));
    assertThat(sync("{'JobName':'transform'}").string("JobRunState")).isEqualTo("SUCCEEDED");
  }

  @Test
  void refusesArgumentsThatTheJobWouldNotSee() {
    assertThatThrownBy(() -> sync("{'JobName':'transform','Arguments':{'day':'x'}}"))
        .hasMessageContaining("The argument 'day' must begin with --");
    assertThatThrownBy(() -> sync("{'JobName':'transform','Arguments':{'--day':1}}"))
        .hasMessageContaining("The value of the argument '--day' must be a string");
  }

  @Test
  void namesAJobThatIsMissing() {
    assertThatThrownBy(() -> sync("{'JobName':'other'}"))
        .hasMessageContaining("there is no job 'other', only [transform]")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Glue.EntityNotFoundException"));
  }

  @Test
  void needsRoomForOneRun() {
    assertThatThrownBy(() -> new JobDefinition("j", "", 0, Map.of()))
        .hasMessageContaining("job 'j': maxConcurrentRuns must be at least 1, not 0");
  }
}
