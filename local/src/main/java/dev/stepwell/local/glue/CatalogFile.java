package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that keeps the catalog. It is replaced whole, so that it is never half written. */
final class CatalogFile {

  private final Path file;

  CatalogFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  JsonObject read() {
    try {
      if (Json.parse(Files.readString(file)) instanceof JsonObject saved
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

  void write(JsonObject catalog) {
    try {
      WholeFile.write(file, catalog.compact().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException("the catalog cannot be written: " + file, failure);
    }
  }
}
