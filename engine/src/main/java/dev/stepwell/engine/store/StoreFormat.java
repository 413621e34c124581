package dev.stepwell.engine.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The number of the format that a store is in, kept in the file {@code FORMAT}. */
final class StoreFormat {

  /** What this release writes. */
  static final int CURRENT = 1;

  /** The steps from older formats to this one. */
  static final List<Migration> MIGRATIONS = List.of();

  private static final String FILE = "FORMAT";
  private static final String NEW = "FORMAT.new";

  private StoreFormat() {}

  /** Brings a store from one format to the next. Is run again if it was not finished. */
  interface Migration {

    /** The format that it begins with; it ends with the next. */
    int from();

    void run(Path folder) throws IOException;
  }

  /**
   * The number in a folder; 0 if it is empty, so that a store can be made in it.
   *
   * @throws StoreException if the folder holds something else, or the number is above {@code
   *     newest}
   */
  static int check(Path folder, int newest) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      requireEmpty(folder);
      return 0;
    }
    int format = number(file, Files.readString(file, US_ASCII).strip());
    if (format > newest) {
      throw new StoreException(
          "the store '%s' has format %d, and this release knows formats up to %d. Use the release that wrote it or a newer one, or name another folder. Nothing was changed."
              .formatted(folder, format, newest),
          null);
    }
    return format;
  }

  private static int number(Path file, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new StoreException(
        "'%s' should hold the number of the store's format, and holds '%s'. Restore it from a backup, or name another folder."
            .formatted(file, text),
        null);
  }

  private static void requireEmpty(Path folder) throws IOException {
    Set<String> ours = Set.of(NEW, StoreLock.FILE);
    try (Stream<Path> files = Files.list(folder)) {
      @Nullable Path other =
          files
              .filter(file -> !ours.contains(String.valueOf(file.getFileName())))
              .findFirst()
              .orElse(null);
      if (other != null) {
        throw new StoreException(
            "'%s' is no store: it has no file FORMAT, but it has '%s'. Name an empty folder, or one that is not there."
                .formatted(folder, other.getFileName()),
            null);
      }
    }
  }

  /** Refuses a folder that is no store, or one of a newer format. */
  static void requireStore(Path folder) throws IOException {
    if (check(folder, CURRENT) == 0) {
      throw new StoreException(
          "'%s' is no store: it has no file FORMAT. Name the folder that an engine keeps its executions in."
              .formatted(folder),
          null);
    }
  }

  /** Brings a store from its format to the newest, one step at a time. */
  static void migrate(Path folder, int format, int newest, List<Migration> migrations)
      throws IOException {
    for (int from = format; from < newest; from++) {
      int step = from;
      Migration migration =
          migrations.stream()
              .filter(candidate -> candidate.from() == step)
              .findFirst()
              .orElseThrow(
                  () ->
                      new StoreException(
                          "the store '%s' has format %d, and this release cannot bring it to %d. Open it with an older release first."
                              .formatted(folder, step, newest),
                          null));
      migration.run(folder);
      write(folder, from + 1);
    }
  }

  static void write(Path folder, int format) throws IOException {
    Path file = folder.resolve(NEW);
    Files.writeString(file, format + "\n", US_ASCII);
    try (var channel =
        java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(file, folder.resolve(FILE), ATOMIC_MOVE, REPLACE_EXISTING);
    Disk.REAL.syncFolder(folder);
  }
}
