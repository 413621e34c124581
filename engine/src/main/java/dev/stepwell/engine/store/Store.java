package dev.stepwell.engine.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps streams of bytes, one for each execution. What is appended, put or forgotten gathers in a
 * batch; {@link #commit} brings the batch to stable storage whole or not at all, in order. The
 * methods that write are for one thread at a time, those that read for any.
 */
public interface Store extends AutoCloseable {

  /**
   * Opens the store in a folder for writing, and makes it if need be. What a killed process left is
   * put in order first.
   *
   * @throws StoreException if the folder cannot be written, another process has the store open, or
   *     a newer release has written it
   */
  static Store open(Path folder) {
    return FolderStore.open(folder);
  }

  // ---- writing

  /** Adds bytes to the end of a stream. They are copied. */
  void append(long stream, byte[] source, int from, int to);

  /** Says what a stream is, in place of what was said before. */
  void put(StreamInfo info);

  /** Has a stream and all that have it as their root removed. Their ids are not used again. */
  void forget(long root);

  /** How many bytes the batch has; 0 if there is nothing to commit. */
  int pending();

  /**
   * Brings the batch to stable storage and begins a new one. Returns when it is there.
   *
   * @return the batch's number, ascending
   * @throws StoreException if it cannot, such as for a full disk; the batch is kept, and another
   *     call tries again
   */
  long commit();

  // ---- reading

  /** The highest id of a stream that was ever used. */
  long lastStream();

  /**
   * Hands out every stream whose root was open when the store was opened, the engine's own (0)
   * first, then by ascending id.
   */
  void openStreams(Consumer<StoredStream> each);

  /**
   * The number of the last batch that the reading methods below know; later ones are still in the
   * journal.
   */
  long settled();

  /** A settled stream with its bytes. */
  Optional<StoredStream> stream(long id);

  /** The settled root streams of a state machine that have ended, the newest (by id) first. */
  List<StreamInfo> ended(String machine);

  /** The newest settled root stream of that state machine and name that has ended. */
  Optional<StreamInfo> ended(String machine, String name);

  /** The settled streams that have this root, itself included, by ascending id. */
  List<StreamInfo> family(long root);

  /** Commits what is pending, and lets go of the folder. */
  @Override
  void close();
}
