package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in plain words why the file system refuses something. */
final class Obstacle {

  private Obstacle() {}

  static StoreException opening(Path folder, IOException cause) {
    return new StoreException(
        "the store '%s' cannot be opened: %s. It needs a folder on a local disk that this user may write to; make it so, or name another."
            .formatted(folder, reason(cause)),
        cause);
  }

  static StoreException reading(Path folder, IOException cause) {
    return new StoreException(
        "the store '%s' cannot be read: %s. Name the folder that an engine keeps its executions in, and see that this user may read it."
            .formatted(folder, reason(cause)),
        cause);
  }

  static StoreException committing(Path folder, IOException cause) {
    return new StoreException(
        "what was done cannot be written to the store '%s': %s%s. It is kept in memory, and written with the next commit once the disk takes it: free some space, or mend the disk."
            .formatted(folder, reason(cause), space(folder)),
        cause);
  }

  private static String space(Path folder) {
    try {
      return "; %d MiB are left there".formatted(Files.getFileStore(folder).getUsableSpace() >> 20);
    } catch (IOException e) {
      return "; how much space is left there cannot be told";
    }
  }

  private static String reason(IOException cause) {
    @Nullable String detail =
        cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
    @Nullable String file = cause instanceof FileSystemException failure ? failure.getFile() : null;
    String kind;
    if (cause instanceof AccessDeniedException) {
      kind = "access denied";
    } else if (cause instanceof NoSuchFileException) {
      kind = "no such file or folder";
    } else if (cause instanceof NotDirectoryException
        || cause instanceof java.nio.file.FileAlreadyExistsException) {
      kind = "not a folder";
    } else {
      kind = detail == null ? cause.getClass().getSimpleName() : detail;
    }
    return file == null ? kind : kind + " ('" + file + "')";
  }
}
