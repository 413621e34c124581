package dev.stepwell.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the tests of the store write and read. */
final class Given {

  private Given() {}

  static StreamInfo running(long id) {
    return running(id, id);
  }

  static StreamInfo running(long id, long root) {
    return new StreamInfo(id, root, "machine", "run-" + id, "RUNNING", 1_000 + id, StreamInfo.OPEN);
  }

  static StreamInfo ended(long id) {
    return new StreamInfo(id, id, "machine", "run-" + id, "SUCCEEDED", 1_000 + id, 2_000 + id);
  }

  static void append(Store store, long stream, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    store.append(stream, bytes, 0, bytes.length);
  }

  static String text(StoredStream stream) {
    return new String(stream.bytes(), UTF_8);
  }

  /** The open streams of a store by id. */
  static Map<Long, StoredStream> open(Store store) {
    Map<Long, StoredStream> streams = new LinkedHashMap<>();
    store.openStreams(stream -> streams.put(stream.info().id(), stream));
    return streams;
  }

  /** A store as it is on disk at this moment, provided that its base is not written to. */
  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        copyOne(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyOne(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException e) {
      // A file of the journal is removed at any time once it has settled.
      assertThat(from.getParent()).hasFileName("journal");
    }
  }

  static List<Path> journal(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
