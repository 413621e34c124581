package dev.stepwell.engine;

import java.util.Arrays;

/** What is to happen later, by time and then by order of setting. For the event loop only. */
final class Timers {

  /** The moment itself is meant, and not how long it is until then. */
  static final long UNLIMITED = -1;

  /** One thing to happen. */
  static final class Timer {
    private final long longest;
    private final long order;
    private final Runnable action;
    private long at;
    private int place;

    private Timer(long at, long longest, long order, Runnable action) {
      this.at = at;
      this.longest = longest;
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

  /**
   * Has the action run at a moment in milliseconds since 1970.
   *
   * @param longest how many milliseconds that may take whatever the clock does, or {@link
   *     #UNLIMITED}
   */
  Timer set(long at, long longest, Runnable action) {
    Timer timer = new Timer(at, longest, order++, action);
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

  /** The clock was set back: what is to happen after some time keeps the time that is left. */
  void clockWentBack(long millis) {
    Timer[] all = Arrays.copyOf(heap, size);
    Arrays.fill(heap, 0, size, null);
    size = 0;
    for (Timer timer : all) {
      if (timer.longest != UNLIMITED) {
        timer.at -= millis;
      }
      up(size++, timer);
    }
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
