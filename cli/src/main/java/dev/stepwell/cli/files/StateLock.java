package dev.stepwell.cli.files;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stepwell.cli.output.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a state folder, held by one process at a time. The operating system takes it
 * back when a process dies, so there is never a stale lock to remove.
 */
public final class StateLock implements AutoCloseable {

  private static final String FILE = "lock";

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the folder if need be and takes the lock.
   *
   * @throws UserException if the folder cannot be written, or another run has the lock
   */
  public static StateLock take(ProjectFolder project) {
    Path folder = project.state();
    FileChannel channel = open(project, folder);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return new StateLock(channel);
      }
    } catch (IOException | OverlappingFileLockException e) {
      close(channel, e);
      throw taken(project, folder);
    }
    close(channel, null);
    throw taken(project, folder);
  }

  /** Whether nobody holds the lock just now. */
  public static boolean isFree(ProjectFolder project) {
    if (!Files.exists(project.state().resolve(FILE))) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(project.state().resolve(FILE), WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel open(ProjectFolder project, Path folder) {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(folder.resolve(FILE), CREATE, WRITE);
    } catch (IOException e) {
      throw UserException.failure(
          "cannot write to the state folder '%s': %s.\nLocal runs keep lake, warehouse and history there. Make it writable, or name another with --state-dir."
              .formatted(project.show(folder), Obstacle.reason(e)));
    }
  }

  private static UserException taken(ProjectFolder project, Path folder) {
    return UserException.failure(
        "the state folder '%s' is in use by another run.\nOne run at a time may change lake and warehouse. Wait for it to end, or name another folder with --state-dir."
            .formatted(project.show(folder)));
  }

  private static void close(FileChannel channel, @Nullable Exception cause) {
    try {
      channel.close();
    } catch (IOException e) {
      if (cause != null) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    close(channel, null);
  }
}
