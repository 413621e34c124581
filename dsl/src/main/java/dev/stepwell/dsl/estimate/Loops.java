package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.Json;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Proves that ways of a loop are taken a limited number of times: they need a counter below a
 * number, and between two of them the counter grows. The counter must be a variable that begins
 * with a constant and that the loop only adds to.
 */
final class Loops {

  private final Net net;

  /** Takes all ways of the graph: a counter begins before its loop. */
  Loops(Net net) {
    this.net = net;
  }

  /**
   * Ways that are taken at most so many times altogether from when the loop is entered.
   *
   * @param ways some of the loop's
   */
  record Limit(Set<Way> ways, long times) {}

  /** The limits that the counters of a loop set. */
  List<Limit> limits(Collection<Way> loop, String entry) {
    Set<String> counters = new LinkedHashSet<>();
    loop.forEach(way -> way.bounds().forEach(bound -> counters.add(bound.variable())));
    return counters.stream().flatMap(name -> limit(loop, entry, name).stream()).toList();
  }

  private Optional<Limit> limit(Collection<Way> loop, String entry, String counter) {
    Set<Way> limited = new LinkedHashSet<>();
    Set<Way> still = new HashSet<>(loop);
    long below = Long.MIN_VALUE;
    long step = Long.MAX_VALUE;
    boolean absentIsZero = false;
    for (Way way : loop) {
      Optional<Way.Bound> bound = bound(way, counter);
      if (bound.isPresent()) {
        limited.add(way);
        below = Math.max(below, bound.get().below());
        absentIsZero |= bound.get().absentIsZero();
      }
      Json value = way.assign().get(counter);
      if (value != null) {
        OptionalLong growth = Counting.growth(counter, value);
        if (growth.isEmpty()) {
          return Optional.empty();
        }
        step = Math.min(step, growth.getAsLong());
        still.remove(way);
      }
    }
    OptionalLong begin = begin(loop, counter, absentIsZero);
    if (step == Long.MAX_VALUE || begin.isEmpty() || repeats(limited, still)) {
      return Optional.empty();
    }
    Set<String> early = reach(entry, still);
    boolean grown = limited.stream().noneMatch(way -> early.contains(way.from()));
    long room = below - begin.getAsLong() - (grown ? step : 0);
    return Optional.of(new Limit(limited, room <= 0 ? 0 : (room + step - 1) / step));
  }

  private static Optional<Way.Bound> bound(Way way, String counter) {
    return way.bounds().stream().filter(bound -> bound.variable().equals(counter)).findFirst();
  }

  /** Whether one limited way can follow another while the counter stands still. */
  private static boolean repeats(Set<Way> limited, Set<Way> still) {
    Set<String> before = new HashSet<>();
    limited.forEach(way -> before.add(way.from()));
    return limited.stream()
        .filter(still::contains)
        .anyMatch(way -> reach(way.to(), still).stream().anyMatch(before::contains));
  }

  /** The least that the counter can be when the loop is entered; empty if nobody knows. */
  private OptionalLong begin(Collection<Way> loop, String counter, boolean absentIsZero) {
    long least = absentIsZero ? 0 : Long.MAX_VALUE;
    for (Way way : net.setting(counter)) {
      Json value = way.assign().get(counter);
      if (value == null || loop.contains(way)) {
        continue;
      }
      OptionalLong number = Counting.number(value);
      if (number.isPresent()) {
        least = Math.min(least, number.getAsLong());
      } else if (Counting.growth(counter, value).isEmpty()) {
        return OptionalLong.empty();
      }
    }
    return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
  }

  private static Set<String> reach(String start, Collection<Way> ways) {
    Set<String> reached = new HashSet<>(Set.of(start));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String state = open.pop();
      for (Way way : ways) {
        if (way.from().equals(state) && reached.add(way.to())) {
          open.push(way.to());
        }
      }
    }
    return reached;
  }
}
