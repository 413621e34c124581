package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.dsl.model.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finds the fewest steps to move out of an execution, the greatest first, so that what is left has
 * at most 25,000 history events. Steps of a kind that cannot be moved well, many small ones in a
 * row, are cut instead.
 */
final class Splits {

  /** What a child execution leaves in its parent's history: as for a task that waits for a job. */
  private static final long CHILD = 6;

  /** A step of fewer events is not worth an execution of its own. */
  private static final long WORTH = 1_000;

  private final Analysis analysis;

  Splits(Analysis analysis) {
    this.analysis = analysis;
  }

  /** When nothing fails; if that fits, when everything may fail. */
  List<Split> of(StateGraph root) {
    List<StateGraph> histories = new ArrayList<>(List.of(root));
    collectChildren(root, histories);
    List<Split> found = new ArrayList<>();
    histories.forEach(graph -> collect(graph, usage -> usage.events().most(), false, found));
    if (found.isEmpty()) {
      histories.forEach(graph -> collect(graph, Usage::worstEvents, true, found));
    }
    return found;
  }

  /** The items of distributed Maps have histories of their own. */
  private static void collectChildren(StateGraph graph, List<StateGraph> found) {
    for (State state : graph.states().values()) {
      for (StateGraph inside : Analysis.inside(state)) {
        if (state instanceof MapState map && map.isDistributed()) {
          found.add(inside);
        }
        collectChildren(inside, found);
      }
    }
  }

  private void collect(
      StateGraph graph,
      Function<Usage, OptionalLong> most,
      boolean retriesOnly,
      List<Split> found) {
    if (fits(most.apply(analysis.execution(graph)))) {
      return;
    }
    List<Analysis.Step> stay = new ArrayList<>(analysis.steps(graph));
    List<Analysis.Step> greatest = new ArrayList<>(stay);
    greatest.sort(
        Comparator.comparingLong(
                (Analysis.Step step) -> most.apply(step.usage()).orElse(Long.MAX_VALUE))
            .reversed());
    long moved = 0;
    for (Analysis.Step step : greatest) {
      if (fits(sum(stay, moved, most)) || !isWorth(most.apply(step.usage()))) {
        break;
      }
      stay.remove(step);
      moved++;
      OptionalLong rest = sum(stay, moved, most);
      found.add(split(step, rest, most, retriesOnly));
      for (StateGraph inside : Analysis.inside(step.own())) {
        collect(inside, most, retriesOnly, found);
      }
    }
    cut(stay, moved, most, retriesOnly, found);
  }

  private static boolean fits(OptionalLong events) {
    return events.isPresent() && events.getAsLong() <= Split.MOST_EVENTS;
  }

  private static boolean isWorth(OptionalLong events) {
    return events.isEmpty() || events.getAsLong() >= WORTH;
  }

  /** At most, as if every step were visited. */
  private static OptionalLong sum(
      List<Analysis.Step> steps, long moved, Function<Usage, OptionalLong> most) {
    OptionalLong sum = OptionalLong.of(moved * CHILD + Measure.EVENTS.execution());
    for (Analysis.Step step : steps) {
      sum = Range.sum(sum, most.apply(step.usage()));
    }
    return sum;
  }

  private Split split(
      Analysis.Step step,
      OptionalLong rest,
      Function<Usage, OptionalLong> most,
      boolean retriesOnly) {
    if (step.own() instanceof MapState map) {
      OptionalLong each = most.apply(analysis.execution(map.processor()));
      return new Split(
          map.name(),
          Split.Way.DISTRIBUTE,
          retriesOnly,
          retriesOnly ? OptionalLong.empty() : fitting(rest, each));
    }
    boolean nests = !Analysis.inside(step.own()).isEmpty();
    Split.Way way = nests || !step.loops() ? Split.Way.MOVE : Split.Way.MOVE_LOOP;
    return new Split(step.own().name(), way, retriesOnly, OptionalLong.empty());
  }

  /** How many items fit beside the rest; an item has two events more than its states. */
  private static OptionalLong fitting(OptionalLong rest, OptionalLong each) {
    if (rest.isEmpty()
        || each.isEmpty()
        || rest.getAsLong() + each.getAsLong() > Split.MOST_EVENTS) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((Split.MOST_EVENTS - rest.getAsLong()) / each.getAsLong());
  }

  /** Cuts a row of steps wherever the next one would be too much. */
  private static void cut(
      List<Analysis.Step> stay,
      long moved,
      Function<Usage, OptionalLong> most,
      boolean retriesOnly,
      List<Split> found) {
    if (fits(sum(stay, moved, most))) {
      return;
    }
    long room = Split.MOST_EVENTS - moved * CHILD - Measure.EVENTS.execution() - CHILD;
    long taken = 0;
    for (Analysis.Step step : stay) {
      long events = most.apply(step.usage()).orElseThrow();
      if (taken + events > room) {
        found.add(new Split(step.own().name(), Split.Way.CUT, retriesOnly, OptionalLong.empty()));
        taken = 0;
      }
      taken += events;
    }
  }
}
