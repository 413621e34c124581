package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression, or a part of one. Paths are flat lists of steps; everything else nests as written.
 */
public sealed interface Expression {

  /** How many characters of the text had been read when this was recognised. */
  int position();

  /** A text, a number, {@code true}, {@code false} or {@code null}. */
  record Constant(Json value, int position) implements Expression {}

  /** A member of the context, by name. Stands as a step of a {@link Path} only. */
  record Field(String name, int position) implements Expression {}

  /**
   * A variable.
   *
   * @param name without the dollar; empty for the context, {@code $} for the whole input
   */
  record Variable(String name, int position) implements Expression {}

  /** All members of the context: {@code *}. */
  record Wildcard(int position) implements Expression {}

  /** The context and everything below it: {@code **}. */
  record Descendants(int position) implements Expression {}

  /** What the context was taken from: {@code %}. */
  record Parent(int position) implements Expression {}

  /**
   * A regular expression.
   *
   * @param flags {@code i} and {@code m}, as written
   */
  record Regex(String pattern, String flags, int position) implements Expression {}

  /**
   * Steps, each taken from every value of the one before.
   *
   * @param keepArray whether a single value stays an array
   */
  record Path(List<Step> steps, boolean keepArray, int position) implements Expression {
    /** Copies the steps. */
    public Path {
      steps = List.copyOf(steps);
    }
  }

  /** Orders the values of the path before it. Stands as a step of a {@link Path} only. */
  record Sort(List<Term> terms, int position) implements Expression {
    /** Copies the terms. */
    public Sort {
      terms = List.copyOf(terms);
    }

    /** What to order by, and which way. */
    public record Term(Expression by, boolean descending) {}
  }

  /** The values for which all predicates hold, or that stand at the places they yield. */
  record Filtered(Expression input, List<Expression> predicates, int position)
      implements Expression {
    /** Copies the predicates. */
    public Filtered {
      predicates = List.copyOf(predicates);
    }
  }

  /** The input, where a single value stays an array: {@code x[]}. */
  record KeptArray(Expression input, int position) implements Expression {}

  /** An object whose members are computed for groups of the input: <code>x{k: v}</code>. */
  record Grouped(Expression input, List<Pair> pairs, int position) implements Expression {
    /** Copies the pairs. */
    public Grouped {
      pairs = List.copyOf(pairs);
    }
  }

  /** A key and its value, both computed. */
  record Pair(Expression key, Expression value) {}

  /** A new object. */
  record ObjectOf(List<Pair> pairs, int position) implements Expression {
    /** Copies the pairs. */
    public ObjectOf {
      pairs = List.copyOf(pairs);
    }
  }

  /** A new array. */
  record ArrayOf(List<Expression> items, int position) implements Expression {
    /** Copies the items. */
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  /** Whole numbers from one to another: {@code 1..5}. Stands in an {@link ArrayOf} only. */
  record Range(Expression from, Expression to, int position) implements Expression {}

  /** The operand with its sign turned. */
  record Negation(Expression operand, int position) implements Expression {}

  /**
   * Two operands.
   *
   * @param operator {@code + - * / % = != < <= > >= & and or in}
   */
  record Binary(String operator, Expression left, Expression right, int position)
      implements Expression {}

  /** One of two values; the second may be absent. */
  record Condition(Expression test, Expression then, @Nullable Expression otherwise, int position)
      implements Expression {}

  /** Expressions in parentheses, with variables of their own; the last is the value. */
  record Block(List<Expression> expressions, int position) implements Expression {
    /** Copies the expressions. */
    public Block {
      expressions = List.copyOf(expressions);
    }
  }

  /** Calls a function. */
  record Call(Expression function, List<Expression> arguments, int position) implements Expression {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A function with some of its arguments fixed, the others {@link Placeholder}s. */
  record Partial(Expression function, List<Expression> arguments, int position)
      implements Expression {
    /** Copies the arguments. */
    public Partial {
      arguments = List.copyOf(arguments);
    }
  }

  /** An argument left open: {@code ?}. Stands in a {@link Partial} only. */
  record Placeholder(int position) implements Expression {}

  /**
   * A function.
   *
   * @param parameters their names, without dollars
   * @param signature as written, such as {@code <n-n>}; null where absent
   */
  record Lambda(List<String> parameters, @Nullable String signature, Expression body, int position)
      implements Expression {
    /** Copies the names. */
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /** Sets a variable of the enclosing block, and is its value. */
  record Assignment(String variable, Expression value, int position) implements Expression {}

  /** Hands the left value to the right function, or composes two functions: {@code ~>}. */
  record Application(Expression left, Expression right, int position) implements Expression {}

  /** A function that changes copies of what a pattern finds. */
  record Transform(
      Expression pattern, Expression update, @Nullable Expression deletion, int position)
      implements Expression {}

  /**
   * A step of a path.
   *
   * @param expression evaluated for every value of the step before
   * @param stages what happens to its values, in order
   * @param focus the variable that is bound to each value ({@code @$v}); null where absent
   * @param index the variable that is bound to each value's place ({@code #$i}); null where absent
   */
  record Step(
      Expression expression, List<Stage> stages, @Nullable String focus, @Nullable String index) {
    /** Copies the stages. */
    public Step {
      stages = List.copyOf(stages);
    }
  }

  /** What happens to the values of a step. */
  sealed interface Stage {

    /** Keeps those for which the predicate holds, or that stand at the places it yields. */
    record Filter(Expression predicate) implements Stage {}

    /** Binds a variable to each value's place. */
    record Index(String variable) implements Stage {}
  }
}
