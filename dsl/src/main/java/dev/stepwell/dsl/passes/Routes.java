package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.plan.GraphPlan;
import dev.stepwell.dsl.plan.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where values are at run time.
 *
 * @param variables the variable of every step, block value, forEach and handler, by id
 * @param parts the parts of every step's output that somebody reads, by step, and whether they may
 *     be absent; "" is the whole
 * @param carried the blocks whose value somebody reads
 * @param items the forEach whose item is read in an inner one, and so must be a variable
 * @param indexes the forEach whose index is needed in an inner one
 * @param readers by variable, who reads it: the tasks of graphs around the reader
 * @param graphs the plans and layouts of graphs, by id
 * @param entered whether the first state makes the input, in the variable {@code input}
 * @param packed whether it makes it from a text
 */
public record Routes(
    Map<String, String> variables,
    Map<String, Map<String, Boolean>> parts,
    Set<String> carried,
    Set<String> items,
    Set<String> indexes,
    Map<String, Set<List<String>>> readers,
    Map<String, Planned> graphs,
    boolean entered,
    boolean packed) {

  /** What an execution was started with, as its first state sees it. */
  String given() {
    return packed ? "$parse($states.input.input)" : "$states.input";
  }

  /** A graph and how it nests. */
  record Planned(GraphPlan plan, Layout layout) {}

  /** The variable that holds the failure a block's handler handles. */
  static String failureKey(String block) {
    return block + ".failure";
  }

  /** The name of a step's own variable. */
  String local(String step, String name) {
    return variables.get(step) + "_" + name;
  }

  /** The name of the variable of a step or a block value. */
  String variable(String id) {
    String name = variables.get(id);
    if (name == null) {
      throw new IllegalArgumentException("no variable for " + id);
    }
    return name;
  }

  /**
   * The expression with every leaf replaced by the place where its value is.
   *
   * @param context where the expression stands
   * @param step the step whose task the expression belongs to; "" if none
   */
  Expr lower(Expr expr, Context context, String step) {
    return expr.replace(leaf -> lowerLeaf(leaf, context, step));
  }

  Expr.Fields lower(Expr.Fields fields, Context context, String step) {
    return (Expr.Fields) lower((Expr) fields, context, step);
  }

  private Expr lowerLeaf(Expr leaf, Context context, String step) {
    List<String> eaches = context.eaches();
    Captures captures = context.captures();
    if (captures != null && leaf instanceof Expr.Input input) {
      Expr outside = lowerLeaf(new Expr.Input(input.scope(), List.of()), captures.parent(), step);
      return captures.hand(Captures.INPUT, outside, input.path());
    } else if (captures != null
        && leaf instanceof Expr.Item item
        && !eaches.contains(item.each())) {
      Expr whole = new Expr.Item(item.scope(), item.each(), List.of());
      return captures.hand(
          local(item.each(), "item"), lowerLeaf(whole, captures.parent(), step), item.path());
    } else if (leaf instanceof Expr.Input input) {
      return new Expr.At(entered ? "$input" : "$states.context.Execution.Input", input.path());
    } else if (leaf instanceof Expr.Output output) {
      return context.homes().value(variable(output.step()), context, output.path());
    } else if (leaf instanceof Expr.Carried carried) {
      return context.homes().value(variable(carried.block()), context, carried.path());
    } else if (leaf instanceof Expr.Item item) {
      return isInnermost(item.each(), eaches)
          ? new Expr.At("$states.context.Map.Item.Value", item.path())
          : new Expr.At("$" + local(item.each(), "item"), item.path());
    } else if (leaf instanceof Expr.Failed failed) {
      return new Expr.At("$" + variable(failureKey(failed.handler())), List.of(failed.member()));
    } else if (leaf instanceof Expr.Local own) {
      return new Expr.At("$" + local(step, own.name()), List.of());
    } else if (leaf instanceof Expr.Envelope envelope) {
      return new Expr.At(given() + "._trigger", List.of(envelope.member()));
    } else if (leaf instanceof Expr.Token token) {
      return token(token, eaches, step);
    }
    return leaf;
  }

  private Expr token(Expr.Token token, List<String> eaches, String step) {
    List<Expr> parts = new ArrayList<>();
    parts.add(new Expr.At("$states.context.Execution.Id", List.of()));
    parts.add(Expr.text("|" + step + "|"));
    parts.add(new Expr.At("$states.context.Execution.RedriveCount", List.of()));
    for (String each : eaches) {
      parts.add(Expr.text("|"));
      parts.add(
          isInnermost(each, eaches)
              ? new Expr.At("$states.context.Map.Item.Index", List.of())
              : new Expr.At("$" + local(each, "index"), List.of()));
    }
    for (Expr round : token.round()) {
      parts.add(Expr.text("|"));
      parts.add(round);
    }
    return Expr.call("$hash({0}, 'SHA-256')", Expr.join(parts));
  }

  static boolean isInnermost(String each, List<String> eaches) {
    return !eaches.isEmpty() && eaches.get(eaches.size() - 1).equals(each);
  }
}
