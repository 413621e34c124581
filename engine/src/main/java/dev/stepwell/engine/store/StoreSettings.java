package dev.stepwell.engine.store;

import dev.stepwell.engine.store.StoreFormat.Migration;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What tests set otherwise.
 *
 * @param disk where the journal is written
 * @param segmentBytes from how many bytes on a file of the journal gets no more
 * @param clock for the time in the lock
 * @param format the newest format known
 * @param migrations the steps that lead to it
 * @param base put around the base
 */
record StoreSettings(
    Disk disk,
    long segmentBytes,
    Clock clock,
    int format,
    List<Migration> migrations,
    UnaryOperator<Base> base) {

  static final StoreSettings USUAL =
      new StoreSettings(
          Disk.REAL,
          32 << 20,
          Clock.systemUTC(),
          StoreFormat.CURRENT,
          StoreFormat.MIGRATIONS,
          UnaryOperator.identity());

  StoreSettings withDisk(Disk other) {
    return new StoreSettings(other, segmentBytes, clock, format, migrations, base);
  }

  StoreSettings withSegmentBytes(long other) {
    return new StoreSettings(disk, other, clock, format, migrations, base);
  }

  StoreSettings withFormat(int otherFormat, List<Migration> otherMigrations) {
    return new StoreSettings(disk, segmentBytes, clock, otherFormat, otherMigrations, base);
  }

  StoreSettings withBase(UnaryOperator<Base> other) {
    return new StoreSettings(disk, segmentBytes, clock, format, migrations, other);
  }
}
