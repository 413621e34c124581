package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.jsonata.Expression.Pair;
import dev.stepwell.asl.jsonata.Expression.Stage;
import dev.stepwell.asl.jsonata.Expression.Step;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints trees in brackets, so that tests can say what they expect. */
final class Printer {

  private Printer() {}

  static String print(@Nullable Expression e) {
    if (e instanceof Expression.Constant constant) {
      return constant.value().compact();
    } else if (e instanceof Expression.Field field) {
      return field.name();
    } else if (e instanceof Expression.Variable variable) {
      return "$" + variable.name();
    } else if (e instanceof Expression.Wildcard) {
      return "*";
    } else if (e instanceof Expression.Descendants) {
      return "**";
    } else if (e instanceof Expression.Parent) {
      return "%";
    } else if (e instanceof Expression.Placeholder) {
      return "?";
    } else if (e instanceof Expression.Regex regex) {
      return "/" + regex.pattern() + "/" + regex.flags();
    } else if (e instanceof Expression.Path path) {
      return list(path.keepArray() ? "path*" : "path", path.steps().stream().map(Printer::step));
    } else if (e instanceof Expression.Sort sort) {
      return list(
          "sort", sort.terms().stream().map(t -> (t.descending() ? ">" : "") + print(t.by())));
    } else if (e instanceof Expression.Filtered filtered) {
      return list("filter", all(List.of(filtered.input()), filtered.predicates()));
    } else if (e instanceof Expression.KeptArray kept) {
      return list("keep", all(List.of(kept.input()), List.of()));
    } else if (e instanceof Expression.Grouped grouped) {
      return list(
          "group", Stream.concat(Stream.of(print(grouped.input())), pairs(grouped.pairs())));
    } else if (e instanceof Expression.ObjectOf object) {
      return list("object", pairs(object.pairs()));
    } else if (e instanceof Expression.ArrayOf array) {
      return list("array", all(array.items(), List.of()));
    } else if (e instanceof Expression.Range range) {
      return list("range", all(List.of(range.from(), range.to()), List.of()));
    } else if (e instanceof Expression.Negation negation) {
      return list("neg", all(List.of(negation.operand()), List.of()));
    }
    return compound(e);
  }

  private static String compound(@Nullable Expression e) {
    if (e instanceof Expression.Binary binary) {
      return list(binary.operator(), all(List.of(binary.left(), binary.right()), List.of()));
    } else if (e instanceof Expression.Condition condition) {
      Stream<String> parts = all(List.of(condition.test(), condition.then()), List.of());
      return list(
          "if",
          condition.otherwise() == null
              ? parts
              : Stream.concat(parts, Stream.of(print(condition.otherwise()))));
    } else if (e instanceof Expression.Block block) {
      return list("block", all(block.expressions(), List.of()));
    } else if (e instanceof Expression.Call call) {
      return list("call", all(List.of(call.function()), call.arguments()));
    } else if (e instanceof Expression.Partial partial) {
      return list("partial", all(List.of(partial.function()), partial.arguments()));
    } else if (e instanceof Expression.Lambda lambda) {
      Stream<String> signature =
          lambda.signature() == null ? Stream.of() : Stream.of(lambda.signature());
      return list(
          "lambda",
          Stream.of(lambda.parameters().stream(), signature, Stream.of(print(lambda.body())))
              .flatMap(each -> each));
    } else if (e instanceof Expression.Assignment assignment) {
      return list(":=", Stream.of(assignment.variable(), print(assignment.value())));
    } else if (e instanceof Expression.Application application) {
      return list("~>", all(List.of(application.left(), application.right()), List.of()));
    } else if (e instanceof Expression.Transform transform) {
      return list(
          "transform",
          Stream.of(transform.pattern(), transform.update(), transform.deletion())
              .map(Printer::print));
    }
    return String.valueOf(e);
  }

  private static String step(Step step) {
    StringBuilder out = new StringBuilder(print(step.expression()));
    if (step.focus() != null) {
      out.append('@').append(step.focus());
    }
    if (step.index() != null) {
      out.append('#').append(step.index());
    }
    for (Stage stage : step.stages()) {
      if (stage instanceof Stage.Filter filter) {
        out.append('[').append(print(filter.predicate())).append(']');
      } else if (stage instanceof Stage.Index index) {
        out.append('#').append(index.variable());
      }
    }
    return out.toString();
  }

  private static Stream<String> pairs(List<Pair> pairs) {
    return pairs.stream().flatMap(p -> Stream.of(print(p.key()), print(p.value())));
  }

  private static Stream<String> all(List<Expression> some, List<Expression> more) {
    return Stream.concat(some.stream(), more.stream()).map(Printer::print);
  }

  private static String list(String name, Stream<String> parts) {
    return Stream.concat(Stream.of(name), parts).collect(Collectors.joining(" ", "(", ")"));
  }
}
