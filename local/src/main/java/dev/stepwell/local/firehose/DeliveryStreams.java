package dev.stepwell.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery streams and what waits in them. What is full or old enough becomes a batch, whose
 * objects get their keys from it: a batch that a process left is written again under the same keys,
 * so every record is delivered once, though its function may be called twice. A batch that cannot
 * be written is tried again by the next {@link #deliver}. Thread-safe.
 */
public final class DeliveryStreams {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryStreams.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);
  private static final String FAILED = "processing-failed";

  private record Stream(DeliveryStreamDefinition definition, String arn) {}

  private record Batch(long number, Stream stream, List<Buffered> records) {

    int hops() {
      return records.stream().mapToInt(Buffered::hops).max().orElse(0);
    }

    Instant time() {
      return records.get(0).arrived();
    }

    /** An id that this batch has in every process, for its object of this prefix. */
    String id(String prefix) {
      String name = stream.arn() + "/" + number + "/" + records.get(0).id() + "/" + prefix;
      return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }
  }

  private final StateDatabase database;
  private final ObjectStore store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Transformation transformation;
  private final Outbox outbox;
  private final Map<String, Stream> streams = new ConcurrentSkipListMap<>();
  private final Object claims = new Object();
  private final Set<Long> underWay = new HashSet<>();
  private final Set<Long> troubled = new HashSet<>();

  /**
   * No stream yet.
   *
   * @param ids a new record id each time it is asked
   * @param region what functions are told
   * @param outbox knows how many deliveries led to a record
   */
  public DeliveryStreams(
      StateDatabase database,
      ObjectStore store,
      FunctionCaller functions,
      InstantSource clock,
      Supplier<String> ids,
      String region,
      Outbox outbox) {
    this.database = requireNonNull(database, "database");
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
    this.outbox = requireNonNull(outbox, "outbox");
    this.transformation = new Transformation(functions, region);
    database.create(
        """
        create table if not exists stream_records (
          number integer primary key autoincrement, stream text not null, id text not null,
          data blob not null, arrived_at integer not null, hops integer not null, batch integer)
        """,
        "create index if not exists stream_records_by_batch on stream_records (stream, batch)",
        """
        create table if not exists stream_batches (
          number integer primary key autoincrement, stream text not null)
        """);
  }

  /** Adds a stream. What waited in it in an earlier process waits on. */
  public void add(DeliveryStreamDefinition definition, String arn) {
    streams.put(definition.name(), new Stream(definition, arn));
  }

  private Stream find(String name) throws ServiceException {
    Stream stream = streams.get(name);
    if (stream == null) {
      throw ServiceException.refused(
          "ResourceNotFoundException",
          "Firehose " + name + " not found; there are " + streams.keySet());
    }
    return stream;
  }

  void checkThere(String name) throws ServiceException {
    find(name);
  }

  /** Puts a record in a stream; gives its id. */
  String put(Transaction transaction, String stream, byte[] data) {
    return put(transaction, stream, data, 0);
  }

  private String put(Transaction transaction, String stream, byte[] data, int hops) {
    String id = ids.get();
    transaction.run(
        "insert into stream_records (stream, id, data, arrived_at, hops) values (?, ?, ?, ?, ?)",
        stream,
        id,
        data,
        clock.millis(),
        hops);
    return id;
  }

  /** Takes what is delivered to a stream's ARN. */
  public void receive(Transaction transaction, Delivery delivery) throws ServiceException {
    Stream stream = find(Delivery.nameIn(delivery.target()));
    put(
        transaction,
        stream.definition().name(),
        delivery.body().getBytes(UTF_8),
        delivery.hops() + 1);
    transaction.afterCommit(this::deliver);
  }

  /** Delivers what is full or has waited long enough, and what a process left half delivered. */
  public void deliver() {
    deliver(false);
  }

  /** Delivers all that waits, however short and new. */
  public void flush() {
    deliver(true);
  }

  private void deliver(boolean all) {
    for (Stream stream : streams.values()) {
      boolean more = true;
      while (more) {
        Optional<Batch> batch = claim(stream, all);
        more = batch.isPresent() && deliver(batch.get());
      }
    }
  }

  private Optional<Batch> claim(Stream stream, boolean all) {
    synchronized (claims) {
      Optional<Batch> claimed =
          database.<Optional<Batch>, RuntimeException>transact(
              transaction -> {
                close(transaction, stream, all);
                return transaction
                    .rows(
                        "select number from stream_batches where stream = ? order by number",
                        stream.definition().name())
                    .stream()
                    .map(row -> row.number(0))
                    .filter(number -> !underWay.contains(number))
                    .findFirst()
                    .map(number -> batch(transaction, stream, number));
              });
      claimed.ifPresent(batch -> underWay.add(batch.number()));
      return claimed;
    }
  }

  private static Batch batch(Transaction transaction, Stream stream, long number) {
    List<Buffered> records =
        transaction
            .rows(
                "select "
                    + Buffered.COLUMNS
                    + " from stream_records where stream = ? and batch = ? order by number",
                stream.definition().name(),
                number)
            .stream()
            .map(Buffered::of)
            .toList();
    return new Batch(number, stream, records);
  }

  /** Makes a batch of what waits if it is enough or old enough. */
  private void close(Transaction transaction, Stream stream, boolean all) {
    DeliveryStreamDefinition definition = stream.definition();
    long most = (long) definition.bufferMebibytes() << 20;
    long last = 0;
    long bytes = 0;
    boolean full = false;
    boolean old = false;
    for (Row row :
        transaction.rows(
            "select number, length(data), arrived_at from stream_records"
                + " where stream = ? and batch is null order by number",
            definition.name())) {
      if (bytes > 0 && bytes + row.number(1) > most) {
        full = true;
        break;
      }
      last = row.number(0);
      bytes += row.number(1);
      full |= bytes >= most;
      old |= clock.millis() - row.number(2) >= definition.bufferInterval().toMillis();
    }
    if (last > 0 && (all || full || old)) {
      long batch =
          transaction.insert("insert into stream_batches (stream) values (?)", definition.name());
      transaction.run(
          "update stream_records set batch = ? where stream = ? and batch is null and number <= ?",
          batch,
          definition.name(),
          last);
    }
  }

  /** Whether the batch could be delivered. */
  private boolean deliver(Batch batch) {
    try {
      write(batch);
      database.<Integer, RuntimeException>transact(
          transaction -> {
            transaction.run(
                "delete from stream_records where stream = ? and batch = ?",
                batch.stream().definition().name(),
                batch.number());
            return transaction.run("delete from stream_batches where number = ?", batch.number());
          });
      return true;
    } catch (ServiceException | RuntimeException failure) {
      warn(batch, failure);
      return false;
    } finally {
      synchronized (claims) {
        underWay.remove(batch.number());
      }
    }
  }

  /** Says once that a batch cannot be delivered. */
  private void warn(Batch batch, Exception failure) {
    boolean first;
    synchronized (claims) {
      first = troubled.add(batch.number());
    }
    if (first) {
      LOG.warn(
          "delivery stream '{}' cannot write {} records to bucket '{}'; it goes on trying",
          batch.stream().definition().name(),
          batch.records().size(),
          batch.stream().definition().bucket(),
          failure);
    }
  }

  private void write(Batch batch) throws ServiceException {
    DeliveryStreamDefinition stream = batch.stream().definition();
    String function = stream.transform();
    List<Transformed> results =
        function == null
            ? batch.records().stream()
                .map(each -> Transformed.delivered(each, each.data(), Map.of()))
                .toList()
            : transformation.of(stream, batch.stream().arn(), function, batch.records());
    Map<String, List<byte[]>> objects = new LinkedHashMap<>();
    List<Transformed> failed = new ArrayList<>();
    for (Transformed each : results) {
      byte[] data = each.data();
      if (each.problem() != null) {
        failed.add(each);
      } else if (data != null) {
        place(batch, each, data, objects, failed);
      }
    }
    for (Map.Entry<String, List<byte[]>> each : objects.entrySet()) {
      String key = each.getKey() + name(batch, each.getKey()) + (stream.gzip() ? ".gz" : "");
      put(batch, key, content(stream, each.getValue()));
    }
    if (!failed.isEmpty()) {
      String prefix = ObjectPrefix.errors(stream, batch.time(), random(batch), FAILED);
      put(batch, prefix + name(batch, prefix), errors(stream, failed));
    }
  }

  /** Writes an object; who hears of it knows how many deliveries led there. */
  private void put(Batch batch, String key, byte[] content) throws ServiceException {
    AtomicReference<@Nullable ServiceException> refused = new AtomicReference<>();
    outbox.after(
        batch.hops(),
        () -> {
          try {
            store.put(batch.stream().definition().bucket(), key, content);
          } catch (ServiceException failure) {
            refused.set(failure);
          }
        });
    ServiceException failure = refused.get();
    if (failure != null) {
      throw failure;
    }
  }

  private static void place(
      Batch batch,
      Transformed result,
      byte[] data,
      Map<String, List<byte[]>> objects,
      List<Transformed> failed) {
    Optional<String> prefix =
        ObjectPrefix.data(
            batch.stream().definition().prefix(),
            batch.time(),
            random(batch),
            result.partitionKeys());
    if (prefix.isPresent()) {
      objects.computeIfAbsent(prefix.get(), each -> new ArrayList<>()).add(data);
    } else {
      failed.add(
          Transformed.failed(
              result.record(),
              "DynamicPartitioning.MetadataExtractionFailed",
              "partitionKeys values must not be null or empty",
              1));
    }
  }

  private static String random(Batch batch) {
    return batch.id("random").replace("-", "").substring(0, 11);
  }

  private static String name(Batch batch, String prefix) {
    return batch.stream().definition().name()
        + "-1-"
        + NAME.format(batch.time())
        + "-"
        + batch.id(prefix);
  }

  private static byte[] content(DeliveryStreamDefinition stream, List<byte[]> records) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (OutputStream out = stream.gzip() ? new GZIPOutputStream(content) : content) {
      for (byte[] each : records) {
        out.write(each);
        if (stream.lines()) {
          out.write('\n');
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return content.toByteArray();
  }

  private byte[] errors(DeliveryStreamDefinition stream, List<Transformed> failed) {
    StringBuilder lines = new StringBuilder();
    for (Transformed each : failed) {
      Transformed.Problem problem = requireNonNull(each.problem(), "problem");
      JsonObject line =
          JsonObject.builder()
              .put("attemptsMade", problem.attempts())
              .put("arrivalTimestamp", each.record().arrivedAt())
              .put("errorCode", problem.code())
              .put("errorMessage", problem.message())
              .put("attemptEndingTimestamp", clock.millis())
              .put("rawData", Base64.getEncoder().encodeToString(each.record().data()))
              .putIfPresent("lambdaArn", stream.transform())
              .build();
      lines.append(line.compact()).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }
}
