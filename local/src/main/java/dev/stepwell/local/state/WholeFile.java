package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Files that are replaced whole: whoever opens one, after a crash too, finds the old content or the
 * new one, and the new one for certain once the call has returned.
 */
public final class WholeFile {

  private static final boolean FOLDERS_SYNC =
      !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private WholeFile() {}

  /** Writes a file, in place of the one of its name; its folder is made if missing. */
  public static void write(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.createDirectories(folder(file));
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
    move(next, file);
  }

  /** Gives a file that is written to its end the name that others know, durably. */
  public static void publish(Path written, Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(written.toFile(), "rw")) {
      content.getFD().sync();
    }
    move(written, file);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(folder(to));
  }

  /** Makes the names in a folder durable. Windows opens no folders; it keeps names by itself. */
  static void sync(Path folder) throws IOException {
    if (FOLDERS_SYNC) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private static Path folder(Path file) {
    return requireNonNull(file.toAbsolutePath().getParent(), "folder");
  }
}
