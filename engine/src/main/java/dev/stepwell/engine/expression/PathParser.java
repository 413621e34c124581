package dev.stepwell.engine.expression;

import dev.stepwell.engine.expression.PathStep.All;
import dev.stepwell.engine.expression.PathStep.Deep;
import dev.stepwell.engine.expression.PathStep.Index;
import dev.stepwell.engine.expression.PathStep.Matching;
import dev.stepwell.engine.expression.PathStep.Name;
import dev.stepwell.engine.expression.PathStep.Selection;
import dev.stepwell.engine.expression.PathStep.Slice;
import dev.stepwell.engine.expression.PathStep.Union;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a path. */
final class PathParser {

  private final Cursor in;

  private PathParser(Cursor in) {
    this.in = in;
  }

  /** The steps from here to the end of the text, or to what can no longer be a path. */
  static PathSteps steps(Cursor in) {
    return new PathParser(in).steps();
  }

  private PathSteps steps() {
    List<PathStep> steps = new ArrayList<>();
    for (PathStep step = step(); step != null; step = step()) {
      steps.add(step);
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.set(i, placed(steps.get(i), i == steps.size() - 1));
    }
    return new PathSteps(steps);
  }

  /** Several names are one object at the end of a path and many places before it. */
  private static PathStep placed(PathStep step, boolean last) {
    if (step instanceof Selection selection && !last) {
      return new Union(selection.names().stream().map(Name::new).toList());
    }
    return step instanceof Deep deep ? new Deep(placed(deep.step(), last), last) : step;
  }

  private @Nullable PathStep step() {
    if (in.take("..")) {
      return new Deep(in.peek() == '[' ? bracket() : dotted(), true);
    }
    if (in.take(".")) {
      return in.peek() == '[' ? bracket() : dotted();
    }
    return in.peek() == '[' ? bracket() : null;
  }

  private PathStep dotted() {
    if (in.take("*")) {
      return new All();
    }
    String name = in.takeWhile(c -> ".[]()' \"=!<>&|,~+".indexOf(c) < 0);
    if (name.isEmpty()) {
      throw in.wrong("a name");
    }
    if (in.peek() == '(') {
      throw in.wrong("no function call");
    }
    return new Name(name);
  }

  private PathStep bracket() {
    in.expect("[");
    in.skipBlanks();
    PathStep step;
    char first = in.peek();
    if (first == '\'' || first == '"') {
      step = names();
    } else if (in.take("*")) {
      step = new All();
    } else if (in.take("?")) {
      in.skipBlanks();
      step = new Matching(FilterParser.parenthesized(in));
    } else {
      step = numbers();
    }
    in.skipBlanks();
    in.expect("]");
    return step;
  }

  private PathStep names() {
    List<String> names = new ArrayList<>();
    do {
      in.skipBlanks();
      names.add(in.quoted());
      in.skipBlanks();
    } while (in.take(","));
    return names.size() == 1 ? new Name(names.get(0)) : new Selection(List.copyOf(names));
  }

  private PathStep numbers() {
    Integer first = number();
    in.skipBlanks();
    if (in.take(":")) {
      in.skipBlanks();
      Integer end = number();
      if (first == null && end == null) {
        throw in.wrong("a number");
      }
      return new Slice(first, end);
    }
    if (first == null) {
      throw in.wrong("a name in quotes, a number, * or ?");
    }
    List<Index> indices = new ArrayList<>(List.of(new Index(first)));
    while (in.take(",")) {
      in.skipBlanks();
      Integer next = number();
      if (next == null) {
        throw in.wrong("a number");
      }
      indices.add(new Index(next));
      in.skipBlanks();
    }
    return indices.size() == 1 ? indices.get(0) : new Union(List.copyOf(indices));
  }

  private @Nullable Integer number() {
    String digits = (in.take("-") ? "-" : "") + in.takeWhile(c -> c >= '0' && c <= '9');
    if (digits.isEmpty()) {
      return null;
    }
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException tooLong) {
      throw in.wrong("a number of at most 32 bits");
    }
  }
}
