package dev.stepwell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.engine.store.StoreFormat.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreFormatTest {

  @TempDir Path parent;

  private Path folder;

  @BeforeEach
  void makeAStore() {
    folder = parent.resolve("store");
    try (Store store = Store.open(folder)) {
      Given.append(store, 1, "kept");
    }
  }

  @Test
  void refusesANewerFormatAndTouchesNothing() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "7\n");
    Map<String, String> before = state();
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has format 7, and this release knows formats up to 1")
        .hasMessageContaining("Use the release that wrote it or a newer one");
    assertThatThrownBy(() -> StoreReader.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has format 7");
    assertThat(state()).isEqualTo(before);
  }

  /** Every file's time and content. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String content =
            Files.isDirectory(file)
                ? ""
                : java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
        state.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file) + content);
      }
    }
    return state;
  }

  @Test
  void bringsAnOlderFormatToTheNewestStepByStep() throws IOException {
    StoreSettings newer = StoreSettings.USUAL.withFormat(3, List.of(step(2), step(1)));
    FolderStore.open(folder, newer).close();
    assertThat(folder.resolve("FORMAT")).hasContent("3\n");
    assertThat(folder.resolve("steps")).hasContent("from 1\nfrom 2\n");
    FolderStore.open(folder, newer).close();
    assertThat(folder.resolve("steps")).hasContent("from 1\nfrom 2\n");
  }

  @Test
  void saysThatThereIsNoStepFromAFormatThatIsTooOld() {
    assertThatThrownBy(
            () -> FolderStore.open(folder, StoreSettings.USUAL.withFormat(3, List.of(step(2)))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has format 1, and this release cannot bring it to 3");
    try (Store store = Store.open(folder)) {
      assertThat(Given.open(store)).containsKey(1L);
    }
  }

  private static Migration step(int from) {
    return new Migration() {
      @Override
      public int from() {
        return from;
      }

      @Override
      public void run(Path store) throws IOException {
        Path file = store.resolve("steps");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, before + "from " + from + "\n");
      }
    };
  }

  @Test
  void refusesWhatIsNoNumber() throws IOException {
    Files.writeString(folder.resolve("FORMAT"), "one");
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("should hold the number of the store's format, and holds 'one'");
  }

  @Test
  void refusesAFolderOfOtherThings() throws IOException {
    Path other = Files.createDirectory(parent.resolve("home"));
    Files.writeString(other.resolve("letter.txt"), "mine");
    assertThatThrownBy(() -> Store.open(other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is no store: it has no file FORMAT, but it has 'letter.txt'");
    assertThat(other).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");
    for (Path place : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> Store.open(place))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the store '" + place + "' cannot be opened")
          .hasMessageContaining("It needs a folder on a local disk");
    }
  }

  @Test
  void saysThatADamagedBaseIsDamaged() throws IOException {
    Files.writeString(folder.resolve("store.db"), "no base at all ".repeat(1_000));
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("store.db' cannot be opened")
        .hasMessageContaining("restore the folder from a backup");
    assertThat(StoreLockTest.isFree(folder)).isTrue();
  }

  /** A store that {@link GoldenStore} wrote in format 1: part has settled, part has not. */
  @Test
  void readsWhatFormatOneHolds() throws IOException {
    Path golden =
        Path.of(
            System.getProperty("stepwell.root", ".."), "engine/src/test/resources/store/format-1");
    Path copy = parent.resolve("golden");
    Given.copy(golden, copy);
    try (StoreReader reader = StoreReader.open(copy)) {
      assertThat(reader.roots()).containsExactly(Given.running(4), Given.ended(1));
    }
    try (Store store = Store.open(copy)) {
      Map<Long, StoredStream> open = Given.open(store);
      assertThat(open.keySet()).containsExactly(0L, 4L, 5L);
      assertThat(open.values())
          .extracting(Given::text)
          .containsExactly("engine", "four settled, four not", "");
      assertThat(open.get(4L).info()).isEqualTo(Given.running(4));
      assertThat(open.get(5L).info()).isEqualTo(Given.running(5, 4));
      assertThat(open.values()).extracting(StoredStream::damage).containsOnlyNulls();
      assertThat(store.ended("machine")).containsExactly(Given.ended(1));
      assertThat(store.stream(1)).map(Given::text).contains("all of one");
      assertThat(store.stream(2)).isEmpty();
    }
  }
}
