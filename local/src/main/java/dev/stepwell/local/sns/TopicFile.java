package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one topic, one a line. A last line without its line break is what a process left
 * that died while it wrote; nobody was told that it is there, so the next message takes its place.
 * For one thread at a time.
 */
final class TopicFile {

  private final Path path;

  TopicFile(Path path) {
    this.path = path;
  }

  /** Adds a message; it is on stable storage when this returns. */
  void append(JsonObject message) {
    try {
      Files.createDirectories(requireNonNull(path.getParent(), "folder"));
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        cutHalfLine(file);
        file.write((message.compact() + "\n").getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the topic's file cannot be written: " + path, failure);
    }
  }

  /** Leaves the file's pointer behind its last whole line. */
  private static void cutHalfLine(RandomAccessFile file) throws IOException {
    long end = file.length();
    while (end > 0) {
      file.seek(end - 1);
      if (file.read() == '\n') {
        break;
      }
      end--;
    }
    file.setLength(end);
    file.seek(end);
  }

  /** Whether there is a message of this id; damaged lines are passed over. */
  boolean holds(String id) {
    return lines().anyMatch(line -> line.contains(id) && id.equals(idOf(line)));
  }

  /** The first line that is no message, with its place; empty if all are. */
  Optional<String> damage() {
    List<String> lines = lines().toList();
    return IntStream.range(0, lines.size())
        .filter(at -> idOf(lines.get(at)) == null)
        .mapToObj(at -> path + ", line " + (at + 1))
        .findFirst();
  }

  private Stream<String> lines() {
    if (!Files.exists(path)) {
      return Stream.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      cutHalfLine(file);
      // Bytes that are no UTF-8 become question marks; they must not hide the lines after them.
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines();
    } catch (IOException failure) {
      throw new UncheckedIOException("the topic's file cannot be read: " + path, failure);
    }
  }

  private static @Nullable String idOf(String line) {
    try {
      return Json.parse(line) instanceof JsonObject message ? message.string("MessageId") : null;
    } catch (JsonSyntaxException damaged) {
      return null;
    }
  }
}
