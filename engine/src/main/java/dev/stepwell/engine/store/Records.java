package dev.stepwell.engine.store;

/** Told of the records of a journal in order, and of those that are lost. */
interface Records {

  /**
   * A chunk of a stream.
   *
   * @param place the record's number in its stream
   * @param offset where the record is in its file
   */
  void chunk(long stream, long place, byte[] source, int from, int length, long offset);

  void info(long stream, long place, StreamInfo info, long offset);

  void forget(long root);

  /** A record of this stream is lost. */
  void lost(long stream, String what);

  /** Records are lost, and it is not known of which streams. */
  void lost(String what);

  /** A last batch is dropped that was not finished, and so never confirmed to anybody. */
  void unfinished(String where);
}
