package dev.stepwell.engine.store;

import dev.stepwell.engine.store.BatchScan.Piece;
import dev.stepwell.engine.store.Segments.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of a journal. A batch counts if all of it is good, or if something behind it shows
 * that it was once forced: then what is good of it counts, and the rest is reported as lost. A last
 * batch that is not whole was never confirmed to anybody, and is dropped.
 */
final class SegmentScan {

  /** Of how many batches whose headers are gone in a row the records are looked for. */
  private static final int TRIED = 16;

  private final Segment segment;
  private final byte[] bytes;
  private final Records records;
  private int at = Wire.SEGMENT_HEADER;
  private long expected;
  private boolean damaged;

  /**
   * A scan of a file's content.
   *
   * @param expected the batch to begin with; the ones before are passed over
   */
  SegmentScan(Segment segment, byte[] bytes, long expected, Records records) {
    this.segment = segment;
    this.bytes = bytes;
    this.expected = expected;
    this.records = records;
  }

  /** Whether anything was lost, or needed more than a plain reading. */
  boolean damaged() {
    return damaged;
  }

  /** Hands out what is there; returns the number of the batch that must come next. */
  long scan() {
    if (expected < segment.first()) {
      lose(
          "the batches %d to %d before %s are missing"
              .formatted(expected, segment.first() - 1, segment.name()));
    }
    long wanted = expected;
    expected = segment.first();
    while (expected < segment.end() && batch(wanted)) {
      // each call reads one
    }
    if (!segment.isLast() && expected < segment.end()) {
      missing(wanted);
      expected = segment.end();
    }
    expected = Math.max(wanted, expected);
    return expected;
  }

  /** Reads what comes next, up to the end of a batch; whether there may be more. */
  private boolean batch(long wanted) {
    @Nullable BatchHeader header = BatchHeader.at(bytes, at);
    if (header == null || header.number() != expected || header.end() > bytes.length) {
      return pastDamage(wanted);
    }
    List<Piece> pieces = pieces(expected, header.firstRecord(), (int) header.end());
    if (!isWhole(pieces, header)) {
      if (!wasForced(header)) {
        drop();
        return false;
      }
      damaged = true;
    }
    if (expected >= wanted) {
      emit(pieces, header);
    }
    at = (int) header.end();
    expected++;
    return true;
  }

  private static boolean isWhole(List<Piece> pieces, BatchHeader header) {
    return pieces.size() == header.records()
        && pieces.stream().allMatch(piece -> piece instanceof Piece.Found found && found.good());
  }

  private boolean wasForced(BatchHeader header) {
    return !segment.isLast() || BatchHeader.next(bytes, (int) header.end(), expected + 1) != null;
  }

  /** No header where one should be: goes on at the next one, if there is any. */
  private boolean pastDamage(long wanted) {
    @Nullable BatchHeader here = BatchHeader.at(bytes, at);
    int from = here != null && here.number() <= expected ? at + 1 : at;
    @Nullable BatchHeader next = BatchHeader.next(bytes, from, expected);
    if (next == null || next.number() >= segment.end()) {
      if (segment.isLast()) {
        drop();
      }
      return false;
    }
    damaged = true;
    salvage(next.offset(), next.number(), wanted);
    at = next.offset();
    expected = next.number();
    return true;
  }

  /** What stands up to a place belongs to batches whose headers are gone. */
  private void salvage(int to, long before, long wanted) {
    if (before == expected + 1 && to - at >= Wire.BATCH_HEADER) {
      List<Piece> pieces = pieces(expected, at + Wire.BATCH_HEADER, to);
      if (pieces.stream().allMatch(Piece.Found.class::isInstance)) {
        if (expected >= wanted) {
          emit(pieces, null);
        }
        return;
      }
    }
    salvageSome(to, before, wanted);
    if (before > wanted) {
      lose("%s: bytes %d to %d cannot be read".formatted(segment.name(), at, to - 1));
    }
  }

  private void salvageSome(int to, long before, long wanted) {
    long from = Math.max(wanted, expected);
    for (long number = from; number < Math.min(before, from + TRIED); number++) {
      pieces(number, Math.min(at, to), to).forEach(this::emit);
    }
  }

  /** The file ends before the next one begins. */
  private void missing(long wanted) {
    damaged = true;
    if (segment.end() > wanted) {
      salvageSome(bytes.length, segment.end(), wanted);
      lose(
          "%s, byte %d: the batches %d to %d should follow and cannot be read"
              .formatted(segment.name(), at, Math.max(wanted, expected), segment.end() - 1));
    }
  }

  private List<Piece> pieces(long batch, int from, int to) {
    return new BatchScan(bytes, batch).scan(from, to);
  }

  private void emit(List<Piece> pieces, @Nullable BatchHeader header) {
    long found = pieces.stream().filter(Piece.Found.class::isInstance).count();
    long owner = header == null ? 0 : header.streams();
    for (Piece piece : pieces) {
      owner -= piece instanceof Piece.Found record ? record.stream() : 0;
    }
    boolean onlyOne = header != null && header.records() - found == 1;
    boolean told = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Hole hole) {
        String what =
            "%s, byte %d: a record's header is damaged".formatted(segment.name(), hole.offset());
        if (onlyOne && !told) {
          records.lost(owner, what);
          told = true;
        } else if (!onlyOne) {
          lose(what);
        }
      } else {
        emit(piece);
      }
    }
  }

  private void emit(Piece piece) {
    if (!(piece instanceof Piece.Found record)) {
      return;
    }
    if (!record.good()) {
      damaged = true;
      records.lost(
          record.stream(),
          "%s, byte %d: the %d bytes of record %d do not have their check sum"
              .formatted(segment.name(), record.offset(), record.length(), record.place()));
      return;
    }
    switch (record.kind()) {
      case Wire.CHUNK ->
          records.chunk(
              record.stream(),
              record.place(),
              bytes,
              record.body(),
              record.length(),
              record.offset());
      case Wire.INFO ->
          records.info(
              record.stream(),
              record.place(),
              InfoCodec.decode(record.stream(), bytes, record.body(), record.length()),
              record.offset());
      default -> records.forget(record.stream());
    }
  }

  private void lose(String what) {
    damaged = true;
    records.lost(what);
  }

  private void drop() {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        records.unfinished("%s, byte %d".formatted(segment.name(), at));
        return;
      }
    }
  }
}
