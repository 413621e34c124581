package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts states in the place of labels, with what is to be assigned on the way. */
final class Links {

  private final Map<String, Link> links = new HashMap<>();
  private int labels;

  /** Where a way goes; {@code output} is what it would give there, if that is the end. */
  private record Link(String state, Expr.Fields assign, @Nullable Expr output) {}

  /** A label that is nobody else's; no state can be called so. */
  String label() {
    return "\u0000" + labels++;
  }

  /** Lets ways end at a state. */
  void land(List<GraphFlow> flows, String state) {
    flows.forEach(flow -> links.put(flow.label(), new Link(state, flow.fields(), null)));
  }

  /** Lets ways end at the last state of a graph; a state that can give the output itself does. */
  void end(List<GraphFlow> flows, String state, Expr output) {
    flows.forEach(flow -> links.put(flow.label(), new Link(state, flow.fields(), output)));
  }

  /**
   * What the state that leads to the end gives, in its own terms: it cannot read what it assigns.
   * Null if that is not the end, or if a part of what it assigns is read.
   */
  private @Nullable Expr last(Expr.Fields own, @Nullable String next) {
    Link link = isLabel(next) ? at(next) : null;
    if (link == null || link.output() == null) {
      return null;
    }
    Map<String, Expr> assigned = new HashMap<>();
    for (Expr.Member member : StepStates.join(own, link.assign()).members()) {
      assigned.put("$" + member.name(), member.value());
    }
    boolean parts =
        link.output().leaves().stream()
            .anyMatch(
                leaf ->
                    leaf instanceof Expr.At at
                        && !at.path().isEmpty()
                        && assigned.containsKey(at.base()));
    return parts
        ? null
        : link.output()
            .replace(
                leaf -> leaf instanceof Expr.At at ? assigned.getOrDefault(at.base(), leaf) : leaf);
  }

  /** The state that a label has become. */
  String state(String label) {
    return at(label).state();
  }

  private Link at(@Nullable String next) {
    Link link = links.get(next);
    if (link == null) {
      throw new IllegalStateException("a way on that ends nowhere");
    }
    return link;
  }

  private boolean isLabel(@Nullable String next) {
    return next != null && next.startsWith("\u0000");
  }

  private @Nullable String next(@Nullable String next) {
    return isLabel(next) ? at(next).state() : next;
  }

  private Expr.Fields assign(Expr.Fields own, @Nullable String next) {
    return isLabel(next) ? StepStates.join(own, at(next).assign()) : own;
  }

  /** The state with all labels replaced. */
  Draft resolve(Draft state) {
    if (state instanceof Draft.Task task) {
      Expr last = last(task.assign(), task.next());
      if (last != null) {
        return new Draft.Task(
            task.name(),
            task.call(),
            task.heartbeatSeconds(),
            catches(task.catches()),
            Expr.fields(),
            last,
            null,
            task.patches());
      }
      return new Draft.Task(
          task.name(),
          task.call(),
          task.heartbeatSeconds(),
          catches(task.catches()),
          assign(task.assign(), task.next()),
          task.output(),
          next(task.next()),
          task.patches());
    } else if (state instanceof Draft.Pass pass) {
      return new Draft.Pass(pass.name(), assign(pass.assign(), pass.next()), next(pass.next()));
    } else if (state instanceof Draft.Wait wait) {
      return new Draft.Wait(
          wait.name(),
          wait.delay(),
          assign(wait.assign(), wait.next()),
          next(wait.next()),
          wait.patches());
    } else if (state instanceof Draft.Choice choice) {
      return choice(choice);
    } else if (state instanceof Draft.Map map) {
      return new Draft.Map(
          map.name(),
          map.items(),
          map.atOnce(),
          map.selector(),
          map.body(),
          catches(map.catches()),
          assign(map.assign(), map.next()),
          map.output(),
          next(map.next()));
    } else if (state instanceof Draft.Parallel parallel) {
      Expr last = last(parallel.assign(), parallel.next());
      if (last != null) {
        return new Draft.Parallel(
            parallel.name(),
            parallel.branches(),
            catches(parallel.catches()),
            Expr.fields(),
            last,
            null);
      }
      return new Draft.Parallel(
          parallel.name(),
          parallel.branches(),
          catches(parallel.catches()),
          assign(parallel.assign(), parallel.next()),
          parallel.output(),
          next(parallel.next()));
    } else if (state instanceof Draft.Fragment fragment) {
      return new Draft.Fragment(
          fragment.name(),
          fragment.graph(),
          fragment.arguments(),
          fragment.retries(),
          catches(fragment.catches()),
          assign(fragment.assign(), fragment.next()),
          fragment.output(),
          next(fragment.next()),
          fragment.patches());
    }
    return state;
  }

  private Draft choice(Draft.Choice choice) {
    List<Draft.Rule> rules =
        choice.rules().stream()
            .map(
                rule ->
                    new Draft.Rule(
                        rule.condition(),
                        assign(rule.assign(), rule.next()),
                        isLabel(rule.next()) ? state(rule.next()) : rule.next()))
            .toList();
    String otherwise = choice.otherwise();
    return new Draft.Choice(
        choice.name(),
        rules,
        assign(choice.assign(), otherwise),
        isLabel(otherwise) ? state(otherwise) : otherwise);
  }

  private List<Draft.CatchRule> catches(List<Draft.CatchRule> rules) {
    return rules.stream()
        .map(
            rule ->
                new Draft.CatchRule(
                    rule.errors(),
                    assign(rule.assign(), rule.next()),
                    rule.output(),
                    isLabel(rule.next()) ? state(rule.next()) : rule.next()))
        .toList();
  }
}
