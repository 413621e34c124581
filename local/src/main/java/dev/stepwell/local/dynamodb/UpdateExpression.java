package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an update does to an item. All values are taken from the item as it was before.
 *
 * @param actions what it does, in order
 */
record UpdateExpression(List<Action> actions) {

  /** Changes what is at one path. */
  record Action(Kind kind, DocumentPath path, @Nullable Term term) {}

  /** The clauses. */
  enum Kind {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  /** A value that SET computes. */
  @FunctionalInterface
  interface Term {
    JsonObject of(JsonObject item) throws ServiceException;
  }

  static UpdateExpression parse(ExpressionTokens tokens, ExpressionParser parser)
      throws ServiceException {
    List<Action> actions = new ArrayList<>();
    Set<Kind> seen = new HashSet<>();
    while (!tokens.isAtEnd()) {
      Kind kind = kind(tokens);
      tokens.take();
      if (!seen.add(kind)) {
        throw tokens.wrong(
            "The \"" + kind + "\" section can only be used once in an update expression;");
      }
      do {
        actions.add(action(kind, tokens, parser));
      } while (tokens.takeIf(","));
    }
    checkOverlap(tokens, actions.stream().map(Action::path).toList());
    return new UpdateExpression(List.copyOf(actions));
  }

  private static Kind kind(ExpressionTokens tokens) throws ServiceException {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(tokens.upper())) {
        return kind;
      }
    }
    throw tokens.unexpected();
  }

  private static Action action(Kind kind, ExpressionTokens tokens, ExpressionParser parser)
      throws ServiceException {
    DocumentPath path = parser.path(tokens);
    switch (kind) {
      case SET -> {
        tokens.expect("=");
        return new Action(kind, path, sum(tokens, parser));
      }
      case REMOVE -> {
        return new Action(kind, path, null);
      }
      default -> {
        JsonObject value = parser.value(tokens);
        return new Action(kind, path, item -> value);
      }
    }
  }

  private static Term sum(ExpressionTokens tokens, ExpressionParser parser)
      throws ServiceException {
    Term left = term(tokens, parser);
    if (tokens.takeIf("+")) {
      Term right = term(tokens, parser);
      return item -> number(decimal(left.of(item)).add(decimal(right.of(item))));
    }
    if (tokens.takeIf("-")) {
      Term right = term(tokens, parser);
      return item -> number(decimal(left.of(item)).subtract(decimal(right.of(item))));
    }
    return left;
  }

  private static Term term(ExpressionTokens tokens, ExpressionParser parser)
      throws ServiceException {
    if (tokens.takeIf("(")) {
      Term inner = sum(tokens, parser);
      tokens.expect(")");
      return inner;
    }
    if (tokens.isCall("if_not_exists")) {
      tokens.take();
      tokens.expect("(");
      DocumentPath path = parser.path(tokens);
      tokens.expect(",");
      Term otherwise = term(tokens, parser);
      tokens.expect(")");
      return item -> {
        Optional<JsonObject> found = path.find(item);
        return found.isPresent() ? found.get() : otherwise.of(item);
      };
    }
    if (tokens.isCall("list_append")) {
      tokens.take();
      tokens.expect("(");
      Term first = term(tokens, parser);
      tokens.expect(",");
      Term second = term(tokens, parser);
      tokens.expect(")");
      return item -> append(first.of(item), second.of(item));
    }
    if (tokens.peek().startsWith(":")) {
      JsonObject value = parser.value(tokens);
      return item -> value;
    }
    DocumentPath path = parser.path(tokens);
    return item ->
        path.find(item)
            .orElseThrow(
                () ->
                    AttributeValues.invalid(
                        "The provided expression refers to an attribute that does not exist in the"
                            + " item"));
  }

  private static JsonObject append(JsonObject first, JsonObject second) throws ServiceException {
    if (first.get("L") instanceof JsonArray one && second.get("L") instanceof JsonArray other) {
      List<Json> all = new ArrayList<>(one.asList());
      all.addAll(other.asList());
      return JsonObject.of("L", JsonArray.of(all));
    }
    throw wrongType();
  }

  private static BigDecimal decimal(JsonObject value) throws ServiceException {
    if (!value.has("N")) {
      throw wrongType();
    }
    return AttributeValues.decimal(value);
  }

  private static JsonObject number(BigDecimal number) throws ServiceException {
    return JsonObject.of("N", Json.of(AttributeValues.number(number)));
  }

  private static ServiceException wrongType() {
    return AttributeValues.invalid(
        "An operand in the update expression has an incorrect data type");
  }

  static void checkOverlap(ExpressionTokens tokens, List<DocumentPath> paths)
      throws ServiceException {
    for (int one = 0; one < paths.size(); one++) {
      for (int other = one + 1; other < paths.size(); other++) {
        if (paths.get(one).overlaps(paths.get(other))) {
          throw tokens.wrong(
              "Two document paths overlap with each other; must remove or rewrite one of these"
                  + " paths; path one: "
                  + paths.get(one)
                  + ", path two: "
                  + paths.get(other));
        }
      }
    }
  }

  /** The attributes that it changes. */
  Set<String> attributes() {
    Set<String> attributes = new TreeSet<>();
    actions.forEach(action -> attributes.add(action.path().attribute()));
    return attributes;
  }

  /** The item as it is after the update. */
  JsonObject applyTo(JsonObject before) throws ServiceException {
    JsonObject item = before;
    // Elements are removed from the last to the first, so that the indexes stay true.
    List<Action> ordered = new ArrayList<>(actions);
    ordered.sort((one, other) -> Integer.compare(removal(other), removal(one)));
    for (Action action : ordered) {
      item = action.path().put(item, changed(action, before));
    }
    return item;
  }

  private static int removal(Action action) {
    List<Object> steps = action.path().steps();
    return action.kind() == Kind.REMOVE && steps.get(steps.size() - 1) instanceof Integer index
        ? index
        : Integer.MAX_VALUE;
  }

  private static @Nullable JsonObject changed(Action action, JsonObject before)
      throws ServiceException {
    Term term = action.term();
    if (term == null) {
      return null;
    }
    JsonObject value = term.of(before);
    Optional<JsonObject> now = action.path().find(before);
    return switch (action.kind()) {
      case ADD -> now.isEmpty() ? added(value) : added(now.get(), value);
      case DELETE -> now.isEmpty() ? null : deleted(now.get(), value);
      default -> value;
    };
  }

  private static JsonObject added(JsonObject value) throws ServiceException {
    String type = AttributeValues.type(value);
    if (!type.equals("N") && !isSet(type)) {
      throw wrongType();
    }
    return value;
  }

  private static JsonObject added(JsonObject now, JsonObject value) throws ServiceException {
    String type = AttributeValues.type(now);
    if (!type.equals(AttributeValues.type(value))) {
      throw wrongType();
    }
    if (type.equals("N")) {
      return number(decimal(now).add(decimal(value)));
    }
    if (!isSet(type)) {
      throw wrongType();
    }
    Set<String> all = new TreeSet<>(AttributeValues.texts(now));
    all.addAll(AttributeValues.texts(value));
    return JsonObject.of(type, Json.of(List.copyOf(all)));
  }

  /** A set that loses its last element is removed. */
  private static @Nullable JsonObject deleted(JsonObject now, JsonObject value)
      throws ServiceException {
    String type = AttributeValues.type(now);
    if (!isSet(type) || !type.equals(AttributeValues.type(value))) {
      throw wrongType();
    }
    Set<String> rest = new TreeSet<>(AttributeValues.texts(now));
    AttributeValues.texts(value).forEach(rest::remove);
    return rest.isEmpty() ? null : JsonObject.of(type, Json.of(List.copyOf(rest)));
  }

  private static boolean isSet(String type) {
    return type.length() == 2 && type.endsWith("S");
  }
}
