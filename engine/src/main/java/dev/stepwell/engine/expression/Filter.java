package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The test in {@code [?(...)]}. */
sealed interface Filter {

  boolean holds(Json current, Json root);

  /** All tests hold. */
  record And(List<Filter> all) implements Filter {
    @Override
    public boolean holds(Json current, Json root) {
      return all.stream().allMatch(filter -> filter.holds(current, root));
    }
  }

  /** Some test holds. */
  record Or(List<Filter> any) implements Filter {
    @Override
    public boolean holds(Json current, Json root) {
      return any.stream().anyMatch(filter -> filter.holds(current, root));
    }
  }

  /** The test does not hold. */
  record Not(Filter filter) implements Filter {
    @Override
    public boolean holds(Json current, Json root) {
      return !filter.holds(current, root);
    }
  }

  /** A path finds something; null counts. */
  record Exists(Operand path) implements Filter {
    @Override
    public boolean holds(Json current, Json root) {
      return path.value(current, root) != null;
    }
  }

  /** A path's value, or some element of it, matches a pattern as a whole. */
  record Matches(Operand value, Pattern pattern) implements Filter {
    @Override
    public boolean holds(Json current, Json root) {
      Json found = value.value(current, root);
      return found instanceof JsonArray array
          ? array.stream().anyMatch(this::matches)
          : found != null && matches(found);
    }

    private boolean matches(Json found) {
      String text =
          found instanceof JsonString string
              ? string.value()
              : found instanceof JsonNumber || found instanceof JsonBoolean ? found.compact() : "";
      return pattern.matcher(text).matches();
    }
  }

  /** Two values compared. */
  record Compare(Operand left, String operator, Operand right) implements Filter {

    @Override
    public boolean holds(Json current, Json root) {
      Json one = left.value(current, root);
      Json other = right.value(current, root);
      return switch (operator) {
        case "==" -> same(one, other);
        case "!=" -> !same(one, other);
        case "===" -> sameType(one, other) && same(one, other);
        case "!==" -> !(sameType(one, other) && same(one, other));
        case "in" -> isIn(one, other);
        case "nin" -> !isIn(one, other);
        case "contains" ->
            (one instanceof JsonString text && other instanceof JsonString part)
                ? text.value().contains(part.value())
                : isIn(other, one);
        case "subsetof" ->
            one instanceof JsonArray part && part.stream().allMatch(e -> isIn(e, other));
        case "anyof" ->
            one instanceof JsonArray part && part.stream().anyMatch(e -> isIn(e, other));
        case "noneof" ->
            one instanceof JsonArray part && part.stream().noneMatch(e -> isIn(e, other));
        case "size" -> other instanceof JsonNumber size && length(one) == size.longValue();
        case "empty" -> other instanceof JsonBoolean empty && hasLength(one, empty.value());
        default -> isOrdered(one, other);
      };
    }

    private boolean isOrdered(@Nullable Json one, @Nullable Json other) {
      int order;
      if (one instanceof JsonNumber a && other instanceof JsonNumber b) {
        order = a.decimalValue().compareTo(b.decimalValue());
      } else if (one instanceof JsonString a && other instanceof JsonString b) {
        order = a.value().compareTo(b.value());
      } else {
        return false;
      }
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }

    private static boolean same(@Nullable Json one, @Nullable Json other) {
      if (one == null || other == null) {
        return false;
      }
      if (one instanceof JsonNumber number && other instanceof JsonString text) {
        return isNumber(text.value(), number);
      }
      if (one instanceof JsonString text && other instanceof JsonNumber number) {
        return text.value().equals(number.text());
      }
      return one.equals(other);
    }

    private static boolean isNumber(String text, JsonNumber number) {
      try {
        return new BigDecimal(text).compareTo(number.decimalValue()) == 0;
      } catch (NumberFormatException noNumber) {
        return false;
      }
    }

    private static boolean sameType(@Nullable Json one, @Nullable Json other) {
      return one != null && other != null && one.typeName().equals(other.typeName());
    }

    private static boolean isIn(@Nullable Json one, @Nullable Json many) {
      return many instanceof JsonArray array && array.stream().anyMatch(e -> same(e, one));
    }

    private static long length(@Nullable Json value) {
      if (value instanceof JsonArray array) {
        return array.length();
      }
      return value instanceof JsonString text ? text.value().length() : -1;
    }

    private static boolean hasLength(@Nullable Json value, boolean empty) {
      long length = length(value);
      return length >= 0 && (length == 0) == empty;
    }
  }

  /** One side of a comparison. */
  sealed interface Operand {

    /** The value, or null where a path finds nothing. */
    @Nullable Json value(Json current, Json root);

    /** A value that is written out. */
    record Literal(Json json) implements Operand {
      @Override
      public Json value(Json current, Json root) {
        return json;
      }
    }

    /** A path from the element, or from the root. */
    record Found(boolean fromRoot, PathSteps steps) implements Operand {
      @Override
      public @Nullable Json value(Json current, Json root) {
        return steps.find(fromRoot ? root : current, root);
      }
    }
  }
}
