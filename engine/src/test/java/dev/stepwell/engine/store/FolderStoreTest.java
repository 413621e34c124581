package dev.stepwell.engine.store;

import static dev.stepwell.engine.store.Given.append;
import static dev.stepwell.engine.store.Given.ended;
import static dev.stepwell.engine.store.Given.open;
import static dev.stepwell.engine.store.Given.running;
import static dev.stepwell.engine.store.Given.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStoreTest {

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("a/store");
  }

  @Test
  void keepsStreamsFromOneOpeningToTheNext() {
    try (Store store = Store.open(folder())) {
      store.put(running(1));
      append(store, 1, "one ");
      append(store, 2, "no info");
      assertThat(store.commit()).isEqualTo(1);
      append(store, 1, "two ");
      store.put(running(3, 1));
      assertThat(store.commit()).isEqualTo(2);
    }
    try (Store store = Store.open(folder())) {
      append(store, 1, "three");
      store.commit();
    }
    try (Store store = Store.open(folder())) {
      Map<Long, StoredStream> streams = open(store);
      assertThat(streams.keySet()).containsExactly(1L, 2L, 3L);
      assertThat(streams.get(1L).info()).isEqualTo(running(1));
      assertThat(streams.values())
          .extracting(Given::text)
          .containsExactly("one two three", "no info", "");
      assertThat(streams.values()).extracting(StoredStream::damage).containsOnlyNulls();
      assertThat(store.lastStream()).isEqualTo(3);
      assertThat(store.family(1)).containsExactly(running(1), running(3, 1));
    }
  }

  @Test
  void commitsOnlyWhatWasAdded() {
    try (Store store = Store.open(folder())) {
      assertThat(store.pending()).isZero();
      assertThat(store.commit()).isZero();
      append(store, 1, "x");
      assertThat(store.pending()).isPositive();
      assertThat(store.commit()).isEqualTo(1);
      assertThat(store.pending()).isZero();
      assertThat(store.commit()).isEqualTo(1);
    }
  }

  @Test
  void findsEndedStreamsByMachineAndName() {
    try (Store store = Store.open(folder())) {
      for (long id = 1; id <= 4; id++) {
        store.put(running(id));
        append(store, id, "bytes of " + id);
      }
      store.put(ended(1));
      store.put(ended(3));
    }
    try (Store store = Store.open(folder())) {
      assertThat(open(store).keySet()).containsExactly(2L, 4L);
      assertThat(store.ended("machine")).containsExactly(ended(3), ended(1));
      assertThat(store.ended("machine", "run-1")).contains(ended(1));
      assertThat(store.ended("machine", "run-2")).isEmpty();
      assertThat(store.ended("other")).isEmpty();
      assertThat(store.stream(3)).map(Given::text).contains("bytes of 3");
      assertThat(store.stream(5)).isEmpty();
    }
  }

  @Test
  void forgetsARootWithItsFamilyAndNeverItsIds() {
    try (Store store = Store.open(folder())) {
      store.put(running(1));
      store.put(running(2, 1));
      append(store, 2, "x");
      store.put(running(3));
      store.commit();
    }
    try (Store store = Store.open(folder())) {
      store.forget(1);
      store.forget(3);
    }
    try (Store store = Store.open(folder())) {
      assertThat(open(store)).isEmpty();
      assertThat(store.family(1)).isEmpty();
      assertThat(store.stream(2)).isEmpty();
      assertThat(store.lastStream()).isEqualTo(3);
    }
  }

  @Test
  void goesOnWithAStreamThatHadEndedAndSettled() {
    try (FolderStore store =
        FolderStore.open(folder(), StoreSettings.USUAL.withSegmentBytes(1_000))) {
      store.put(running(1));
      append(store, 1, "first ");
      store.put(ended(1));
      append(store, 2, "x".repeat(2_000));
      store.commit();
    }
    try (Store store = Store.open(folder())) {
      store.put(running(1));
      append(store, 1, "again");
    }
    try (Store store = Store.open(folder())) {
      StoredStream stream = open(store).get(1L);
      assertThat(text(stream)).isEqualTo("first again");
      assertThat(stream.damage()).isNull();
    }
  }

  @Test
  void keepsTheEnginesOwnStreamFirst() {
    try (Store store = Store.open(folder())) {
      append(store, 1, "one");
      append(store, 0, "zero");
    }
    try (Store store = Store.open(folder())) {
      assertThat(open(store).keySet()).containsExactly(0L, 1L);
    }
  }

  @Test
  void isNotToBeUsedOnceClosed() {
    Store store = Store.open(folder());
    store.close();
    store.close();
    assertThatThrownBy(() -> append(store, 1, "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesASecondWriterAndSaysWhoTheFirstIs() {
    try (Store store = Store.open(folder())) {
      assertThatThrownBy(() -> Store.open(folder()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is open for writing by process " + ProcessHandle.current().pid())
          .hasMessageContaining("end that one, or name another folder");
      append(store, 1, "still works");
      store.commit();
    }
    Store.open(folder()).close();
  }
}
