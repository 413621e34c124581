package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plain JSONata expression. A value of null is JSONata's undefined. Whatever is not
 * certain ends in {@link NotPlainException}; nothing has happened then.
 */
sealed interface PlainNode {

  @Nullable Json value(Scope scope);

  /** A value that is written out. */
  record Literal(Json json) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      return json;
    }
  }

  /** Where a path starts. */
  enum Root implements PlainNode {
    INPUT,
    RESULT,
    ERROR_OUTPUT,
    CONTEXT;

    @Override
    public @Nullable Json value(Scope scope) {
      return switch (this) {
        case INPUT -> scope.input();
        case RESULT -> scope.result();
        case ERROR_OUTPUT -> scope.errorOutput();
        case CONTEXT -> scope.context().get();
      };
    }
  }

  /** A variable; one that is not assigned may still name a function. */
  record Variable(String name) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      Json value = scope.variables().get(name);
      if (value == null) {
        throw new NotPlainException();
      }
      return value;
    }
  }

  /** Members of members. An array on the way would be mapped. */
  record Members(PlainNode root, List<String> names) implements PlainNode {
    @Override
    public @Nullable Json value(Scope scope) {
      Json at = root.value(scope);
      for (String name : names) {
        if (at instanceof JsonObject object) {
          at = object.get(name);
        } else if (at instanceof JsonArray) {
          throw new NotPlainException();
        } else {
          return null;
        }
      }
      return at;
    }
  }

  /** {@code + - * / %} on numbers, which are doubles. */
  record Arithmetic(char operator, PlainNode left, PlainNode right) implements PlainNode {
    @Override
    public @Nullable Json value(Scope scope) {
      Json one = left.value(scope);
      Json other = right.value(scope);
      if (!isNumberOrNothing(one) || !isNumberOrNothing(other)) {
        throw new NotPlainException();
      }
      if (one == null || other == null) {
        return null;
      }
      double a = ((JsonNumber) one).doubleValue();
      double b = ((JsonNumber) other).doubleValue();
      return JsonataNumbers.json(
          switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            default -> a % b;
          });
    }

    private static boolean isNumberOrNothing(@Nullable Json value) {
      return value == null || value instanceof JsonNumber;
    }
  }

  /** {@code = !=}; false if a side is undefined. */
  record Equality(boolean equal, PlainNode left, PlainNode right) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      Json one = left.value(scope);
      Json other = right.value(scope);
      return Json.of(one != null && other != null && one.equals(other) == equal);
    }
  }

  /** {@code < <= > >=} on two numbers or two strings. */
  record Order(String operator, PlainNode left, PlainNode right) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      Json one = left.value(scope);
      Json other = right.value(scope);
      int order;
      if (one instanceof JsonNumber a && other instanceof JsonNumber b) {
        order = Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
      } else if (one instanceof JsonString a && other instanceof JsonString b) {
        order = a.value().compareTo(b.value());
      } else {
        throw new NotPlainException();
      }
      return Json.of(
          switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
          });
    }
  }

  /** {@code and or}; what is undefined does not hold. */
  record Logic(boolean and, PlainNode left, PlainNode right) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      return Json.of(
          and
              ? truth(left.value(scope)) && truth(right.value(scope))
              : truth(left.value(scope)) || truth(right.value(scope)));
    }
  }

  /** {@code condition ? then : otherwise}. */
  record Conditional(PlainNode condition, PlainNode then, @Nullable PlainNode otherwise)
      implements PlainNode {
    @Override
    public @Nullable Json value(Scope scope) {
      if (truth(condition.value(scope))) {
        return then.value(scope);
      }
      return otherwise == null ? null : otherwise.value(scope);
    }
  }

  /** {@code &}; what is undefined is an empty string. */
  record Concatenation(PlainNode left, PlainNode right) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      return Json.of(text(left.value(scope)) + text(right.value(scope)));
    }
  }

  /** An object; members that are undefined are left out. */
  record ObjectOf(List<String> names, List<PlainNode> values) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      JsonObject.Builder members = JsonObject.builder();
      for (int i = 0; i < names.size(); i++) {
        members.putIfPresent(names.get(i), values.get(i).value(scope));
      }
      return members.build();
    }
  }

  /** An array; elements that are arrays are flattened unless written as arrays. */
  record ArrayOf(List<PlainNode> elements) implements PlainNode {
    @Override
    public Json value(Scope scope) {
      List<Json> values = new ArrayList<>();
      for (PlainNode element : elements) {
        Json value = element.value(scope);
        if (value instanceof JsonArray array && !(element instanceof ArrayOf)) {
          values.addAll(array.asList());
        } else if (value != null) {
          values.add(value);
        }
      }
      return JsonArray.of(values);
    }
  }

  /** A call of one of the few functions that plain expressions know. */
  record Call(String function, PlainNode argument) implements PlainNode {
    @Override
    public @Nullable Json value(Scope scope) {
      if (scope.variables().get(function) != null) {
        throw new NotPlainException();
      }
      Json value = argument.value(scope);
      return switch (function) {
        case "exists" -> Json.of(value != null);
        case "count" ->
            Json.of(value == null ? 0 : value instanceof JsonArray array ? array.length() : 1);
        case "not" -> value == null ? null : Json.of(!truth(value));
        case "string" -> value == null ? null : Json.of(text(value));
        default -> merged(value);
      };
    }

    private static @Nullable Json merged(@Nullable Json value) {
      if (!(value instanceof JsonArray array)) {
        throw new NotPlainException();
      }
      JsonObject.Builder members = JsonObject.builder();
      for (Json element : array) {
        if (!(element instanceof JsonObject object)) {
          throw new NotPlainException();
        }
        members.putAll(object);
      }
      return members.build();
    }
  }

  private static boolean truth(@Nullable Json value) {
    if (value == null || value instanceof JsonBoolean) {
      return value == JsonBoolean.TRUE;
    }
    throw new NotPlainException();
  }

  private static String text(@Nullable Json value) {
    if (value == null) {
      return "";
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    if (value instanceof JsonBoolean
        || value == JsonNull.NULL
        || (value instanceof JsonNumber number && number.isIntegral())) {
      return value.canonical().compact();
    }
    throw new NotPlainException();
  }
}
