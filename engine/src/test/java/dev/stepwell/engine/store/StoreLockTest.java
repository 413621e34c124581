package dev.stepwell.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreLockTest {

  @TempDir Path parent;

  /** Whether the operating system gives the lock. */
  static boolean isFree(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  /** Holds the lock of the folder that is its argument until its input ends. */
  static final class Other {

    private Other() {}

    public static void main(String[] args) throws IOException {
      try (Store store = Store.open(Path.of(args[0]))) {
        Given.append(store, 1, "other");
        store.commit();
        System.out.println("open");
        System.out.flush();
        System.in.read();
      }
    }
  }

  private static ProcessBuilder start(Path folder) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Other.class.getName(),
        folder.toString());
  }

  private Process other(Path folder) throws IOException {
    Process process = start(folder).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("open");
    return process;
  }

  @Test
  void namesTheOtherProcessAndTakesOverOnceItIsDead() throws Exception {
    Path folder = parent.resolve("store");
    Process process = other(folder);
    try (StoreReader reader = StoreReader.open(folder)) {
      assertThatThrownBy(() -> Store.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is open for writing by process " + process.pid() + " (")
          .hasMessageContaining("of user " + System.getProperty("user.name"))
          .hasMessageContaining(", since 2");
      assertThat(reader.writerInfo())
          .hasValueSatisfying(
              writer -> {
                assertThat(writer.pid()).isEqualTo(process.pid());
                assertThat(writer.since()).isBeforeOrEqualTo(Instant.now());
              });
      assertThat(reader.stream(1)).map(Given::text).contains("other");
      process.destroyForcibly().waitFor();
      assertThat(Files.readString(folder.resolve("lock"))).contains("pid=" + process.pid());
      assertThat(reader.writerInfo()).isEmpty();
      try (Store store = Store.open(folder)) {
        assertThat(Given.open(store).get(1L)).extracting(Given::text).isEqualTo("other");
        assertThat(reader.writerInfo())
            .hasValueSatisfying(
                writer -> assertThat(writer.pid()).isEqualTo(ProcessHandle.current().pid()));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void keepsTheLockWhileItsOwnProcessLooks() throws Exception {
    Path folder = parent.resolve("store");
    try (Store store = Store.open(folder);
        StoreReader reader = StoreReader.open(folder)) {
      assertThat(reader.writerInfo()).isPresent();
      assertThatThrownBy(() -> Store.open(folder)).isInstanceOf(StoreException.class);
      Process process = start(folder).redirectErrorStream(true).start();
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .contains("is open for writing by process " + ProcessHandle.current().pid());
      assertThat(store.commit()).isZero();
    }
    assertThat(isFree(folder)).isTrue();
  }
}
