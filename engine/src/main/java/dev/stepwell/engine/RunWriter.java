package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.record.RecordWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes down one execution. Lives on the loop. */
final class RunWriter implements RunRecords {

  static final int CREATED = 1;
  static final int EVENT = 2;
  static final int MOVED = 3;
  static final int SCHEDULED = 4;
  static final int WAITING = 5;
  static final int RETRYING = 6;
  static final int TIMED_OUT = 7;
  static final int BRANCHES = 8;
  static final int ITERATIONS = 9;
  static final int MAP_RUN = 10;
  static final int INPUTS = 11;
  static final int UPDATED = 12;
  static final int REVIVED = 13;
  static final int AWAITS_REDRIVE = 14;
  static final int CLOSED = 15;

  private final Journal journal;
  private final long stream;
  private long lastTime;
  private @Nullable Json lastPayload;

  RunWriter(Journal journal, long stream) {
    this.journal = journal;
    this.stream = stream;
  }

  /**
   * Goes on where another process ended.
   *
   * @param time the time of the last event
   */
  void continueFrom(long time) {
    this.lastTime = time;
  }

  private RecordWriter begin(int record) {
    RecordWriter out = journal.writer(stream);
    out.number(record);
    return out;
  }

  private RecordWriter begin(int record, int frame) {
    RecordWriter out = begin(record);
    out.number(frame + 1L);
    return out;
  }

  /**
   * Data that often is just what was written before: the output of one state, the input of next.
   */
  void payload(RecordWriter out, Json value) {
    boolean same = value == lastPayload;
    out.flag(same);
    if (!same) {
      out.json(value);
      lastPayload = value;
    }
  }

  void payloadOrNull(RecordWriter out, @Nullable Json value) {
    out.flag(value != null);
    if (value != null) {
      payload(out, value);
    }
  }

  @Override
  public void created(RunBirth birth) {
    RecordWriter out = begin(CREATED);
    out.number(birth.definition());
    out.text(birth.name());
    out.text(birth.expressId());
    out.number(birth.startedAt());
    payload(out, birth.input());
    out.text(birth.versionArn());
    out.text(birth.aliasArn());
    RunBirth.Descent descent = birth.descent();
    out.flag(descent != null);
    if (descent != null) {
      out.number(descent.parent());
      out.text(descent.mapRunArn());
      out.number(descent.index());
    }
    lastTime = birth.startedAt();
  }

  @Override
  public void event(int frame, int node, HistoryEvent event) {
    RecordWriter out = begin(EVENT, frame);
    out.number(node + 1L);
    out.number(event.type().code());
    out.signed((long) event.id() - event.previousEventId());
    long time = event.timestamp().toEpochMilli();
    out.signed(time - lastTime);
    lastTime = time;
    EventDetails details = event.details();
    if (details != null) {
      EventCodec.write(this, out, details);
    }
  }

  @Override
  public void moved(int frame, int next) {
    begin(MOVED, frame).number(next + 1L);
  }

  @Override
  public void scheduled(int frame, String token) {
    begin(SCHEDULED, frame).text(token);
  }

  @Override
  public void waiting(int frame, long until, long longest, Json effective) {
    RecordWriter out = begin(WAITING, frame);
    out.signed(until);
    out.signed(longest);
    payload(out, effective);
  }

  @Override
  public void retrying(int frame, int last, int rule, int rules, long until, long longest) {
    RecordWriter out = begin(RETRYING, frame);
    out.number(last);
    out.number(rule);
    out.number(rules);
    out.signed(until);
    out.number(longest);
  }

  @Override
  public void timedOut(int frame, boolean pulse) {
    begin(TIMED_OUT, frame).flag(pulse);
  }

  @Override
  public void branches(int frame, Json effective) {
    payload(begin(BRANCHES, frame), effective);
  }

  @Override
  public void iterations(int frame, Json effective, int atOnce, List<MapItem> items) {
    RecordWriter out = begin(ITERATIONS, frame);
    payload(out, effective);
    out.number(atOnce);
    items(out, items);
  }

  private void items(RecordWriter out, List<MapItem> items) {
    out.number(items.size());
    String source = null;
    for (MapItem item : items) {
      out.json(item.value());
      out.text(item.key());
      boolean same = Objects.equals(source, item.source());
      out.flag(same);
      if (!same) {
        source = item.source();
        out.text(source);
      }
    }
  }

  @Override
  public void mapRun(int frame, Json effective, Tolerance.Limits limits, long concurrency) {
    RecordWriter out = begin(MAP_RUN, frame);
    payload(out, effective);
    limits(out, limits, concurrency);
  }

  private static void limits(RecordWriter out, Tolerance.Limits limits, long concurrency) {
    out.signed(limits.count());
    out.fraction(limits.percentage());
    out.signed(concurrency);
  }

  @Override
  public void inputs(int frame, List<Json> inputs, List<MapItem> items) {
    RecordWriter out = begin(INPUTS, frame);
    items(out, items);
    out.number(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      boolean item = i < items.size() && inputs.get(i) == items.get(i).value();
      out.flag(item);
      if (!item) {
        out.json(inputs.get(i));
      }
    }
  }

  @Override
  public void updated(int frame, Tolerance.Limits limits, long concurrency) {
    limits(begin(UPDATED, frame), limits, concurrency);
  }

  @Override
  public void revived(int frame, int cause) {
    begin(REVIVED, frame).number(cause);
  }

  @Override
  public void awaitsRedrive() {
    begin(AWAITS_REDRIVE);
  }

  @Override
  public void closed(ExecutionStatus how, long at, @Nullable Json output, @Nullable Failure why) {
    RecordWriter out = begin(CLOSED);
    out.text(how.name());
    out.signed(at);
    payloadOrNull(out, output);
    out.text(why == null ? null : why.error());
    out.text(why == null ? null : why.cause());
  }
}
