package dev.stepwell.engine.store;

/**
 * How the journal is laid out, in big-endian order.
 *
 * <pre>
 * segment  magic 8, format 4, number of its first batch 8, check sum 4; then batches; then zeros
 * batch    magic 4, number 8, records 4, bytes of the records 4, sum of their stream ids 8,
 *          check sum 4; then records
 * record   kind 1, stream 8, number in its stream 8, bytes of the body 4, check sum 4; body;
 *          check sum of the body 4
 * </pre>
 *
 * Check sums are CRC-32C. Those of a batch and its records are mixed with the batch's number, so
 * that a copy of a journal that somebody keeps as data is never taken for the journal itself.
 */
final class Wire {

  static final long SEGMENT_MAGIC = 0x53_54_45_50_4A_52_4E_4CL; // STEPJRNL
  static final int BATCH_MAGIC = 0x42_54_43_48; // BTCH

  static final int SEGMENT_HEADER = 24;
  static final int BATCH_HEADER = 32;
  static final int RECORD_HEADER = 25;

  /** What a record takes besides its body. */
  static final int RECORD_FRAME = RECORD_HEADER + Integer.BYTES;

  static final byte CHUNK = 1;
  static final byte INFO = 2;
  static final byte FORGET = 3;

  /** What a batch may have, so that its place in a file and in the base is never in question. */
  static final int LARGEST_BATCH = 512 << 20;

  private Wire() {}

  /** What the check sums of a batch are mixed with. */
  static int salt(long batch) {
    long mixed = batch * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed ^ (mixed >>> 32));
  }
}
