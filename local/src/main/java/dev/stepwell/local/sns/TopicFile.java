package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one topic, one a line. A last line without its line break is what a process left
 * that died while it wrote; nobody was told that it is there, so the next message takes its place.
 * For one thread at a time.
 */
final class TopicFile {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFile.class);

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

  /** Whether there is a message of this id. */
  boolean holds(String id) {
    if (!Files.exists(path)) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      cutHalfLine(file);
      // Bytes that are no UTF-8 must not hide the lines after them.
      try (var lines =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
        return lines.lines().anyMatch(line -> line.contains(id) && isMessage(line, id));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the topic's file cannot be read: " + path, failure);
    }
  }

  private boolean isMessage(String line, String id) {
    try {
      return Json.parse(line) instanceof JsonObject message
          && id.equals(message.string("MessageId"));
    } catch (JsonSyntaxException damaged) {
      LOG.warn("A line of {} is no message and was passed over: {}", path, line);
      return false;
    }
  }
}
