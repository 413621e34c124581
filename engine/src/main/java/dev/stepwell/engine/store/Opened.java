package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What an open store holds besides its journal; made in order, and let go of in the opposite one.
 */
final class Opened implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final SqlReader reader;
  private final Settler settler;

  private Opened(Path folder, StoreSettings settings) throws IOException {
    try {
      Path journal = folder.resolve(FolderStore.JOURNAL);
      prepare(folder, settings);
      Files.createDirectories(journal);
      SqlBase sql = keep(SqlBase.open(folder));
      Settling settling = new Settling(folder, settings.base().apply(sql));
      settler = new Settler(settling, settling.settleAll(journal));
      Disk.REAL.syncFolder(folder);
      reader = keep(SqlReader.open(folder));
      settler.start();
      keep(settler);
    } catch (IOException | RuntimeException e) {
      abandon(e);
      throw e;
    }
  }

  static Opened open(Path folder, StoreSettings settings) {
    try {
      return new Opened(folder, settings);
    } catch (IOException e) {
      throw Obstacle.opening(folder, e);
    }
  }

  /** A newer format is refused before anything is touched. */
  private void prepare(Path folder, StoreSettings settings) throws IOException {
    create(folder);
    StoreFormat.check(folder, settings.format());
    keep(StoreLock.take(folder, settings.clock()));
    int format = StoreFormat.check(folder, settings.format());
    if (format == 0) {
      StoreFormat.write(folder, settings.format());
    } else {
      StoreFormat.migrate(folder, format, settings.format(), settings.migrations());
    }
  }

  private static void create(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  SqlReader reader() {
    return reader;
  }

  Settler settler() {
    return settler;
  }

  /** Lets go of everything after a failure. */
  void abandon(Exception cause) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    StoreException failure = new StoreException("the store was not closed properly", null);
    abandon(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
