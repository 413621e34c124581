package dev.stepwell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does at random what an engine may do, and compares with a map in memory. */
final class StoreModelTest {

  private static final int STEPS = 1_500;

  @TempDir Path parent;

  /** A stream as it should be. */
  private record Expected(StreamInfo info, ByteArrayOutputStream bytes) {

    Expected copy() {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      copy.writeBytes(bytes.toByteArray());
      return new Expected(info, copy);
    }
  }

  private final Map<Long, Expected> model = new TreeMap<>();
  private Map<Long, Expected> committed = new TreeMap<>();
  private final List<Long> open = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private GuardedBase base;
  private long lastId;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isWhatAMapIsThroughReopeningAndKilling(long seed) {
    Random random = new Random(seed);
    Path folder = parent.resolve("0");
    int killed = 0;
    FolderStore store = open(folder, random);
    try {
      for (int i = 0; i < STEPS; i++) {
        int chance = random.nextInt(100);
        if (chance < 92) {
          change(store, random);
        } else if (chance < 98) {
          commit(store);
          assertReader(folder, random);
        } else if (chance < 99) {
          store.close();
          committed();
          store = open(folder, random);
          assertSame(store);
        } else {
          Path copy = parent.resolve(String.valueOf(++killed));
          Path from = folder;
          base.whileStill(() -> Given.copy(from, copy));
          store.close();
          rollback();
          folder = copy;
          store = open(folder, random);
          assertSame(store);
        }
      }
    } finally {
      store.close();
    }
  }

  private FolderStore open(Path folder, Random random) {
    return FolderStore.open(
        folder,
        StoreSettings.USUAL
            .withSegmentBytes(500 + random.nextInt(20_000))
            .withBase(inner -> base = new GuardedBase(inner)));
  }

  private void change(Store store, Random random) {
    int chance = random.nextInt(100);
    if (open.isEmpty() || chance < 20) {
      boolean child = !open.isEmpty() && random.nextBoolean();
      long id = ++lastId;
      long root = child ? model.get(any(open, random)).info().root() : id;
      put(store, Given.running(id, root));
      open.add(id);
    } else if (chance < 75) {
      long id = any(open, random);
      byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 9_000 : 300)];
      random.nextBytes(bytes);
      store.append(id, bytes, 0, bytes.length);
      model.get(id).bytes().writeBytes(bytes);
    } else if (chance < 90) {
      long id = any(open, random);
      StreamInfo was = model.get(id).info();
      put(
          store,
          new StreamInfo(id, was.root(), "m", was.name(), "FAILED", was.startedAt(), 7 + id));
      open.remove(id);
      ended.add(id);
    } else if (chance < 93 && !ended.isEmpty()) {
      long id = any(ended, random);
      StreamInfo was = model.get(id).info();
      put(store, Given.running(id, was.root()));
      ended.remove(id);
      open.add(id);
    } else if (!ended.isEmpty()) {
      long root = model.get(any(ended, random)).info().root();
      store.forget(root);
      model.values().removeIf(stream -> stream.info().root() == root);
      open.retainAll(model.keySet());
      ended.retainAll(model.keySet());
    }
  }

  private static long any(List<Long> ids, Random random) {
    return ids.get(random.nextInt(ids.size()));
  }

  private void put(Store store, StreamInfo info) {
    store.put(info);
    Expected was = model.get(info.id());
    model.put(
        info.id(), new Expected(info, was == null ? new ByteArrayOutputStream() : was.bytes()));
  }

  private void commit(Store store) {
    store.commit();
    committed();
  }

  private void committed() {
    committed = new TreeMap<>();
    model.forEach((id, stream) -> committed.put(id, stream.copy()));
  }

  /** The process died: what was not committed is gone, and ids may be given again. */
  private void rollback() {
    model.clear();
    committed.forEach((id, stream) -> model.put(id, stream.copy()));
    open.clear();
    ended.clear();
    model.forEach((id, stream) -> (stream.info().isOpen() ? open : ended).add(id));
  }

  private void assertSame(Store store) {
    List<Long> openFamilies =
        model.values().stream()
            .filter(stream -> isOpen(stream.info().root()))
            .map(stream -> stream.info().id())
            .toList();
    assertThat(Given.open(store).keySet()).containsExactlyElementsOf(openFamilies);
    model.forEach(
        (id, expected) ->
            assertThat(store.stream(id)).hasValueSatisfying(found -> assertSame(found, expected)));
    for (long id = 1; id <= lastId; id++) {
      assertThat(store.stream(id).isPresent()).isEqualTo(model.containsKey(id));
    }
    lastId = Math.max(lastId, store.lastStream());
  }

  private boolean isOpen(long id) {
    return model.containsKey(id) && model.get(id).info().isOpen();
  }

  private static void assertSame(StoredStream found, Expected expected) {
    assertThat(found.info()).isEqualTo(expected.info());
    assertThat(found.bytes()).isEqualTo(expected.bytes().toByteArray());
    assertThat(found.damage()).isNull();
  }

  private void assertReader(Path folder, Random random) {
    try (StoreReader reader = StoreReader.open(folder)) {
      assertThat(reader.roots())
          .containsExactlyElementsOf(
              model.values().stream()
                  .map(Expected::info)
                  .filter(StreamInfo::isRoot)
                  .sorted(Comparator.comparingLong(StreamInfo::id).reversed())
                  .toList());
      if (!model.isEmpty()) {
        long id = any(List.copyOf(model.keySet()), random);
        assertThat(reader.stream(id)).hasValueSatisfying(found -> assertSame(found, model.get(id)));
        assertThat(reader.family(model.get(id).info().root())).contains(model.get(id).info());
      }
    }
  }
}
