package dev.stepwell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettlerTest {

  @TempDir Path parent;

  private final List<GuardedBase> bases = new ArrayList<>();

  private FolderStore open(Path folder) {
    return FolderStore.open(
        folder,
        StoreSettings.USUAL
            .withSegmentBytes(300)
            .withBase(
                inner -> {
                  bases.add(new GuardedBase(inner));
                  return bases.get(0);
                }));
  }

  @Test
  void goesOnCommittingWhileTheBaseFailsAndSettlesEverythingLater() throws Exception {
    Path folder = parent.resolve("store");
    try (FolderStore store = open(folder)) {
      GuardedBase base = bases.get(0);
      base.fails = true;
      commit(store, 1);
      commit(store, 2);
      assertThat(base.tries.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      assertThat(store.settled()).isZero();
      commit(store, 3);
      assertThat(base.tries.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      assertThat(Given.journal(folder)).hasSize(3);
      base.fails = false;
      commit(store, 4);
      assertThat(base.tries.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
      try (StoreReader reader = StoreReader.open(folder)) {
        assertThat(reader.stream(1)).map(stream -> stream.bytes().length).contains(1_200);
      }
    }
    try (Store store = Store.open(folder)) {
      StoredStream stream = Given.open(store).get(1L);
      assertThat(stream.bytes()).hasSize(1_200);
      assertThat(stream.damage()).isNull();
    }
  }

  private static void commit(Store store, long number) {
    Given.append(store, 1, String.valueOf(number).repeat(300));
    assertThat(store.commit()).isEqualTo(number);
  }

  @Test
  void leavesNoThreadBehind() {
    Path folder = parent.resolve("store");
    Store.open(folder).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && thread.getName().equals("stepwell-store"))
        .isEmpty();
  }
}
