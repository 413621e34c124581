package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one execution. Written on the event loop. */
final class HistoryLog {

  private static final System.Logger LOG = System.getLogger(HistoryLog.class.getName());

  private final ArrayList<HistoryEvent> events = new ArrayList<>(4);
  private final int most;
  private long lastTime;

  HistoryLog(int most) {
    this.most = most;
  }

  HistoryEvent add(long now, EventType type, int previous, @Nullable EventDetails details) {
    if (events.size() >= most - 1 && !isLast(type)) {
      throw new HistoryFullException();
    }
    // A clock that is set back does not set a history back.
    lastTime = Math.max(lastTime, now);
    HistoryEvent event = new HistoryEvent(events.size() + 1, previous, lastTime, type, details);
    events.add(event);
    return event;
  }

  /** Takes in an event that another process wrote. */
  void restore(HistoryEvent event) {
    events.add(event);
    lastTime = event.timestamp().toEpochMilli();
  }

  private static boolean isLast(EventType type) {
    return type == EventType.EXECUTION_FAILED
        || type == EventType.EXECUTION_SUCCEEDED
        || type == EventType.EXECUTION_ABORTED
        || type == EventType.EXECUTION_TIMED_OUT;
  }

  int size() {
    return events.size();
  }

  List<HistoryEvent> copy() {
    return List.copyOf(events);
  }

  /** Has an event written down, and the listener hear of it. */
  void tell(Run run, @Nullable Frame frame, HistoryEvent event) {
    if (frame == null) {
      run.records().event(RunRecords.NONE, RunRecords.NONE, event);
    } else {
      run.records().event(frame.number(), frame.node().index(), event);
    }
    HistoryListener listener = run.engine().listener();
    if (listener != null && run.isolation() == null) {
      run.loop().release(() -> hear(listener, run.arn(), event));
    }
  }

  private static void hear(HistoryListener listener, String arn, HistoryEvent event) {
    try {
      listener.onEvent(arn, event);
    } catch (RuntimeException bug) {
      LOG.log(ERROR, "a history listener failed at event " + event.id() + " of " + arn, bug);
    }
  }
}
