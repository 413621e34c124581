package dev.stepwell.local.sns;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.state.LineFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The messages of one topic, one a line. For one thread at a time. */
final class TopicFile {

  private final LineFile file;

  TopicFile(Path path) {
    this.file = new LineFile(path);
  }

  /** Adds a message; it is on stable storage when this returns. */
  void append(JsonObject message) {
    file.append(message);
  }

  /** Whether there is a message of this id; damaged lines are passed over. */
  boolean holds(String id) {
    return file.lines().anyMatch(line -> line.contains(id) && id.equals(idOf(line)));
  }

  /** The first line that is no message, with its place; empty if all are. */
  Optional<String> damage() {
    List<String> lines = file.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(at -> idOf(lines.get(at)) == null)
        .mapToObj(at -> file.path() + ", line " + (at + 1))
        .findFirst();
  }

  private static @Nullable String idOf(String line) {
    try {
      return Json.parse(line) instanceof JsonObject message ? message.string("MessageId") : null;
    } catch (JsonSyntaxException damaged) {
      return null;
    }
  }
}
