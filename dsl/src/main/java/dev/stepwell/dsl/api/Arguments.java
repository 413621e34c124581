package dev.stepwell.dsl.api;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds the arguments of a call against the shape of the action's input: names at any depth, what
 * is required, JSON types, and, where the value is known when the workflow is built, enumerations
 * and limits. Bytes can be given as an object, which Step Functions sends as JSON.
 */
public final class Arguments {

  private final Integration integration;
  private final Service service;
  private final Map<Expr, Kind> kinds;
  private final List<String> problems = new ArrayList<>();

  private Arguments(Integration integration, Map<Expr, Kind> kinds) {
    this.integration = integration;
    this.kinds = kinds;
    this.service = integration.action().service();
  }

  /** What is known of a value whose content is not. */
  public enum Kind {
    /** A text, a day or an instant. */
    TEXT("a text"),
    /** A number. */
    NUMBER("a number"),
    /** True or false. */
    BOOLEAN("true or false"),
    /** A list. */
    LIST("a list"),
    /** An object. */
    OBJECT("an object");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private boolean fits(Shape shape) {
      return switch (this) {
        case TEXT -> takesText(shape);
        case NUMBER -> shape instanceof Shape.Numeral;
        case BOOLEAN -> shape == Shape.Plain.BOOLEAN;
        case LIST -> shape instanceof Shape.Listing;
        case OBJECT ->
            shape instanceof Shape.Structure
                || shape instanceof Shape.Mapping
                || shape == Shape.Plain.BLOB;
      };
    }
  }

  /** All problems, in the order of the arguments; each says what is wrong and what would do. */
  public static List<String> problems(Integration integration, Expr.Fields arguments) {
    return problems(integration, arguments, Map.of());
  }

  /**
   * All problems, in the order of the arguments.
   *
   * @param kinds of values that are known at run time only
   */
  public static List<String> problems(
      Integration integration, Expr.Fields arguments, Map<Expr, Kind> kinds) {
    Arguments check = new Arguments(integration, kinds);
    check.object(List.of(), integration.action().input(), arguments);
    return check.problems;
  }

  private void value(List<String> path, Shape shape, Expr value) {
    if (shape == Shape.Plain.ANY || path.equals(integration.jsonText())) {
      return;
    }
    if (value instanceof Expr.Constant constant) {
      constant(path, shape, constant.value());
    } else if (value instanceof Expr.Fields fields) {
      object(path, shape, fields);
    } else if (value instanceof Expr.Elements elements) {
      list(path, shape, elements.elements());
    } else {
      boolean text = value instanceof Expr.Deployed || value instanceof Expr.Joined;
      Kind kind = text ? Kind.TEXT : kinds.get(value);
      if (kind != null && !kind.fits(shape)) {
        wrongType(path, shape, kind.words);
      }
    }
  }

  private void constant(List<String> path, Shape shape, Json value) {
    if (value instanceof JsonObject object) {
      Expr.Fields fields = Expr.fields();
      for (String name : object.names()) {
        fields = fields.and(name, new Expr.Constant(requireNonNull(object.get(name))));
      }
      object(path, shape, fields);
    } else if (value instanceof JsonArray array) {
      list(path, shape, array.stream().<Expr>map(Expr.Constant::new).toList());
    } else if (value instanceof JsonString text) {
      text(path, shape, text.value());
    } else if (value instanceof JsonNumber number) {
      number(path, shape, number);
    } else if (value instanceof JsonBoolean) {
      if (shape != Shape.Plain.BOOLEAN) {
        wrongType(path, shape, "true or false");
      }
    }
  }

  private void object(List<String> path, Shape shape, Expr.Fields fields) {
    if (shape instanceof Shape.Structure structure) {
      structure(path, structure, fields);
    } else if (shape instanceof Shape.Mapping map) {
      limited(path, map.size(), fields.members().size(), "members");
      for (Expr.Member member : fields.members()) {
        List<String> inside = longer(path, member.name());
        constant(inside, service.shape(map.key()), Json.of(member.name()));
        value(inside, service.shape(map.value()), member.value());
      }
    } else if (shape != Shape.Plain.ANY && shape != Shape.Plain.BLOB) {
      wrongType(path, shape, "an object");
    }
  }

  private void structure(List<String> path, Shape.Structure structure, Expr.Fields fields) {
    for (Expr.Member member : fields.members()) {
      Integer shape = integration.member(structure, member.name());
      if (shape == null) {
        problems.add(
            "there is no parameter "
                + name(longer(path, member.name()))
                + Nearest.hint(member.name(), structure.members().keySet()));
      } else {
        value(longer(path, member.name()), service.shape(shape), member.value());
      }
    }
    for (String required : structure.required()) {
      if (!fields.has(required)) {
        problems.add("the required parameter " + name(longer(path, required)) + " is missing");
      }
    }
    if (structure.oneOf() && fields.members().size() != 1) {
      problems.add(
          name(path)
              + " takes exactly one of "
              + String.join(", ", structure.members().keySet())
              + ", but has "
              + fields.members().size()
              + " members");
    }
  }

  private void list(List<String> path, Shape shape, List<Expr> elements) {
    if (!(shape instanceof Shape.Listing list)) {
      wrongType(path, shape, "a list");
      return;
    }
    limited(path, list.length(), elements.size(), "elements");
    for (Expr element : elements) {
      value(longer(path, "*"), service.shape(list.element()), element);
    }
  }

  private void text(List<String> path, Shape shape, String text) {
    if (!takesText(shape)) {
      wrongType(path, shape, "a text");
    } else if (shape == Shape.Plain.TIMESTAMP) {
      instant(path, text);
    } else if (shape instanceof Shape.Text rules) {
      int before = problems.size();
      limited(path, rules.length(), text.codePointCount(0, text.length()), "characters");
      if (!rules.values().isEmpty() && !rules.values().contains(text)) {
        problems.add(
            name(path)
                + " is '"
                + text
                + "', but takes only "
                + String.join(", ", rules.values())
                + Nearest.hint(text, rules.values()));
      }
      if (problems.size() == before
          && rules.pattern() != null
          && !Pattern.matches(rules.pattern(), text)) {
        problems.add(name(path) + " is '" + text + "', which does not match " + rules.pattern());
      }
    }
  }

  private void instant(List<String> path, String text) {
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      problems.add(
          name(path) + " is '" + text + "', but takes an instant such as 2026-01-31T00:00:00Z");
    }
  }

  private void number(List<String> path, Shape shape, JsonNumber number) {
    if (!(shape instanceof Shape.Numeral rules)) {
      if (shape != Shape.Plain.TIMESTAMP) {
        wrongType(path, shape, "a number");
      }
    } else if (rules.whole() && !number.isIntegral()) {
      problems.add(name(path) + " is " + number.compact() + ", but takes whole numbers only");
    } else if (rules.range().exclude(number.decimalValue())) {
      problems.add(name(path) + " is " + number.compact() + ", but takes " + rules.range());
    }
  }

  private void limited(List<String> path, Shape.Limits limits, int number, String what) {
    if (limits.exclude(BigDecimal.valueOf(number))) {
      problems.add(name(path) + " has " + number + " " + what + ", but takes " + limits);
    }
  }

  private void wrongType(List<String> path, Shape shape, String given) {
    problems.add(name(path) + " takes " + described(shape) + ", but gets " + given);
  }

  private static boolean takesText(Shape shape) {
    return shape instanceof Shape.Text
        || shape == Shape.Plain.TIMESTAMP
        || shape == Shape.Plain.BLOB
        || shape == Shape.Plain.ANY;
  }

  static String described(Shape shape) {
    if (shape instanceof Shape.Structure || shape instanceof Shape.Mapping) {
      return "an object";
    } else if (shape instanceof Shape.Listing) {
      return "a list";
    } else if (shape instanceof Shape.Numeral) {
      return "a number";
    } else if (shape == Shape.Plain.BOOLEAN) {
      return "true or false";
    }
    return shape == Shape.Plain.TIMESTAMP ? "an instant as a text" : "a text";
  }

  private static String name(List<String> path) {
    return "'" + String.join(".", path).replace(".*", "[]") + "'";
  }

  private static List<String> longer(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
