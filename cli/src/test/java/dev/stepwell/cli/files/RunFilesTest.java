package dev.stepwell.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

  private static final Instant NOON = Instant.parse("2001-01-03T12:00:00Z");

  @TempDir Path root;
  private ProjectFolder project;
  private RunFiles runs;

  @BeforeEach
  void makeProject() {
    project = ProjectFolder.at(root);
    runs = new RunFiles(project);
  }

  @Test
  void readsBackWhatWasRecorded() {
    StoredRun ended = record("a-run1", NOON);
    assertThat(runs.find("a-run1")).contains(ended);
    assertThat(runs.history(ended)).containsExactly(event(1), event(2));
  }

  @Test
  void numbersTheRunsOfOneStem() {
    record("a-run1", NOON);
    assertThat(runs.newName("a")).isEqualTo("a-run2");
    assertThat(runs.newName("b")).isEqualTo("b-run1");
  }

  @Test
  void listsTheLatestRunFirst() {
    record("a-run1", NOON);
    record("b-run1", NOON.plusSeconds(5));
    assertThat(runs.all()).extracting(StoredRun::name).containsExactly("b-run1", "a-run1");
  }

  @Test
  void leavesOutALastLineThatWasCutOff() throws IOException {
    StoredRun run = record("a-run1", NOON);
    Files.writeString(
        project.executions().resolve("a-run1/history.jsonl"),
        "{\"id\":3,\"ty",
        StandardOpenOption.APPEND);
    assertThat(runs.history(run)).containsExactly(event(1), event(2));
  }

  @Test
  void saysWhichRecordIsDamaged() throws IOException {
    record("a-run1", NOON);
    Files.writeString(project.executions().resolve("a-run1/execution.json"), "{}");
    assertThatThrownBy(runs::all)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(".stepwell/executions/a-run1/execution.json")
        .hasMessageContaining("no text 'name'")
        .hasMessageContaining("delete its folder");
  }

  @Test
  void findsNothingOutsideItsFolder() throws IOException {
    Files.createDirectories(project.executions());
    Files.writeString(root.resolve("execution.json"), "{}");
    assertThat(runs.find("../..")).isEmpty();
  }

  @Test
  void refusesASecondRunInTheSameStateFolder() {
    try (StateLock first = StateLock.take(project)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> StateLock.take(project))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("'.stepwell' is in use by another run")
          .hasMessageContaining("--state-dir");
    }
    StateLock.take(project).close();
  }

  @Test
  void saysWhyAStateFolderCannotBeMade() throws IOException {
    Files.writeString(root.resolve("taken"), "");
    assertThatThrownBy(() -> StateLock.take(project.withState(Path.of("taken"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write to the state folder 'taken': a file of that name");
  }

  private StoredRun record(String name, Instant start) {
    StoredRun run = StoredRun.starting(name, "a", start, Json.parse("{\"day\": \"2001-01-03\"}"));
    StoredRun ended =
        run.ended(
            "FAILED",
            start.plusSeconds(2),
            Optional.empty(),
            Optional.of("Boom"),
            Optional.of("it broke"));
    try (RunFiles.Recorder recorder = runs.begin(run)) {
      recorder.add(event(1));
      recorder.add(event(2));
      recorder.end(ended);
    }
    return ended;
  }

  private static JsonObject event(long id) {
    return JsonObject.of("id", Json.of(id));
  }
}
