package dev.stepwell.engine.store;

import static dev.stepwell.engine.store.Given.append;
import static dev.stepwell.engine.store.Given.open;
import static dev.stepwell.engine.store.Given.running;
import static dev.stepwell.engine.store.Given.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans a journal of three batches, damaged in every place. */
final class JournalDamageTest {

  private static final int STREAMS = 3;

  @TempDir Path parent;

  /** What a scan finds: streams' texts by id, and whether each counts as whole. */
  private record Seen(Map<Long, Row> rows, String suspicion) {

    String text(long id) {
      return rows.containsKey(id) ? new String(rows.get(id).bytes(), UTF_8) : "";
    }

    boolean whole(long id) {
      return rows.containsKey(id)
          ? rows.get(id).damage == null && rows.get(id).suspicion == null
          : suspicion == null;
    }
  }

  /** Three batches, each with a chunk of every stream, and the numbers where they end. */
  private static byte[] journal(List<Integer> ends) {
    ByteBuffer file = ByteBuffer.allocate(4_000);
    file.position(Wire.SEGMENT_HEADER);
    for (int number = 1; number <= 3; number++) {
      Batch batch = new Batch(number);
      for (long id = 1; id <= STREAMS; id++) {
        byte[] body = (number + "of" + id + " ").getBytes(UTF_8);
        batch.chunk(id, number - 1, body, 0, body.length);
      }
      file.put(batch.seal());
      ends.add(file.position());
    }
    return Arrays.copyOf(file.array(), file.position());
  }

  private static Seen scan(byte[] bytes, long end) {
    Fold fold = new Fold(id -> null, false);
    new SegmentScan(new Segments.Segment(Path.of("1.log"), 1, end), bytes, 1, fold).scan();
    return new Seen(fold.rows(), fold.suspicion());
  }

  private static String full(long id, int batches) {
    StringBuilder text = new StringBuilder();
    for (int number = 1; number <= batches; number++) {
      text.append(number).append("of").append(id).append(' ');
    }
    return text.toString();
  }

  @Test
  void dropsATornLastBatchWhereverItWasCut() {
    List<Integer> ends = new ArrayList<>();
    byte[] bytes = journal(ends);
    for (int cut = ends.get(1); cut < bytes.length; cut++) {
      for (int padding : new int[] {0, 500}) {
        byte[] torn = Arrays.copyOf(Arrays.copyOf(bytes, cut), cut + padding);
        Seen seen = scan(torn, Long.MAX_VALUE);
        for (long id = 1; id <= STREAMS; id++) {
          // A last byte that happens to be zero is as good as written.
          int batches = padding > 0 && restIsZero(bytes, cut) ? 3 : 2;
          assertThat(seen.text(id)).as("cut at %d", cut).isEqualTo(full(id, batches));
          assertThat(seen.whole(id)).isTrue();
        }
      }
    }
  }

  private static boolean restIsZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void dropsALastBatchWithAnyByteFlipped() {
    List<Integer> ends = new ArrayList<>();
    byte[] bytes = journal(ends);
    for (int at = ends.get(1); at < bytes.length; at++) {
      Seen seen = scan(flipped(bytes, at), Long.MAX_VALUE);
      for (long id = 1; id <= STREAMS; id++) {
        assertThat(seen.text(id)).as("flipped at %d", at).isEqualTo(full(id, 2));
        assertThat(seen.whole(id)).isTrue();
      }
    }
  }

  @Test
  void losesOneStreamsRecordsAtMostWhereAByteIsFlippedInTheMiddle() {
    List<Integer> ends = new ArrayList<>();
    byte[] bytes = journal(ends);
    for (int at = 0; at < ends.get(1); at++) {
      assertOneDamagedAtMost(scan(flipped(bytes, at), Long.MAX_VALUE), at);
    }
  }

  @Test
  void takesALastBatchForWrittenWhereAnotherFileFollows() {
    List<Integer> ends = new ArrayList<>();
    byte[] bytes = journal(ends);
    for (int at = 0; at < bytes.length; at++) {
      Seen seen = scan(flipped(bytes, at), 4);
      for (long id = 1; id <= STREAMS; id++) {
        assertThat(seen.whole(id))
            .as("stream %d flipped at %d", id, at)
            .isEqualTo(seen.text(id).equals(full(id, 3)) && seen.suspicion() == null);
      }
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x10;
    return copy;
  }

  private static void assertOneDamagedAtMost(Seen seen, int at) {
    int damaged = 0;
    for (long id = 1; id <= STREAMS; id++) {
      boolean complete = seen.text(id).equals(full(id, 3));
      assertThat(seen.whole(id)).as("stream %d flipped at %d", id, at).isEqualTo(complete);
      assertThat(full(id, 3)).startsWith(seen.text(id));
      damaged += complete ? 0 : 1;
    }
    assertThat(damaged).as("flipped at %d", at).isLessThanOrEqualTo(1);
  }

  @Test
  void saysWhichStreamsMayLackRecordsWhereAFileEndsTooEarly() {
    List<Integer> ends = new ArrayList<>();
    byte[] bytes = journal(ends);
    for (int cut = 0; cut < bytes.length; cut++) {
      Seen seen = scan(Arrays.copyOf(bytes, cut), 4);
      for (long id = 1; id <= STREAMS; id++) {
        assertThat(seen.whole(id)).as("stream %d cut at %d", id, cut).isFalse();
        assertThat(full(id, 3)).startsWith(seen.text(id));
      }
    }
  }

  @Test
  void deliversADamagedStreamUpToItsDamageAndKeepsTheFile() throws IOException {
    Path folder = parent.resolve("store");
    try (Store store = Store.open(folder)) {
      for (String word : List.of("one ", "two ", "three ")) {
        for (long id = 1; id <= 2; id++) {
          store.put(running(id));
          append(store, id, word + id + " ");
        }
        store.commit();
      }
    }
    Path file = Given.journal(folder).get(0);
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, ISO_8859_1).indexOf("two 1");
    Files.write(file, flipped(bytes, at));
    for (int opening = 0; opening < 2; opening++) {
      try (Store store = Store.open(folder)) {
        Map<Long, StoredStream> streams = open(store);
        assertThat(text(streams.get(1L))).isEqualTo("one 1 ");
        assertThat(streams.get(1L).damage())
            .contains("journal/0000000000000001.log, byte")
            .contains("do not have their check sum");
        assertThat(text(streams.get(2L))).isEqualTo("one 2 two 2 three 2 ");
        assertThat(streams.get(2L).damage()).isNull();
      }
    }
    assertThat(folder.resolve("damaged/0000000000000001.log")).exists();
  }

  @Test
  void suspectsOpenStreamsWhereAWholeFileIsGoneUnlessLaterRecordsFollow() throws IOException {
    Path folder = parent.resolve("store");
    Path copy = parent.resolve("copy");
    StoreSettings blocked =
        StoreSettings.USUAL.withSegmentBytes(400).withBase(base -> GuardedBase.failing(base));
    try (FolderStore store = FolderStore.open(folder, blocked)) {
      for (long id = 1; id <= 3; id++) {
        store.put(running(id));
      }
      store.put(Given.ended(3));
      store.commit();
      append(store, 9, "x".repeat(400));
      store.commit();
      append(store, 1, "later");
      store.commit();
      Given.copy(folder, copy);
    }
    Files.delete(copy.resolve("journal/0000000000000002.log"));
    try (Store store = Store.open(copy)) {
      Map<Long, StoredStream> streams = open(store);
      assertThat(text(streams.get(1L))).isEqualTo("later");
      assertThat(streams.get(1L).damage()).isNull();
      assertThat(streams.get(2L).damage())
          .contains("perhaps lacks its last records")
          .contains("the batches 2 to 2 should follow");
      assertThat(store.stream(3)).hasValueSatisfying(ended -> assertThat(ended.damage()).isNull());
    }
  }
}
