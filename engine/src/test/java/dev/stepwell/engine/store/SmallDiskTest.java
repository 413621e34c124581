package dev.stepwell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of a few MiB, where the user may mount one. */
final class SmallDiskTest {

  private static final int CHUNK = 64 << 10;

  @TempDir Path parent;

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(parent.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()),
        "this user cannot mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void keepsWhatAFullDiskCannotTakeAndWritesItOnceThereIsRoom() throws IOException {
    Path folder = disk.resolve("store");
    byte[] chunk = new byte[CHUNK];
    int[] chunks = new int[1];
    try (Store store = Store.open(folder)) {
      Path ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  store.append(1, chunk, 0, CHUNK);
                  chunks[0]++;
                  store.commit();
                }
              })
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("No space left on device; 0 MiB are left there");
      assertThatThrownBy(store::commit).isInstanceOf(StoreException.class);
      Files.delete(ballast);
      store.commit();
      assertThat(store.pending()).isZero();
      try (StoreReader reader = StoreReader.open(folder)) {
        assertThat(reader.stream(1))
            .hasValueSatisfying(stream -> assertThat(stream.bytes()).hasSize(chunks[0] * CHUNK));
      }
    }
    assertThat(chunks[0]).isBetween(5, 50);
  }

  @Test
  void canBeReadButNotOpenedWhereNothingCanBeWritten() throws Exception {
    Path folder = disk.resolve("store");
    try (Store store = Store.open(folder)) {
      store.put(Given.running(1));
      Given.append(store, 1, "one");
    }
    assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "cannot mount again");
    try (StoreReader reader = StoreReader.open(folder)) {
      assertThat(reader.stream(1)).map(Given::text).contains("one");
      assertThat(reader.writerInfo()).isEmpty();
    }
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be opened: Read-only file system");
  }
}
