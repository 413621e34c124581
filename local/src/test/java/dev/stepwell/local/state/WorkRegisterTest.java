package dev.stepwell.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkRegisterTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("work/runs.log");
  }

  /** What a process that opens the file now finds; nothing was closed before. */
  private WorkRegister open() {
    return WorkRegister.at(file(), 100);
  }

  private static JsonObject note(String text) {
    return JsonObject.of("Note", Json.of(text));
  }

  private static List<String> shown(WorkRegister register) {
    return register.all().stream()
        .map(work -> work.key() + " " + work.stage() + " " + work.record().string("Note"))
        .toList();
  }

  @Test
  void tellsTheNextProcessWhatWasDoneAndWhatWasNot() {
    WorkRegister register = open();
    register.begin("a", "task-a", note("begun"));
    register.begin("b", "", note("begun"));
    register.finish("a", note("done, \"so\"\nto say, in €"));

    WorkRegister next = open();

    assertThat(shown(register))
        .containsExactly("a FINISHED done, \"so\"\nto say, in €", "b RUNNING begun");
    assertThat(shown(next))
        .containsExactly("a FINISHED done, \"so\"\nto say, in €", "b INTERRUPTED begun");
    assertThat(next.startedBy("task-a")).map(Work::key).contains("a");
    assertThat(next.startedBy("")).isEmpty();
    assertThat(next.damage()).isEmpty();
    assertThat(next.excuse()).isEmpty();
  }

  @Test
  void takesUpInterruptedWorkInItsPlace() {
    WorkRegister register = open();
    register.begin("a", "task-a", note("first"));
    register.begin("b", "task-b", note("second"));
    WorkRegister next = open();

    next.begin("a", "task-a", note("once more"));
    next.finish("a", note("done"));

    assertThat(shown(open())).containsExactly("a FINISHED done", "b INTERRUPTED second");
  }

  @Test
  void opensWhereverTheLastWriteWasBrokenOff() throws Exception {
    WorkRegister register = open();
    register.begin("a", "task-a", note("begun"));
    byte[] before = Files.readAllBytes(file());
    register.finish("a", note("done"));
    byte[] after = Files.readAllBytes(file());

    for (int length = before.length; length <= after.length; length++) {
      Files.write(file(), Arrays.copyOf(after, length));
      WorkRegister next = open();

      boolean whole = length == after.length;
      assertThat(shown(next)).containsExactly(whole ? "a FINISHED done" : "a INTERRUPTED begun");
      assertThat(next.damage()).isEmpty();
      next.finish("a", note("after all"));
      assertThat(shown(open())).containsExactly("a FINISHED after all");
    }
  }

  @Test
  void namesADamagedRecordAndKeepsTheOthers() throws Exception {
    WorkRegister register = open();
    for (String key : List.of("a", "b", "c")) {
      register.begin(key, "task-" + key, note("begun"));
    }
    byte[] content = Files.readAllBytes(file());
    int second = new String(content, UTF_8).indexOf("\"b\"");
    for (int bit = 0; bit < 8; bit++) {
      byte[] damaged = content.clone();
      damaged[second + 1] ^= (byte) (1 << bit);
      Files.write(file(), damaged);

      WorkRegister next = open();

      assertThat(next.find("a")).isPresent();
      assertThat(next.find("b")).isEmpty();
      assertThat(next.find("c")).isPresent();
      assertThat(next.damage()).isNotEmpty();
      assertThat(next.excuse()).contains("may be damaged: " + file() + ", line 2: ");
    }
  }

  @Test
  void saysThatALineIsNoRecord() throws Exception {
    Files.createDirectories(folder.resolve("work"));
    Files.writeString(file(), "hello\n\n");

    assertThat(open().damage())
        .containsExactly(
            file() + ", line 1: the checksum does not match hello",
            file() + ", line 2: the checksum does not match ");
  }

  @Test
  void forgetsTheOldestButNothingThatRuns() {
    WorkRegister register = WorkRegister.at(file(), 3);
    register.begin("runs", "", note("begun"));
    for (int i = 0; i < 10; i++) {
      register.begin("w" + i, "task-" + i, note("begun"));
      register.finish("w" + i, note("done"));
    }

    assertThat(shown(register))
        .containsExactly("runs RUNNING begun", "w8 FINISHED done", "w9 FINISHED done");
    assertThat(register.startedBy("task-1")).isEmpty();
    assertThat(register.startedBy("task-9")).isPresent();
  }

  @Test
  void forgetsWhatItIsToldToForget() {
    WorkRegister register = open();
    register.begin("old", "task-old", note("begun"));
    register.begin("new", "task-new", note("begun"));

    register.forget(work -> work.key().equals("old"));

    assertThat(shown(register)).containsExactly("new RUNNING begun");
    assertThat(register.startedBy("task-old")).isEmpty();
  }

  @Test
  void keepsItsFileShort() throws IOException {
    WorkRegister register = WorkRegister.at(file(), 2);
    String long1 = "x".repeat(100_000);
    for (int i = 0; i < 50; i++) {
      register.begin("w" + i, "", note(long1));
      register.finish("w" + i, note(long1));
    }

    assertThat(Files.size(file())).isLessThan(2_000_000);
    assertThat(open().all()).extracting(Work::key).endsWith("w48", "w49");
  }

  @Test
  void writesFromManyThreadsAtOnce() throws Exception {
    WorkRegister register = WorkRegister.at(file(), 1000);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> calls =
          IntStream.range(0, 200)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        register.begin("w" + i, "task-" + i, note("begun"));
                        register.finish("w" + i, note("done"));
                        return null;
                      })
              .toList();
      for (var call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }

    WorkRegister next = WorkRegister.at(file(), 1000);
    assertThat(next.all()).hasSize(200).allMatch(Work::isFinished);
    assertThat(next.damage()).isEmpty();
  }

  @Test
  void saysThatItCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("work"), "a file in the folder's place");

    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the register cannot be opened: " + file());
    assertThatThrownBy(() -> WorkRegister.at(file(), 0)).hasMessageContaining("at least 1");
  }

  @Test
  void finishesOnlyWhatHasBegun() {
    assertThatThrownBy(() -> WorkRegister.inMemory().finish("x", note("done")))
        .hasMessage("no work has begun as x");
  }

  @Test
  void writesNothingDownOnceItIsClosed() {
    WorkRegister register = open();
    register.close();

    assertThatThrownBy(() -> register.begin("late", "", note("begun")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("what became of late cannot be written down");
    assertThat(register.find("late")).isEmpty();
  }
}
