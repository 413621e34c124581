package dev.stepwell.engine.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the journal asks of a file system. Tests give one that fails. */
interface Disk {

  /** The file system of this machine. */
  Disk REAL = new Real();

  /** Makes a file; one that is there is removed first. */
  Output create(Path file) throws IOException;

  /** Has the names in a folder on stable storage. */
  void syncFolder(Path folder) throws IOException;

  /** A file that is being written. */
  interface Output extends Closeable {

    /** Writes some of the bytes at a position, perhaps not all; moves the buffer's position. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Has all that was written on stable storage. */
    void force(boolean withMetadata) throws IOException;

    void truncate(long size) throws IOException;
  }

  /** Files by {@link FileChannel}. */
  final class Real implements Disk {

    private static final boolean FOLDERS_CAN_BE_FORCED =
        !System.getProperty("os.name", "").startsWith("Windows");

    @Override
    public Output create(Path file) throws IOException {
      Files.deleteIfExists(file);
      return new Channel(FileChannel.open(file, CREATE_NEW, WRITE));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
      if (FOLDERS_CAN_BE_FORCED) {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
          channel.force(true);
        }
      }
    }

    private record Channel(FileChannel channel) implements Output {

      @Override
      public void write(ByteBuffer bytes, long position) throws IOException {
        channel.write(bytes, position);
      }

      @Override
      public void force(boolean withMetadata) throws IOException {
        channel.force(withMetadata);
      }

      @Override
      public void truncate(long size) throws IOException {
        channel.truncate(size);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    }
  }
}
