package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Spells expressions: constants as JSON, everything else as JSONata between the marks. */
public final class Render {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)\\}");

  private Render() {}

  /** The expression as the value of a field. */
  public static Json json(Expr expr) {
    if (expr instanceof Expr.Fields fields) {
      JsonObject.Builder object = JsonObject.builder();
      fields.members().forEach(member -> object.put(member.name(), json(member.value())));
      return object.build();
    } else if (expr instanceof Expr.Elements elements) {
      return elements.elements().stream().map(Render::json).collect(JsonArray.collector());
    } else if (expr.isStatic()) {
      if (expr instanceof Expr.Constant constant && !(constant.value() instanceof JsonString)) {
        return constant.value();
      }
      String text = staticText(expr);
      if (!Jsonata.looksLikeExpression(text)) {
        return Json.of(text);
      }
    }
    return Json.of("{% " + jsonata(expr) + " %}");
  }

  /** The expression in JSONata. */
  public static String jsonata(Expr expr) {
    if (expr instanceof Expr.Constant constant) {
      return Jsonata.value(constant.value());
    } else if (expr instanceof Expr.Deployed) {
      return Jsonata.string(staticText(expr));
    } else if (expr instanceof Expr.At at) {
      return path(at.base(), at.path());
    } else if (expr instanceof Expr.Result result) {
      return path("$states.result", result.path());
    } else if (expr instanceof Expr.Joined joined) {
      return joined(joined.parts());
    } else if (expr instanceof Expr.Raw raw) {
      return raw(raw);
    } else if (expr instanceof Expr.Fields fields) {
      return fields.members().stream()
          .map(member -> Jsonata.string(member.name()) + ": " + jsonata(member.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (expr instanceof Expr.Elements elements) {
      return elements.elements().stream()
          .map(Render::jsonata)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    throw new IllegalArgumentException("not lowered: " + expr);
  }

  /** Static neighbours become one literal. */
  private static String joined(List<Expr> parts) {
    StringBuilder out = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    for (Expr part : parts) {
      if (part.isStatic()) {
        literal.append(staticText(part));
      } else {
        flush(literal, out);
        append(out, operand(part));
      }
    }
    flush(literal, out);
    return out.toString();
  }

  private static void flush(StringBuilder literal, StringBuilder out) {
    if (literal.length() > 0) {
      append(out, Jsonata.string(literal.toString()));
      literal.setLength(0);
    }
  }

  private static void append(StringBuilder out, String operand) {
    out.append(out.length() == 0 ? "" : " & ").append(operand);
  }

  private static String raw(Expr.Raw raw) {
    return PLACEHOLDER
        .matcher(raw.text())
        .replaceAll(
            match -> {
              int index = Integer.parseInt(match.group(1));
              if (index >= raw.args().size()) {
                return Matcher.quoteReplacement(match.group());
              }
              Expr arg = raw.args().get(index);
              boolean enclosed = isEnclosed(raw.text(), match.start(), match.end());
              return Matcher.quoteReplacement(enclosed ? jsonata(arg) : operand(arg));
            });
  }

  /** Whether a placeholder is a whole argument of a function, where nothing can bind tighter. */
  private static boolean isEnclosed(String text, int start, int end) {
    String before = text.substring(0, start).stripTrailing();
    String after = text.substring(end).stripLeading();
    return (before.endsWith("(") || before.endsWith(","))
        && (after.startsWith(")") || after.startsWith(","));
  }

  private static String operand(Expr expr) {
    boolean loose =
        (expr instanceof Expr.Joined && !expr.isStatic())
            || (expr instanceof Expr.Raw raw && !raw.atomic());
    return loose ? "(" + jsonata(expr) + ")" : jsonata(expr);
  }

  private static String staticText(Expr expr) {
    if (expr instanceof Expr.Deployed deployed) {
      return "${" + deployed.name() + "}";
    } else if (expr instanceof Expr.Joined joined) {
      return joined.parts().stream().map(Render::staticText).collect(Collectors.joining());
    } else if (expr instanceof Expr.Constant constant) {
      return constant.value() instanceof JsonString text
          ? text.value()
          : constant.value().compact();
    }
    throw new IllegalArgumentException("not static: " + expr);
  }

  private static String path(String base, List<String> steps) {
    StringBuilder out = new StringBuilder(base);
    for (String step : steps) {
      boolean index = Character.isDigit(step.charAt(0));
      out.append(index ? "[" + step + "]" : "." + Jsonata.step(step));
    }
    return out.toString();
  }
}
