package dev.stepwell.asl.resume;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through lists of states, and puts what was recorded in the place of what is finished. */
final class Scope {

  private final Set<String> names;
  private final RecordedStates recorded;
  private final Set<String> rerun;
  private final Set<String> independent;
  private final Set<String> partly;
  private final String origin;
  private final List<String> kept;
  private final Map<String, Integer> keptItems;

  /**
   * Lists of states.
   *
   * @param names all names of states that are taken
   * @param partly of Maps that are among these states, or hold one, only the items run again that
   *     were not done
   * @param kept where the names of kept states go
   * @param keptItems where it is counted how many items of Maps are kept
   */
  Scope(
      Set<String> names,
      RecordedStates recorded,
      Set<String> rerun,
      Set<String> independent,
      Set<String> partly,
      String origin,
      List<String> kept,
      Map<String, Integer> keptItems) {
    this.names = names;
    this.recorded = recorded;
    this.rerun = rerun;
    this.independent = independent;
    this.partly = partly;
    this.origin = origin;
    this.kept = kept;
    this.keptItems = keptItems;
  }

  /** All names of states, however deep. */
  static Set<String> names(JsonObject machine) {
    Set<String> names = new LinkedHashSet<>();
    JsonObject states = machine.object("States");
    for (String name : states.names()) {
      names.add(name);
      JsonObject state = states.object(name);
      for (Json branch : state.array("Branches")) {
        names.addAll(names((JsonObject) branch));
      }
      names.addAll(names(state.object("ItemProcessor")));
      names.addAll(names(state.object("Iterator")));
    }
    return names;
  }

  /**
   * A machine or branch that goes on.
   *
   * @param reached whether it lies behind something that runs again
   */
  JsonObject resumed(JsonObject machine, boolean reached) {
    JsonObject states = machine.object("States");
    Set<String> again = reachable(states);
    JsonObject.Builder members = JsonObject.builder();
    for (String name : states.names()) {
      members.put(name, resumed(name, states, again, reached));
    }
    JsonObject made = machine.with("States", withoutUnreachable(machine, members.build()));
    for (String name : again) {
      if (!reached && made.object("States").has(name) && isReachedFirst(name, states)) {
        made = withItems(made, name);
      }
    }
    return made;
  }

  /**
   * Whether nothing that runs again comes before a state, so that its input is the recorded one.
   */
  private boolean isReachedFirst(String name, JsonObject states) {
    Set<String> others = new LinkedHashSet<>();
    rerunning(states).forEach(each -> others.addAll(ways(states.object(each))));
    return !behind(states, others).contains(name);
  }

  /** With the items of a Map kept that were done, if it is one of which that is wanted. */
  private JsonObject withItems(JsonObject machine, String name) {
    JsonObject state = machine.object("States").object(name);
    boolean inline =
        "Map".equals(state.string("Type"))
            && !"DISTRIBUTED"
                .equals(state.object("ItemProcessor").object("ProcessorConfig").string("Mode"));
    if (!inline || Collections.disjoint(names(name, state), partly)) {
      return machine;
    }
    KeptItems items = KeptItems.of(name, keptItems.size() + 1, recorded.items(name), origin);
    if (!items.isPossible(names)) {
      return machine;
    }
    keptItems.put(name, items.count());
    return items.inserted(machine);
  }

  /** Ways that a kept state does not go may have been the only ones to somewhere. */
  private JsonObject withoutUnreachable(JsonObject machine, JsonObject states) {
    @Nullable String start = machine.string("StartAt");
    Set<String> reached = behind(states, start == null ? Set.of() : Set.of(start));
    JsonObject.Builder left = JsonObject.builder();
    states.forEach(
        (name, state) -> {
          if (reached.contains(name)) {
            left.put(name, state);
          } else {
            kept.remove(name);
          }
        });
    return left.build();
  }

  private JsonObject resumed(String name, JsonObject states, Set<String> again, boolean reached) {
    JsonObject state = states.object(name);
    boolean mayBeKept =
        !again.contains(name)
            && (!reached || independent.contains(name))
            && !isHalfDone(name, states);
    Optional<RecordedStates.Left> left = recorded.left(name);
    if (mayBeKept && left.isPresent()) {
      @Nullable JsonObject pass = pass(state, states, left.get());
      if (pass != null) {
        kept.add(name);
        return pass;
      }
    }
    if ("Parallel".equals(state.string("Type")) && !rerun.contains(name)) {
      boolean behind = reached || (again.contains(name) && !holdsRerun(state));
      return state.with(
          "Branches",
          state.array("Branches").stream()
              .<Json>map(branch -> resumed((JsonObject) branch, behind))
              .collect(JsonArray.collector()));
    }
    return state;
  }

  /** The states of a list that run again: those named, those around them, and all behind them. */
  private Set<String> reachable(JsonObject states) {
    return behind(states, rerunning(states));
  }

  /** The states of a list that are named to run again, or are around one that is. */
  private Set<String> rerunning(JsonObject states) {
    Set<String> first = new LinkedHashSet<>();
    for (String name : states.names()) {
      if (!Collections.disjoint(names(name, states.object(name)), rerun)) {
        first.add(name);
      }
    }
    return first;
  }

  /**
   * Whether a state is part of a loop that was not left. Its variables would stand still if some of
   * its states were kept and others not, so all of the loop is begun anew.
   */
  private boolean isHalfDone(String name, JsonObject states) {
    Set<String> loop = new LinkedHashSet<>(behind(states, ways(states.object(name))));
    if (!loop.contains(name)) {
      return false;
    }
    loop.removeIf(each -> !behind(states, Set.of(each)).contains(name));
    return loop.stream()
        .flatMap(each -> recorded.left(each).stream())
        .max(Comparator.comparing(RecordedStates.Left::event))
        .map(RecordedStates.Left::next)
        .filter(next -> !loop.contains(next))
        .isEmpty();
  }

  /** These states and all that they may lead to. */
  private static Set<String> behind(JsonObject states, Set<String> first) {
    Deque<String> open = new ArrayDeque<>(first);
    Set<String> found = new LinkedHashSet<>(first);
    while (!open.isEmpty()) {
      for (String next : ways(states.object(open.remove()))) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  private boolean holdsRerun(JsonObject state) {
    return !Collections.disjoint(names("", state), rerun);
  }

  /** The name of a state and those of all states inside of it. */
  private static Set<String> names(String name, JsonObject state) {
    return names(JsonObject.of("States", JsonObject.of(name, state)));
  }

  /** All states that a state may lead to. */
  private static Set<String> ways(JsonObject state) {
    Set<String> ways = new LinkedHashSet<>();
    add(ways, state.string("Next"));
    add(ways, state.string("Default"));
    for (String member : List.of("Choices", "Catch")) {
      for (Json way : state.array(member)) {
        add(ways, ((JsonObject) way).string("Next"));
      }
    }
    return ways;
  }

  private static void add(Set<String> ways, @Nullable String way) {
    if (way != null) {
      ways.add(way);
    }
  }

  /** The Pass in the place of a finished state; null if the state is to stay as it is. */
  private @Nullable JsonObject pass(JsonObject state, JsonObject states, RecordedStates.Left left) {
    String type = String.valueOf(state.string("Type"));
    if (type.equals("Succeed") || type.equals("Fail")) {
      return null;
    }
    @Nullable String next = next(state, left);
    if (next == null ? !state.has("End") : !states.has(next)) {
      return null;
    }
    JsonObject.Builder pass =
        JsonObject.builder()
            .put("Type", "Pass")
            .put("Comment", "kept from " + origin)
            .put("QueryLanguage", "JSONata")
            .put("Output", Literals.of(left.output()));
    if (!left.assigned().isEmpty()) {
      pass.put("Assign", Literals.of(left.assigned()));
    }
    return next == null ? pass.put("End", true).build() : pass.put("Next", next).build();
  }

  /**
   * Where a kept state leads: where its definition says, but the way that was gone where it has a
   * choice. That way leads forward in the history, so no loop can come of it.
   */
  private static @Nullable String next(JsonObject state, RecordedStates.Left left) {
    @Nullable String gone = left.next();
    boolean chose = gone != null && ways(state).contains(gone);
    return chose ? gone : state.string("Next");
  }
}
