package dev.stepwell.local.state;

import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of changes beside a whole file: what was added is on stable storage when the call returns.
 * Its owner puts a new whole file in place now and then and {@linkplain #clear empties} this one;
 * since a process may die in between, every change must say whether the whole file has it. For one
 * thread at a time.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Path path;
  private final RecordFile file;

  private Journal(Path path, RecordFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens or makes a journal and tells the changes in it, in order. A half last line is cut off; a
   * damaged one is named in the log and left out.
   *
   * @throws UncheckedIOException if the file cannot be read or made
   */
  public static Journal open(Path path, Consumer<JsonObject> changes) {
    try {
      RecordFile file = RecordFile.open(path.toAbsolutePath(), changes);
      for (String each : file.damage()) {
        LOG.warn("A change is damaged and was left out; all others are in use: {}", each);
      }
      return new Journal(path, file);
    } catch (IOException failure) {
      throw new UncheckedIOException("the journal cannot be opened: " + path, failure);
    }
  }

  /**
   * Adds a change.
   *
   * @throws UncheckedIOException if it cannot be written; then it is not in the file
   */
  public void append(JsonObject change) {
    try {
      file.force(file.append(change));
    } catch (IOException failure) {
      throw new UncheckedIOException("the journal cannot be written: " + path, failure);
    }
  }

  /** How long the file is, in bytes. */
  public long length() {
    return file.length();
  }

  /** Empties the file. */
  public void clear() {
    try {
      file.rewrite(List.of());
    } catch (IOException failure) {
      throw new UncheckedIOException("the journal cannot be emptied: " + path, failure);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("the journal cannot be closed: " + path, failure);
    }
  }
}
