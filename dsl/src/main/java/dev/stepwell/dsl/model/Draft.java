package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A state before it is printed. {@code next} is null where the state ends its graph. */
public sealed interface Draft {

  /** The state's name. */
  String name();

  /** A service call. */
  record Task(
      String name,
      Call call,
      @Nullable Integer heartbeatSeconds,
      List<CatchRule> catches,
      Expr.Fields assign,
      Expr output,
      @Nullable String next,
      List<UnaryOperator<JsonObject>> patches)
      implements Draft {

    /** This state with another call. */
    public Task calling(Call other) {
      return new Task(name, other, heartbeatSeconds, catches, assign, output, next, patches);
    }

    /** This state with other catchers. */
    public Task catching(List<CatchRule> others) {
      return new Task(name, call, heartbeatSeconds, others, assign, output, next, patches);
    }
  }

  /** Sets variables. */
  record Pass(String name, Expr.Fields assign, @Nullable String next) implements Draft {}

  /** Lets time pass. */
  record Wait(
      String name,
      Delay delay,
      Expr.Fields assign,
      @Nullable String next,
      List<UnaryOperator<JsonObject>> patches)
      implements Draft {

    /** A state that the author cannot patch. */
    public Wait(String name, Delay delay, Expr.Fields assign, @Nullable String next) {
      this(name, delay, assign, next, List.of());
    }
  }

  /** Takes a way; {@code assign} goes with the default. */
  record Choice(String name, List<Rule> rules, Expr.Fields assign, String otherwise)
      implements Draft {}

  /** One way out of a choice. */
  record Rule(Expr condition, Expr.Fields assign, String next) {}

  /** Ends a graph well. */
  record Succeed(String name, @Nullable Expr output) implements Draft {}

  /** Ends a graph with an error. */
  record Fail(String name, Expr error, Expr cause) implements Draft {}

  /**
   * A graph per item; with a selector each in an execution of its own, which it is started with.
   */
  record Map(
      String name,
      Expr items,
      int atOnce,
      @Nullable Expr selector,
      Graph body,
      List<CatchRule> catches,
      Expr.Fields assign,
      Expr output,
      @Nullable String next)
      implements Draft {}

  /** Several graphs. */
  record Parallel(
      String name,
      List<Graph> branches,
      List<CatchRule> catches,
      Expr.Fields assign,
      Expr output,
      @Nullable String next)
      implements Draft {}

  /** States as somebody wrote them: the one branch of a Parallel. */
  record Fragment(
      String name,
      JsonObject graph,
      Expr arguments,
      List<RetryRule> retries,
      List<CatchRule> catches,
      Expr.Fields assign,
      Expr output,
      @Nullable String next,
      List<UnaryOperator<JsonObject>> patches)
      implements Draft {}

  /** What to do about errors; without an output, the error is the next state's input. */
  record CatchRule(List<String> errors, Expr.Fields assign, @Nullable Expr output, String next) {

    /** A rule without an output. */
    public CatchRule(List<String> errors, Expr.Fields assign, String next) {
      this(errors, assign, null, next);
    }
  }

  /** States and where they start. */
  record Graph(String startAt, List<Draft> states) {}
}
