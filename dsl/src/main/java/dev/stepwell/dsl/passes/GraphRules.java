package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.outcome.Condition;
import dev.stepwell.dsl.outcome.Decision;
import dev.stepwell.dsl.outcome.Present;
import dev.stepwell.dsl.plan.Choices;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides who runs: as far as it is known when the graph is compiled, else by conditions. A task
 * that a choice has skipped is skipped; then all indirect setups must have succeeded; then its rule
 * has the word.
 */
final class GraphRules {

  private final GraphPlan plan;
  private final List<List<Choices.Way>> ways = new ArrayList<>();
  private final List<Set<Integer>> setups = new ArrayList<>();

  GraphRules(GraphPlan plan) {
    this.plan = plan;
    for (int v = 0; v < plan.size(); v++) {
      ways.add(Choices.of(plan, v));
      setups.add(plan.indirectSetups(v));
    }
  }

  List<Choices.Way> ways(int vertex) {
    return ways.get(vertex);
  }

  /** One condition and what it means; without a condition it is what is left. */
  record Case(Decision decision, List<Expr> conditions) {}

  /** Where the states and ways of vertices are at run time, and who was asked for. */
  interface Places {
    Expr state(int vertex);

    Expr way(int vertex);
  }

  /** What may come of a vertex; one element if that is known already. */
  EnumSet<Decision> possible(int vertex, Known known) {
    EnumSet<Decision> found = EnumSet.noneOf(Decision.class);
    for (int chooser : choosers(vertex)) {
      int skipping = skipping(chooser, vertex);
      int taken = known.ways(chooser);
      if ((taken & skipping) != 0) {
        found.add(Decision.SKIP);
        if ((taken & ~skipping) == 0) {
          return found;
        }
      }
    }
    Map<Integer, Decision> before = decided(vertex, setups.get(vertex), known, true);
    found.addAll(before.values());
    if (!found.remove(Decision.RUN)) {
      return found;
    }
    found.addAll(decided(vertex, plan.counted(vertex), known, false).values());
    return found;
  }

  private Set<Integer> choosers(int vertex) {
    Set<Integer> choosers = new TreeSet<>();
    for (int v = 0; v < ways.size(); v++) {
      if (!ways.get(v).isEmpty() && skipping(v, vertex) != 0) {
        choosers.add(v);
      }
    }
    return choosers;
  }

  /** The ways of a chooser that skip a vertex. Items do not choose for what is outside of them. */
  private int skipping(int chooser, int vertex) {
    int mask = 0;
    List<Choices.Way> all = ways.get(chooser);
    for (int w = 0; w < all.size(); w++) {
      if (all.get(w).skips().get(vertex) && !isMapped(chooser, vertex)) {
        mask |= 1 << w;
      }
    }
    return mask;
  }

  /** What is decided for every set of states that the unknown ones may have. */
  private Map<Integer, Decision> decided(
      int vertex, Collection<Integer> before, Known known, boolean setup) {
    TriggerRule rule = setup ? TriggerRule.ALL_SUCCESS : plan.vertex(vertex).rule();
    int fixed = 0;
    Present present = new Present();
    for (int v : before) {
      int states = known.states(v);
      if (isMapped(v, vertex)) {
        present = present.andAny(states);
      } else if (Integer.bitCount(states) == 1) {
        fixed |= states;
      } else {
        present = present.and(states);
      }
    }
    Map<Integer, Decision> decided = new TreeMap<>();
    for (int set : present.sets()) {
      decided.put(set, Decision.of(rule, set | fixed));
    }
    return decided;
  }

  private List<Integer> unknown(int vertex, Collection<Integer> before, Known known) {
    return before.stream()
        .filter(v -> isMapped(v, vertex) || Integer.bitCount(known.states(v)) > 1)
        .toList();
  }

  /** Whether a vertex sees another as many instances. */
  boolean isMapped(int seen, int from) {
    if (plan.vertex(seen).action() instanceof Vertex.Action.Each) {
      return true;
    }
    List<Region> around = plan.around(from);
    return plan.around(seen).stream()
        .anyMatch(region -> region.isMapped() && !around.contains(region));
  }

  /** What may come of a region, whose items come from these vertices: all must have succeeded. */
  EnumSet<Decision> possible(Collection<Integer> sources, int member, Known known) {
    return EnumSet.copyOf(decided(member, sources, known, true).values());
  }

  /** The cases of a region. */
  List<Case> cases(Collection<Integer> sources, int member, Known known, Places places) {
    Map<Integer, Decision> open = decided(member, sources, known, true);
    return ruled(new ArrayList<>(), open, seen(member, sources, known, places));
  }

  /** The cases of a vertex whose decision is not known; the last one has no condition. */
  List<Case> cases(int vertex, Known known, Places places) {
    List<Case> cases = new ArrayList<>();
    for (int chooser : choosers(vertex)) {
      int skipping = skipping(chooser, vertex);
      if ((known.ways(chooser) & skipping) != 0) {
        List<Expr> names = new ArrayList<>();
        for (int w = 0; w < ways.get(chooser).size(); w++) {
          if ((known.ways(chooser) & skipping & 1 << w) != 0) {
            names.add(Expr.text(ways.get(chooser).get(w).name()));
          }
        }
        cases.add(new Case(Decision.SKIP, List.of(isOneOf(places.way(chooser), names))));
      }
    }
    Map<Integer, Decision> before = decided(vertex, setups.get(vertex), known, true);
    Seen setup = seen(vertex, setups.get(vertex), known, places);
    for (Decision decision : List.of(Decision.GIVE_UP, Decision.SKIP)) {
      add(cases, decision, before, setup);
    }
    if (!before.containsValue(Decision.RUN)) {
      cases.add(new Case(before.values().iterator().next(), List.of()));
      return cases;
    }
    Map<Integer, Decision> ruled = decided(vertex, plan.counted(vertex), known, false);
    Seen upstream = seen(vertex, plan.counted(vertex), known, places);
    return ruled(cases, ruled, upstream);
  }

  private static List<Case> ruled(List<Case> cases, Map<Integer, Decision> open, Seen seen) {
    for (Decision decision : Decision.values()) {
      if (Set.copyOf(open.values()).equals(Set.of(decision))) {
        cases.add(new Case(decision, List.of()));
        return cases;
      }
      add(cases, decision, open, seen);
    }
    throw new IllegalStateException("a rule that decides nothing");
  }

  /** States that a condition looks at; {@code single} if it is one state and no list. */
  record Seen(List<Expr> states, boolean single) {}

  private Seen seen(int vertex, Collection<Integer> before, Known known, Places places) {
    List<Integer> unknown = unknown(vertex, before, known);
    boolean single = unknown.size() == 1 && !isMapped(unknown.get(0), vertex);
    return new Seen(unknown.stream().map(places::state).toList(), single);
  }

  /** Adds a case, and takes its sets out of what is still open. */
  private static void add(
      List<Case> cases, Decision decision, Map<Integer, Decision> open, Seen states) {
    Set<Integer> yes = new TreeSet<>();
    Set<Integer> no = new TreeSet<>();
    open.forEach((set, made) -> (made == decision ? yes : no).add(set));
    if (yes.isEmpty() || no.isEmpty()) {
      return;
    }
    Condition condition =
        Condition.between(yes, no)
            .orElseThrow(() -> new IllegalStateException("no condition tells " + yes + no));
    cases.add(new Case(decision, List.of(spelled(condition, states))));
    open.keySet().removeAll(yes);
  }

  /** What the decision tells of the states before. */
  void narrow(int vertex, Known known, Decision decision) {
    if (!choosers(vertex).isEmpty() || !setups.get(vertex).isEmpty()) {
      return;
    }
    int union = 0;
    for (Map.Entry<Integer, Decision> entry :
        decided(vertex, plan.counted(vertex), known, false).entrySet()) {
      union |= entry.getValue() == decision ? entry.getKey() : 0;
    }
    for (int v : unknown(vertex, plan.counted(vertex), known)) {
      known.only(v, union);
    }
  }

  /** A condition over states; mapped ones are lists of states. */
  static Expr spelled(Condition condition, Seen states) {
    List<Expr> parts = new ArrayList<>();
    if (condition.any() != 0) {
      parts.add(any(condition.any(), states, true));
    }
    if (condition.none() != 0) {
      parts.add(any(condition.none(), states, false));
    }
    return parts.size() == 1 ? parts.get(0) : Expr.raw("{0} and {1}", parts.toArray(Expr[]::new));
  }

  private static Expr any(int mask, Seen seen, boolean there) {
    List<Expr> words = new ArrayList<>();
    for (TaskState state : TaskState.values()) {
      if ((mask & state.bit()) != 0) {
        words.add(Expr.text(state.word()));
      }
    }
    boolean plain = seen.single();
    List<Expr> states = seen.states();
    if (words.size() == 1) {
      Expr found =
          plain
              ? Expr.raw("{0} " + (there ? "=" : "!=") + " {1}", states.get(0), words.get(0))
              : Expr.raw("{0} in {1}", words.get(0), new Expr.Elements(states));
      return plain || there ? found : Expr.call("$not({0})", found);
    }
    Expr list = new Expr.Elements(words);
    if (plain) {
      Expr found = Expr.raw("{0} in {1}", states.get(0), list);
      return there ? found : Expr.call("$not({0})", found);
    }
    return Expr.raw(
        "$count({0}[$ in {1}]) " + (there ? "> 0" : "= 0"), new Expr.Elements(states), list);
  }

  private static Expr isOneOf(Expr value, List<Expr> names) {
    return names.size() == 1
        ? Expr.raw("{0} = {1}", value, names.get(0))
        : Expr.raw("{0} in {1}", value, new Expr.Elements(names));
  }
}
