package dev.stepwell.engine.store;

import static dev.stepwell.engine.store.Given.append;
import static dev.stepwell.engine.store.Given.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.engine.store.FailingDisk.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DiskFailureTest {

  @TempDir Path parent;

  private final FailingDisk disk = new FailingDisk();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void keepsTheBatchWhileTheDiskFailsInAFileThatWasBegun(Failure failure) {
    run(failure, 1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void keepsTheBatchWhileTheDiskFailsInTheFirstFile(Failure failure) {
    run(failure, 0);
  }

  private void run(Failure failure, int before) {
    Path folder = parent.resolve("store");
    StoreSettings settings = StoreSettings.USUAL.withDisk(disk);
    Path killed = parent.resolve("killed");
    try (FolderStore store = FolderStore.open(folder, settings)) {
      for (int i = 0; i < before; i++) {
        append(store, 1, "before ");
        store.commit();
      }
      disk.failure = failure;
      append(store, 1, "during ");
      for (int tries = 0; tries < 3 && fails(failure, before); tries++) {
        assertThatThrownBy(store::commit)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("cannot be written to the store '" + folder + "'")
            .hasMessageContaining("No space left on device")
            .hasMessageContaining("MiB are left there")
            .hasMessageContaining("written with the next commit");
        assertThat(store.pending()).isPositive();
      }
      disk.failure = Failure.NONE;
      append(store, 1, "after");
      assertThat(store.commit()).isEqualTo(before + 1);
      Given.copy(folder, killed);
    }
    for (Path each : new Path[] {folder, killed}) {
      try (Store store = Store.open(each)) {
        StoredStream stream = open(store).get(1L);
        assertThat(Given.text(stream)).isEqualTo("before ".repeat(before) + "during after");
        assertThat(stream.damage()).isNull();
      }
    }
  }

  /** A file that was begun needs no new name. */
  private static boolean fails(Failure failure, int before) {
    return before == 0 || (failure != Failure.CREATE && failure != Failure.FOLDER);
  }
}
