package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that has no room, writes a part, or fails to force, for as long as it is told to. */
final class FailingDisk implements Disk {

  enum Failure {
    NONE,
    CREATE,
    WRITE,
    PART,
    FORCE,
    FOLDER
  }

  Failure failure = Failure.NONE;

  @Override
  public Output create(Path file) throws IOException {
    failIf(Failure.CREATE);
    return new Failing(Disk.REAL.create(file));
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    failIf(Failure.FOLDER);
    Disk.REAL.syncFolder(folder);
  }

  private void failIf(Failure kind) throws IOException {
    if (failure == kind) {
      throw new IOException("No space left on device");
    }
  }

  private final class Failing implements Output {

    private final Output inner;

    Failing(Output inner) {
      this.inner = inner;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      failIf(Failure.WRITE);
      int half = bytes.remaining() / 2;
      if (half == 0) {
        failIf(Failure.PART);
        inner.write(bytes, position);
        return;
      }
      // Real disks, too, may take less than they were given.
      int limit = bytes.limit();
      bytes.limit(bytes.position() + half);
      inner.write(bytes, position);
      bytes.limit(limit);
      failIf(Failure.PART);
    }

    @Override
    public void force(boolean withMetadata) throws IOException {
      failIf(Failure.FORCE);
      inner.force(withMetadata);
    }

    @Override
    public void truncate(long size) throws IOException {
      inner.truncate(size);
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }
}
