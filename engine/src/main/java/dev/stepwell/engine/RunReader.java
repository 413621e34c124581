package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.record.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RunWriter} wrote down of one execution. */
final class RunReader {

  private final RecordReader in;
  private final RunRecords records;
  private final Function<RunBirth, EventCodec.Origin> origins;
  private EventCodec.@Nullable Origin origin;
  private long lastTime;
  private int lastId;
  private @Nullable Json lastPayload;

  /**
   * A reader of a stream.
   *
   * @param records gets what is read
   * @param origins finds the definition of an execution
   */
  RunReader(byte[] bytes, RunRecords records, Function<RunBirth, EventCodec.Origin> origins) {
    this.in = new RecordReader(bytes);
    this.records = records;
    this.origins = origins;
  }

  /**
   * Reads all.
   *
   * @throws IllegalStateException if the bytes are no records of an execution
   */
  void read() {
    while (in.hasMore()) {
      record(in.small());
    }
  }

  /** The time of the last event. */
  long lastTime() {
    return lastTime;
  }

  private void record(int kind) {
    switch (kind) {
      case RunWriter.CREATED -> created();
      case RunWriter.EVENT -> event();
      case RunWriter.MOVED -> records.moved(place(), place());
      case RunWriter.SCHEDULED -> records.scheduled(place(), in.text());
      case RunWriter.WAITING -> records.waiting(place(), in.signed(), in.signed(), payload());
      case RunWriter.RETRYING ->
          records.retrying(place(), in.small(), in.small(), in.small(), in.signed(), in.number());
      case RunWriter.TIMED_OUT -> records.timedOut(place(), in.flag());
      case RunWriter.BRANCHES -> records.branches(place(), payload());
      case RunWriter.ITERATIONS -> records.iterations(place(), payload(), in.small(), items());
      case RunWriter.MAP_RUN -> records.mapRun(place(), payload(), limits(), in.signed());
      case RunWriter.INPUTS -> inputs();
      case RunWriter.UPDATED -> records.updated(place(), limits(), in.signed());
      case RunWriter.REVIVED -> records.revived(place(), in.small());
      case RunWriter.AWAITS_REDRIVE -> records.awaitsRedrive();
      case RunWriter.CLOSED -> closed();
      default -> throw new IllegalStateException("no record is of kind " + kind);
    }
  }

  private int place() {
    return in.small() - 1;
  }

  Json payload() {
    if (!in.flag()) {
      lastPayload = in.json();
    }
    Json value = lastPayload;
    if (value == null) {
      throw new IllegalStateException("data that was written before is not there");
    }
    return value;
  }

  @Nullable Json payloadOrNull() {
    return in.flag() ? payload() : null;
  }

  private void created() {
    RunBirth birth =
        new RunBirth(
            in.number(),
            in.text(),
            in.textOrNull(),
            in.number(),
            payload(),
            in.textOrNull(),
            in.textOrNull(),
            in.flag() ? new RunBirth.Descent(in.number(), in.text(), in.small()) : null);
    lastTime = birth.startedAt();
    records.created(birth);
    origin = origins.apply(birth);
  }

  private void event() {
    EventCodec.Origin known = origin;
    if (known == null) {
      throw new IllegalStateException("an event comes before the execution's beginning");
    }
    int frame = place();
    int node = place();
    EventType type = EventType.of(in.small());
    int id = ++lastId;
    int previous = (int) (id - in.signed());
    lastTime += in.signed();
    EventDetails details = new EventCodec(this, in, known, node).read(type);
    records.event(frame, node, new HistoryEvent(id, previous, lastTime, type, details));
  }

  private List<MapItem> items() {
    int count = in.small();
    List<MapItem> items = new ArrayList<>(Math.min(count, 10_000));
    String source = null;
    for (int i = 0; i < count; i++) {
      Json value = in.json();
      String key = in.textOrNull();
      if (!in.flag()) {
        source = in.textOrNull();
      }
      items.add(new MapItem(i, value, key, source));
    }
    return items;
  }

  private Tolerance.Limits limits() {
    return new Tolerance.Limits(in.signedOrNull(), in.fraction());
  }

  private void inputs() {
    int frame = place();
    List<MapItem> items = items();
    int count = in.small();
    List<Json> inputs = new ArrayList<>(Math.min(count, 10_000));
    for (int i = 0; i < count; i++) {
      inputs.add(in.flag() ? items.get(i).value() : in.json());
    }
    records.inputs(frame, inputs, items);
  }

  private void closed() {
    ExecutionStatus how = ExecutionStatus.valueOf(in.text());
    long at = in.signed();
    Json output = payloadOrNull();
    records.closed(how, at, output, Failure.of(in.textOrNull(), in.textOrNull()));
  }
}
