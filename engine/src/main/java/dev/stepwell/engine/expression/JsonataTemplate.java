package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One expression in a field of a JSONata state. */
final class JsonataTemplate implements Template {

  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private final JsonataExpression expression;
  private final String field;
  private final @Nullable ResultType expected;

  private JsonataTemplate(
      JsonataExpression expression, String field, @Nullable ResultType expected) {
    this.expression = expression;
    this.field = field;
    this.expected = expected;
  }

  /** Compiles a field; strings at any depth may be expressions. */
  static Template compile(Json written, String field, @Nullable ResultType expected) {
    Template dynamic = dynamic(written, field, expected);
    return dynamic == null ? scope -> written : dynamic;
  }

  /** The template, or null if the value has nothing to evaluate. */
  private static @Nullable Template dynamic(
      Json written, String field, @Nullable ResultType expected) {
    if (written instanceof JsonString text && isExpression(text.value())) {
      String inner = text.value().substring(OPEN.length(), text.value().length() - CLOSE.length());
      return new JsonataTemplate(JsonataExpression.parse(inner.strip()), field, expected);
    }
    if (written instanceof JsonObject object) {
      return object(object, field);
    }
    return written instanceof JsonArray array ? array(array, field) : null;
  }

  private static boolean isExpression(String text) {
    return text.length() >= OPEN.length() + CLOSE.length()
        && text.startsWith(OPEN)
        && text.endsWith(CLOSE);
  }

  private static @Nullable Template object(JsonObject object, String field) {
    Template[] values = new Template[object.length()];
    boolean dynamic = false;
    for (int i = 0; i < values.length; i++) {
      Json value = object.valueAt(i);
      Template template = dynamic(value, field + "/" + object.nameAt(i), null);
      dynamic |= template != null;
      values[i] = template == null ? scope -> value : template;
    }
    return dynamic ? new Payload.Members(object.names().toArray(new String[0]), values) : null;
  }

  private static @Nullable Template array(JsonArray array, String field) {
    List<Template> elements = new ArrayList<>();
    boolean dynamic = false;
    for (int i = 0; i < array.length(); i++) {
      Json element = array.get(i);
      Template template = dynamic(element, field + "[" + i + "]", null);
      dynamic |= template != null;
      elements.add(template == null ? scope -> element : template);
    }
    return dynamic ? new Payload.Elements(elements) : null;
  }

  @Override
  public Json evaluate(Scope scope) {
    Json result;
    try {
      result = expression.evaluate(scope);
    } catch (JsonataFailure e) {
      throw failure(" " + e.sentence());
    }
    if (result == null) {
      throw failure(" returned nothing (undefined).");
    }
    if (expected != null && !expected.accepts(result)) {
      throw failure(
          " returned an unexpected result type. Expected '"
              + expected.word()
              + "', but was '"
              + result.typeName()
              + "' for value: "
              + result.compact());
    }
    return result;
  }

  private EvaluationException failure(String end) {
    return EvaluationException.query(
        "The JSONata expression '" + expression + "' specified for the field '" + field + "'" + end,
        field);
  }
}
