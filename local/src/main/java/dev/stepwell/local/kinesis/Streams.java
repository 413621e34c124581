package dev.stepwell.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The streams and their records, which are kept for 24 hours. Thread-safe. */
public final class Streams {

  private static final Duration RETENTION = Duration.ofHours(24);
  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);

  private final InstantSource clock;
  private final Map<String, StreamDefinition> streams = new ConcurrentSkipListMap<>();

  /** No stream yet. */
  public Streams(StateDatabase database, InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
    database.create(
        """
        create table if not exists shard_records (
          number integer primary key autoincrement, stream text not null, shard integer not null,
          partition_key text not null, data text not null, arrived_at integer not null)
        """,
        "create index if not exists shard_records_by_shard"
            + " on shard_records (stream, shard, number)");
  }

  /** Adds a stream. */
  public void add(StreamDefinition stream) {
    streams.put(stream.name(), stream);
  }

  StreamDefinition find(String name) throws ServiceException {
    StreamDefinition stream = streams.get(name);
    if (stream == null) {
      throw ServiceException.refused(
          "ResourceNotFoundException",
          "Stream " + name + " not found; there are " + streams.keySet());
    }
    return stream;
  }

  /** Where a record was put. */
  record Place(int shard, long number) {}

  Place put(
      Transaction transaction,
      StreamDefinition stream,
      String partitionKey,
      Optional<BigInteger> hash,
      String data) {
    long now = clock.millis();
    transaction.run("delete from shard_records where arrived_at < ?", now - RETENTION.toMillis());
    int shard =
        hash.orElseGet(() -> md5(partitionKey))
            .multiply(BigInteger.valueOf(stream.shards()))
            .divide(HASHES)
            .intValue();
    long number =
        transaction.insert(
            "insert into shard_records (stream, shard, partition_key, data, arrived_at)"
                + " values (?, ?, ?, ?, ?)",
            stream.name(),
            shard,
            partitionKey,
            data,
            now);
    return new Place(shard, number);
  }

  static boolean isHash(BigInteger hash) {
    return hash.signum() >= 0 && hash.compareTo(HASHES) < 0;
  }

  private static BigInteger md5(String partitionKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return new BigInteger(1, md5.digest(partitionKey.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has MD5", missing);
    }
  }

  /** A record as its readers get it. */
  record Read(long number, String partitionKey, String data, long arrivedAt) {

    static Read of(Row row) {
      return new Read(row.number(0), row.text(1), row.text(2), row.number(3));
    }
  }

  /** The records of a shard behind a place. */
  List<Read> read(Transaction transaction, String stream, int shard, long after, int most) {
    return transaction
        .rows(
            "select number, partition_key, data, arrived_at from shard_records"
                + " where stream = ? and shard = ? and number > ? and arrived_at >= ?"
                + " order by number limit ?",
            stream,
            shard,
            after,
            clock.millis() - RETENTION.toMillis(),
            most)
        .stream()
        .map(Read::of)
        .toList();
  }

  /** The place of the newest record of all streams. */
  static long last(Transaction transaction) {
    return transaction
        .one("select coalesce(max(number), 0) from shard_records")
        .orElseThrow()
        .number(0);
  }
}
