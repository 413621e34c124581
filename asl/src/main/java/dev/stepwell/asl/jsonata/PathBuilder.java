package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.Expression.Stage;
import dev.stepwell.asl.jsonata.Expression.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path in the making. A grouping of a path stays behind its last step, however many come. */
final class PathBuilder {

  private final List<Step> steps = new ArrayList<>();
  private final int position;
  private boolean keepArray;
  private Expression.@Nullable Grouped group;

  private PathBuilder(int position) {
    this.position = position;
  }

  /** Whether the expression is a path, grouped or not. */
  static boolean isPath(Expression expression) {
    return expression instanceof Expression.Path
        || (expression instanceof Expression.Grouped grouped
            && grouped.input() instanceof Expression.Path);
  }

  /** Starts with an expression, which becomes the first step unless it is a path itself. */
  static PathBuilder of(Expression first) {
    PathBuilder path = new PathBuilder(first.position());
    if (first instanceof Expression.Grouped grouped
        && grouped.input() instanceof Expression.Path input) {
      path.group = grouped;
      path.append(input);
    } else if (first instanceof Expression.Path input) {
      path.append(input);
    } else if (first instanceof Expression.KeptArray kept) {
      path.keepArray = true;
      path.step(kept.input(), List.of());
    } else {
      path.step(first, List.of());
    }
    return path;
  }

  private void append(Expression.Path path) {
    steps.addAll(path.steps());
    keepArray |= path.keepArray();
  }

  PathBuilder then(Expression next) {
    Expression bare = next;
    if (bare instanceof Expression.KeptArray kept) {
      keepArray = true;
      bare = kept.input();
    }
    if (bare instanceof Expression.Path path) {
      append(path);
    } else if (bare instanceof Expression.Filtered filtered) {
      List<Stage> stages = new ArrayList<>();
      filtered.predicates().forEach(each -> stages.add(new Stage.Filter(each)));
      step(filtered.input(), stages);
    } else {
      step(bare, List.of());
    }
    return this;
  }

  private void step(Expression expression, List<Stage> stages) {
    steps.add(new Step(expression, stages, null, null));
  }

  /** A text is a name here; other literals cannot be steps. */
  PathBuilder namesForTexts() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.expression() instanceof Expression.Constant constant) {
        if (!(constant.value() instanceof JsonString name)) {
          throw SyntaxError.LITERAL_STEP.at(constant.position(), "", constant.value());
        }
        Expression field = new Expression.Field(name.value(), constant.position());
        steps.set(i, new Step(field, step.stages(), step.focus(), step.index()));
      }
    }
    return this;
  }

  PathBuilder stage(Stage stage) {
    Step last = last();
    List<Stage> stages = new ArrayList<>(last.stages());
    stages.add(stage);
    return replaceLast(new Step(last.expression(), stages, last.focus(), last.index()));
  }

  PathBuilder sorted(Expression.Sort sort) {
    step(sort, List.of());
    return this;
  }

  PathBuilder focus(String variable, int at) {
    Step last = last();
    if (!last.stages().isEmpty() || last.expression() instanceof Expression.Filtered) {
      throw SyntaxError.BINDING_AFTER_PREDICATE.at(at);
    }
    if (last.expression() instanceof Expression.Sort) {
      throw SyntaxError.BINDING_AFTER_SORT.at(at);
    }
    return replaceLast(new Step(last.expression(), last.stages(), variable, last.index()));
  }

  PathBuilder index(String variable) {
    Step last = last();
    if (!last.stages().isEmpty()) {
      return stage(new Stage.Index(variable));
    }
    return replaceLast(new Step(last.expression(), last.stages(), last.focus(), variable));
  }

  PathBuilder keepArray() {
    keepArray = true;
    return this;
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }

  private PathBuilder replaceLast(Step step) {
    steps.set(steps.size() - 1, step);
    return this;
  }

  Expression build() {
    Expression path = new Expression.Path(steps, keepArray, position);
    return group == null ? path : new Expression.Grouped(path, group.pairs(), group.position());
  }
}
