package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.state.Journal;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a catalog: a whole file, and beside it a journal of the changes since. So a change costs
 * one line, however many partitions there are. Each change has a number, and the whole file says
 * which it has. For one thread at a time.
 */
final class CatalogFile implements AutoCloseable {

  private static final String NUMBER = "Number";

  /** A journal longer than this, and than twice the whole file, is taken into it. */
  private static final long LONG = 4L << 20;

  private final Path file;
  private @Nullable Journal journal;
  private long number;
  private long wholeBytes;

  CatalogFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Fills a catalog with what is kept, and opens the journal. A journal without its whole file is
   * one that somebody has deleted the file of; it begins anew, too.
   */
  void load(CatalogContent content) {
    JsonObject saved = read();
    content.load(saved);
    number = number(saved);
    Journal open =
        Journal.open(
            file.resolveSibling(file.getFileName() + ".log"),
            change -> {
              if (wholeBytes > 0 && number(change) > number) {
                content.apply(change);
                number = number(change);
              }
            });
    if (wholeBytes == 0) {
      open.clear();
    }
    journal = open;
  }

  private static long number(JsonObject json) {
    return json.get(NUMBER) instanceof JsonNumber number ? number.longValue() : 0;
  }

  private JsonObject read() {
    try {
      String text = Files.readString(file);
      wholeBytes = text.length();
      if (Json.parse(text) instanceof JsonObject saved
          && saved.get("Databases") instanceof JsonObject) {
        return saved;
      }
      throw broken("it has no member 'Databases'", null);
    } catch (NoSuchFileException first) {
      return JsonObject.EMPTY;
    } catch (JsonSyntaxException syntax) {
      throw broken(syntax.toString(), syntax);
    } catch (IOException failure) {
      throw new UncheckedIOException("the catalog cannot be read: " + file, failure);
    }
  }

  private UncheckedIOException broken(String why, @Nullable Exception e) {
    return new UncheckedIOException(
        file + " is no catalog: " + why + ". Delete it; the next crawl builds it anew.",
        new IOException(why, e));
  }

  /** Writes a change down and then makes it. */
  void change(CatalogContent content, JsonObject change) {
    Journal open = journal;
    if (open == null) {
      throw new IllegalStateException("the catalog is closed");
    }
    JsonObject numbered = change.with(NUMBER, Json.of(number + 1));
    open.append(numbered);
    number++;
    content.apply(change);
    if (wholeBytes == 0 || open.length() > Math.max(LONG, 2 * wholeBytes)) {
      write(content);
      open.clear();
    }
  }

  private void write(CatalogContent content) {
    byte[] whole =
        content.json().with(NUMBER, Json.of(number)).compact().getBytes(StandardCharsets.UTF_8);
    try {
      WholeFile.write(file, whole);
    } catch (IOException failure) {
      throw new UncheckedIOException("the catalog cannot be written: " + file, failure);
    }
    wholeBytes = whole.length;
  }

  @Override
  public void close() {
    Journal open = journal;
    if (open != null) {
      journal = null;
      open.close();
    }
  }
}
