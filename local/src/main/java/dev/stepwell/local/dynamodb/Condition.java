package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A condition on an item, as condition, filter and key condition expressions say it. */
sealed interface Condition {

  /** Whether it holds for an item; an item that is not there is empty. */
  boolean holds(JsonObject item);

  /** A value in a condition. */
  sealed interface Operand {

    /** The value for an item; empty if the item has none there. */
    Optional<JsonObject> of(JsonObject item);
  }

  /** A value of the request. */
  record Literal(JsonObject value) implements Operand {
    @Override
    public Optional<JsonObject> of(JsonObject item) {
      return Optional.of(value);
    }
  }

  /** A value of the item. */
  record Attribute(DocumentPath path) implements Operand {
    @Override
    public Optional<JsonObject> of(JsonObject item) {
      return path.find(item);
    }
  }

  /** How long a value of the item is. */
  record Size(DocumentPath path) implements Operand {
    @Override
    public Optional<JsonObject> of(JsonObject item) {
      return path.find(item)
          .flatMap(Size::count)
          .map(count -> JsonObject.of("N", Json.of(String.valueOf(count))));
    }

    private static Optional<Integer> count(JsonObject value) {
      Json content = AttributeValues.content(value);
      return switch (AttributeValues.type(value)) {
        case "S" -> Optional.of(AttributeValues.text(value).length());
        case "B" -> Optional.of(AttributeValues.bytes(value).length);
        case "SS", "NS", "BS", "L" -> Optional.of(((JsonArray) content).length());
        case "M" -> Optional.of(((JsonObject) content).length());
        default -> Optional.empty();
      };
    }
  }

  /** It holds for every item. */
  record Always() implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return true;
    }
  }

  /** Both hold. */
  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return left.holds(item) && right.holds(item);
    }
  }

  /** One of them holds. */
  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return left.holds(item) || right.holds(item);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return !condition.holds(item);
    }
  }

  /** Two values compare so; values that are not there compare with nothing. */
  record Comparison(Operand left, String operator, Operand right) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      Optional<JsonObject> one = left.of(item);
      Optional<JsonObject> other = right.of(item);
      if (operator.equals("<>")) {
        return !one.equals(other);
      }
      if (one.isEmpty() || other.isEmpty()) {
        return false;
      }
      if (operator.equals("=")) {
        return one.equals(other);
      }
      return AttributeValues.compare(one.get(), other.get())
          .map(
              order ->
                  switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                  })
          .orElse(false);
    }
  }

  /** A value is one of some. */
  record In(Operand value, List<Operand> choices) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      Optional<JsonObject> found = value.of(item);
      return found.isPresent() && choices.stream().anyMatch(each -> each.of(item).equals(found));
    }
  }

  /** An attribute is there. */
  record Exists(DocumentPath path) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return path.find(item).isPresent();
    }
  }

  /** An attribute has a type. */
  record HasType(DocumentPath path, String type) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      return path.find(item).map(value -> AttributeValues.type(value).equals(type)).orElse(false);
    }
  }

  /** An attribute begins with a text, or bytes. */
  record BeginsWith(DocumentPath path, Operand start) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      Optional<JsonObject> value = path.find(item);
      Optional<JsonObject> wanted = start.of(item);
      if (value.isEmpty() || wanted.isEmpty()) {
        return false;
      }
      String type = AttributeValues.type(value.get());
      if (!type.equals(AttributeValues.type(wanted.get()))) {
        return false;
      }
      if (type.equals("S")) {
        return AttributeValues.text(value.get()).startsWith(AttributeValues.text(wanted.get()));
      }
      return type.equals("B") && begins(value.get(), wanted.get());
    }

    private static boolean begins(JsonObject value, JsonObject wanted) {
      byte[] all = AttributeValues.bytes(value);
      byte[] first = AttributeValues.bytes(wanted);
      return all.length >= first.length
          && Arrays.equals(all, 0, first.length, first, 0, first.length);
    }
  }

  /** A text has a part, or a set or list an element. */
  record Contains(DocumentPath path, Operand part) implements Condition {
    @Override
    public boolean holds(JsonObject item) {
      Optional<JsonObject> value = path.find(item);
      Optional<JsonObject> wanted = part.of(item);
      if (value.isEmpty() || wanted.isEmpty()) {
        return false;
      }
      String type = AttributeValues.type(value.get());
      Json content = AttributeValues.content(value.get());
      if (type.equals("L")) {
        return ((JsonArray) content).stream().anyMatch(wanted.get()::equals);
      }
      if (type.equals("S")) {
        return wanted.get().has("S")
            && AttributeValues.text(value.get()).contains(AttributeValues.text(wanted.get()));
      }
      return type.length() == 2
          && type.endsWith("S")
          && wanted.get().has(type.substring(0, 1))
          && AttributeValues.texts(value.get()).contains(AttributeValues.text(wanted.get()));
    }
  }
}
