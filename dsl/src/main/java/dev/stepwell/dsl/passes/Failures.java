package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where failures go, in one scope: the first target that takes an error has it. Everything that can
 * fail is wired through here: tasks by Catch, ends of polling loops and {@code fail} by going
 * there.
 */
record Failures(List<Target> targets) {

  static final Failures NONE = new Failures(List.of());

  /**
   * One place to go.
   *
   * @param errors the errors it takes
   * @param state where to go
   * @param variable what the failure is assigned to; null to drop it
   * @param keepFirst whether a failure that is there already stays
   * @param task the task of a graph whose failure it is; null elsewhere
   */
  record Target(
      List<String> errors,
      String state,
      @Nullable String variable,
      boolean keepFirst,
      @Nullable String task) {

    Target(List<String> errors, String state, @Nullable String variable, boolean keepFirst) {
      this(errors, state, variable, keepFirst, null);
    }

    static Target all(String state, @Nullable String variable) {
      return new Target(List.of("States.ALL"), state, variable, false);
    }

    static Target allKeepingFirst(String state, String variable) {
      return new Target(List.of("States.ALL"), state, variable, true);
    }

    boolean takesAll() {
      return errors.contains("States.ALL");
    }

    private Expr.Fields assign(Expr error, Expr cause) {
      if (variable == null) {
        return Expr.fields();
      }
      Expr.Fields named = task == null ? Expr.fields() : Expr.fields().and("Task", Expr.text(task));
      Expr failure = named.and("Error", error).and("Cause", cause);
      Expr known = new Expr.At("$" + variable, List.of());
      return Expr.fields()
          .and(
              variable,
              keepFirst
                  ? Expr.raw("$exists({0}) and {0} != null ? {0} : {1}", known, failure)
                  : failure);
    }
  }

  /** These targets before others. */
  Failures before(Failures outer) {
    List<Target> all = new ArrayList<>(targets);
    if (targets.stream().noneMatch(Target::takesAll)) {
      all.addAll(outer.targets());
    }
    return new Failures(all);
  }

  /** The catchers of a state. */
  List<Draft.CatchRule> catches() {
    Expr error = new Expr.At("$states.errorOutput", List.of("Error"));
    Expr cause =
        Expr.raw("$exists({0}) ? {0} : ''", new Expr.At("$states.errorOutput", List.of("Cause")));
    return targets.stream()
        .map(to -> new Draft.CatchRule(to.errors(), to.assign(error, cause), to.state()))
        .toList();
  }

  /** The state that raises an error that is known when the workflow is compiled. */
  Draft raise(String name, String error, Expr cause) {
    for (Target target : targets) {
      if (target.takesAll() || target.errors().contains(error)) {
        return new Draft.Pass(name, target.assign(Expr.text(error), cause), target.state());
      }
    }
    return new Draft.Fail(name, Expr.text(error), cause);
  }

  /** The states that raise an error that is known at run time. */
  List<Draft> raise(String name, Expr error, Expr cause) {
    Draft fail = new Draft.Fail(targets.isEmpty() ? name : name + ".uncaught", error, cause);
    if (targets.isEmpty()) {
      return List.of(fail);
    }
    Target first = targets.get(0);
    if (first.takesAll()) {
      return List.of(new Draft.Pass(name, first.assign(error, cause), first.state()));
    }
    List<Draft.Rule> rules = new ArrayList<>();
    for (Target target : targets) {
      if (target.takesAll()) {
        return List.of(new Draft.Choice(name, rules, target.assign(error, cause), target.state()));
      }
      Expr names = new Expr.Elements(target.errors().stream().map(Expr::text).toList());
      rules.add(
          new Draft.Rule(
              Expr.raw("{0} in {1}", error, names), target.assign(error, cause), target.state()));
    }
    return List.of(new Draft.Choice(name, rules, Expr.fields(), fail.name()), fail);
  }
}
