package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.jsonata.Expression.Pair;
import dev.stepwell.asl.jsonata.Expression.Stage;
import dev.stepwell.asl.jsonata.Expression.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks an expression with the variables that are set inside it. */
final class ReferenceWalk {

  private final Set<String> topLevel = new LinkedHashSet<>();
  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<String> states = new LinkedHashSet<>();
  private final Deque<Set<String>> scopes = new ArrayDeque<>();
  private boolean wholeInput;
  private boolean assignsStates;

  References walk(Expression expression) {
    scopes.push(new HashSet<>());
    visit(expression, true);
    return new References(topLevel, variables, states, wholeInput, assignsStates);
  }

  /**
   * Visits an expression.
   *
   * @param top whether its context is the input document
   */
  private void visit(@Nullable Expression expression, boolean top) {
    if (expression instanceof Expression.Path path) {
      scoped(() -> path(path, top));
    } else if (expression instanceof Expression.Variable variable) {
      variable(variable.name(), top);
    } else if (expression instanceof Expression.Grouped grouped) {
      scoped(() -> grouped(grouped, top));
    } else if (expression instanceof Expression.Block block) {
      scoped(() -> all(block.expressions(), top));
    } else if (expression instanceof Expression.Lambda lambda) {
      scoped(() -> lambda(lambda, top));
    } else if (expression instanceof Expression.Assignment assignment) {
      visit(assignment.value(), top);
      assignsStates |= assignment.variable().equals("states");
      scopes.element().add(assignment.variable());
    } else if (expression instanceof Expression.Transform transform) {
      visit(transform.pattern(), false);
      visit(transform.update(), false);
      visit(transform.deletion(), false);
    } else if (expression != null) {
      simple(expression, top);
    }
  }

  private void simple(Expression expression, boolean top) {
    if (expression instanceof Expression.Field field) {
      node(field.name(), top);
    } else if (expression instanceof Expression.Wildcard) {
      node("*", top);
    } else if (expression instanceof Expression.Descendants) {
      node("**", top);
    } else if (expression instanceof Expression.Parent) {
      node("%", top);
    } else if (expression instanceof Expression.Filtered filtered) {
      visit(filtered.input(), top);
      all(filtered.predicates(), false);
    } else if (expression instanceof Expression.KeptArray kept) {
      visit(kept.input(), top);
    } else if (expression instanceof Expression.ArrayOf array) {
      all(array.items(), top);
    } else if (expression instanceof Expression.ObjectOf object) {
      pairs(object.pairs(), top);
    } else if (expression instanceof Expression.Range range) {
      visit(range.from(), top);
      visit(range.to(), top);
    } else if (expression instanceof Expression.Negation negation) {
      visit(negation.operand(), top);
    } else {
      composed(expression, top);
    }
  }

  private void composed(Expression expression, boolean top) {
    if (expression instanceof Expression.Binary binary) {
      visit(binary.left(), top);
      visit(binary.right(), top);
    } else if (expression instanceof Expression.Condition condition) {
      visit(condition.test(), top);
      visit(condition.then(), top);
      visit(condition.otherwise(), top);
    } else if (expression instanceof Expression.Call call) {
      visit(call.function(), top);
      all(call.arguments(), top);
    } else if (expression instanceof Expression.Partial partial) {
      visit(partial.function(), top);
      all(partial.arguments(), top);
    } else if (expression instanceof Expression.Application application) {
      visit(application.left(), top);
      visit(application.right(), top);
    } else if (expression instanceof Expression.Sort sort) {
      sort.terms().forEach(term -> visit(term.by(), false));
    }
  }

  private void all(List<Expression> expressions, boolean top) {
    expressions.forEach(each -> visit(each, top));
  }

  private void pairs(List<Pair> pairs, boolean top) {
    for (Pair pair : pairs) {
      visit(pair.key(), top);
      visit(pair.value(), top);
    }
  }

  /** The variables that the path binds stay known to the caller's scope. */
  private void path(Expression.Path path, boolean top) {
    List<Step> steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      visit(step.expression(), top && i == 0);
      bind(step.focus());
      bind(step.index());
      for (Stage stage : step.stages()) {
        if (stage instanceof Stage.Filter filter) {
          visit(filter.predicate(), false);
        } else if (stage instanceof Stage.Index index) {
          bind(index.variable());
        }
      }
    }
    if (steps.size() > 1
        && steps.get(0).expression() instanceof Expression.Variable variable
        && variable.name().equals("states")
        && steps.get(1).expression() instanceof Expression.Field field) {
      states.add(field.name());
    }
  }

  private void grouped(Expression.Grouped grouped, boolean top) {
    if (grouped.input() instanceof Expression.Path path) {
      path(path, top);
    } else {
      visit(grouped.input(), top);
    }
    pairs(grouped.pairs(), false);
  }

  private void lambda(Expression.Lambda lambda, boolean top) {
    scopes.element().addAll(lambda.parameters());
    visit(lambda.body(), top);
  }

  private void bind(@Nullable String variable) {
    if (variable != null) {
      scopes.element().add(variable);
    }
  }

  private void node(String name, boolean top) {
    if (top) {
      topLevel.add(name);
    }
  }

  private void variable(String name, boolean top) {
    if (name.isEmpty()) {
      node("$", top);
    } else if (name.equals("$")) {
      wholeInput = true;
    } else if (!name.equals("states") && !BuiltIns.has(name) && !isLocal(name)) {
      variables.add(name);
    }
  }

  private boolean isLocal(String name) {
    for (Set<String> scope : scopes) {
      if (scope.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private void scoped(Runnable walk) {
    scopes.push(new HashSet<>());
    walk.run();
    scopes.pop();
  }
}
