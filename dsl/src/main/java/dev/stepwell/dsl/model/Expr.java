package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The expression of a value: a constant, a name that deployment fills, something known at run time,
 * or a combination. Leaves that belong to a scope carry it.
 */
public sealed interface Expr {

  /** Known when the workflow is built. */
  record Constant(Json value) implements Expr {}

  /** Filled by deployment: <code>${name}</code>. */
  record Deployed(String name) implements Expr {}

  /** A component of the workflow's input. */
  record Input(Scope scope, List<String> path) implements Expr {}

  /** The item of a forEach, or a part of it. */
  record Item(Scope scope, String each, List<String> path) implements Expr {}

  /** A part of a step's output; an optional one may be absent in the result. */
  record Output(Scope scope, String step, List<String> path, boolean optional) implements Expr {}

  /** What a block returned: collect, choose, or a branch of parallel. */
  record Carried(Scope scope, String block, List<String> path) implements Expr {}

  /** {@code Error} or {@code Cause} of the failure that a handler handles. */
  record Failed(Scope scope, String handler, String member) implements Expr {}

  /** A part of the envelope in which a trigger starts an execution. */
  record Envelope(String member) implements Expr {}

  /**
   * A part of the result of the state in whose Assign or Output this stands; digits are an index.
   */
  record Result(List<String> path) implements Expr {}

  /** A variable that a task's own states share; the name is prefixed with the step's. */
  record Local(String name) implements Expr {}

  /** A path from a place that JSONata knows, such as {@code $plan} or the context object. */
  record At(String base, List<String> path) implements Expr {}

  /**
   * The same text for every attempt to submit the work of one step, item and redrive.
   *
   * @param round what else tells one submission from another: the number of the round, where a loop
   *     submits the work anew
   */
  record Token(List<Expr> round) implements Expr {
    /** Copies the parts. */
    public Token {
      round = List.copyOf(round);
    }

    /** The token of work that is submitted once. */
    public Token() {
      this(List.of());
    }
  }

  /** Texts put together. */
  record Joined(List<Expr> parts) implements Expr {
    /** Copies the parts. */
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /**
   * JSONata with placeholders.
   *
   * @param text JSONata, where <code>{0}</code> stands for the first argument
   * @param args the arguments
   * @param atomic whether the text binds at least as tightly as a function call
   */
  record Raw(String text, List<Expr> args, boolean atomic) implements Expr {
    /** Copies the arguments. */
    public Raw {
      args = List.copyOf(args);
    }
  }

  /** An object. */
  record Fields(List<Member> members) implements Expr {
    /** Copies the members. */
    public Fields {
      members = List.copyOf(members);
    }

    /** This object with one more member. */
    public Fields and(String name, Expr value) {
      List<Member> more = new ArrayList<>(members);
      more.add(new Member(name, value));
      return new Fields(more);
    }

    /** Whether there is such a member. */
    public boolean has(String name) {
      return members.stream().anyMatch(member -> member.name().equals(name));
    }
  }

  /** One member of an object. */
  record Member(String name, Expr value) {}

  /** An array. */
  record Elements(List<Expr> elements) implements Expr {
    /** Copies the elements. */
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** An object without members, to be added to. */
  static Fields fields() {
    return new Fields(List.of());
  }

  /** A constant text. */
  static Expr text(String value) {
    return new Constant(Json.of(value));
  }

  /** A constant integer. */
  static Expr number(long value) {
    return new Constant(Json.of(value));
  }

  /** A part of the state's result. */
  static Expr result(String... path) {
    return new Result(List.of(path));
  }

  /** What the one who has it ends the task with; known in the arguments of such a task. */
  static Expr taskToken() {
    return new At("$states.context.Task.Token", List.of());
  }

  /** A function call or a path over arguments. */
  static Expr call(String text, Expr... args) {
    return new Raw(text, List.of(args), true);
  }

  /** Any other JSONata over arguments; put in parentheses inside another expression. */
  static Expr raw(String text, Expr... args) {
    return new Raw(text, List.of(args), false);
  }

  /** A part of the state's result, or a constant where it is absent. */
  static Expr resultOr(Json otherwise, String... path) {
    return raw("$exists({0}) ? {0} : {1}", result(path), new Constant(otherwise));
  }

  /** Texts put together; adjacent constants become one. */
  static Expr join(List<Expr> texts) {
    List<Expr> parts = new ArrayList<>();
    for (Expr text : texts) {
      if (text instanceof Joined joined) {
        joined.parts().forEach(part -> add(parts, part));
      } else {
        add(parts, text);
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Joined(parts);
  }

  private static void add(List<Expr> parts, Expr part) {
    int last = parts.size() - 1;
    if (last >= 0
        && part instanceof Constant right
        && parts.get(last) instanceof Constant left
        && right.value() instanceof JsonString tail
        && left.value() instanceof JsonString head) {
      parts.set(last, text(head.value() + tail.value()));
    } else {
      parts.add(part);
    }
  }

  /** Whether the value is known once the workflow is deployed. */
  default boolean isStatic() {
    if (this instanceof Joined joined) {
      return joined.parts().stream().allMatch(Expr::isStatic);
    }
    return this instanceof Constant || this instanceof Deployed;
  }

  /** The expressions that this one is made of. */
  default List<Expr> children() {
    if (this instanceof Joined joined) {
      return joined.parts();
    } else if (this instanceof Raw raw) {
      return raw.args();
    } else if (this instanceof Elements elements) {
      return elements.elements();
    } else if (this instanceof Fields fields) {
      return fields.members().stream().map(Member::value).toList();
    }
    return List.of();
  }

  /** All leaves, from left to right. */
  default List<Expr> leaves() {
    List<Expr> parts = children();
    return parts.isEmpty()
        ? List.of(this)
        : parts.stream().flatMap(part -> part.leaves().stream()).toList();
  }

  /** This expression with every leaf replaced by what the function gives for it. */
  default Expr replace(UnaryOperator<Expr> leaf) {
    if (this instanceof Joined joined) {
      return join(joined.parts().stream().map(part -> part.replace(leaf)).toList());
    } else if (this instanceof Raw raw) {
      return new Raw(
          raw.text(), raw.args().stream().map(arg -> arg.replace(leaf)).toList(), raw.atomic());
    } else if (this instanceof Elements elements) {
      return new Elements(elements.elements().stream().map(part -> part.replace(leaf)).toList());
    } else if (this instanceof Fields fields) {
      return new Fields(
          fields.members().stream()
              .map(member -> new Member(member.name(), member.value().replace(leaf)))
              .toList());
    }
    return leaf.apply(this);
  }
}
