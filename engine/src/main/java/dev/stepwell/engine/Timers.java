package dev.stepwell.engine;

import java.util.Arrays;

/** What is to happen later, by time and then by order of setting. For the event loop only. */
final class Timers {

  /** One thing to happen. */
  static final class Timer {
    private final long at;
    private final long order;
    private final Runnable action;
    private int place;

    private Timer(long at, long order, Runnable action) {
      this.at = at;
      this.order = order;
      this.action = action;
    }

    private boolean before(Timer other) {
      return at < other.at || (at == other.at && order < other.order);
    }
  }

  private Timer[] heap = new Timer[16];
  private int size;
  private long order;

  /** Has the action run at a moment in milliseconds since 1970. */
  Timer set(long at, Runnable action) {
    Timer timer = new Timer(at, order++, action);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    up(size++, timer);
    return timer;
  }

  /** Forgets a timer; one that has run already is left alone. */
  void cancel(Timer timer) {
    int at = timer.place;
    if (at < 0) {
      return;
    }
    remove(at);
  }

  /** The next moment, or {@link EngineClock#NEVER}. */
  long next() {
    return size == 0 ? EngineClock.NEVER : heap[0].at;
  }

  /** Takes out the next action if its moment has come. */
  @org.jspecify.annotations.Nullable
  Runnable due(long now) {
    if (size == 0 || heap[0].at > now) {
      return null;
    }
    Timer first = heap[0];
    remove(0);
    return first.action;
  }

  @SuppressWarnings("NullAway") // cells past the size hold nothing
  private void remove(int at) {
    heap[at].place = -1;
    Timer moved = heap[--size];
    heap[size] = null;
    if (at == size) {
      return;
    }
    if (at > 0 && moved.before(heap[(at - 1) / 2])) {
      up(at, moved);
    } else {
      down(at, moved);
    }
  }

  private void up(int from, Timer timer) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!timer.before(heap[parent])) {
        break;
      }
      put(at, heap[parent]);
      at = parent;
    }
    put(at, timer);
  }

  private void down(int from, Timer timer) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(timer)) {
        break;
      }
      put(at, heap[child]);
      at = child;
    }
    put(at, timer);
  }

  private void put(int at, Timer timer) {
    heap[at] = timer;
    timer.place = at;
  }
}
