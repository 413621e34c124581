package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payload templates: members named <code>x.$</code> hold a path or an intrinsic call. */
final class Payload {

  private static final String SUFFIX = ".$";

  private Payload() {}

  static Template compile(Json written) {
    Template dynamic = dynamic(written);
    return dynamic == null ? scope -> written : dynamic;
  }

  /** The template, or null if the value has nothing to evaluate. */
  private static @Nullable Template dynamic(Json written) {
    if (written instanceof JsonObject object) {
      return object(object);
    }
    return written instanceof JsonArray array ? array(array) : null;
  }

  private static @Nullable Template array(JsonArray array) {
    List<Template> elements = new ArrayList<>();
    boolean dynamic = false;
    for (Json element : array) {
      Template template = dynamic(element);
      dynamic |= template != null;
      elements.add(template == null ? scope -> element : template);
    }
    return dynamic ? new Elements(elements) : null;
  }

  /**
   * The members of an object come out as AWS prints them: those with plain names as written, then
   * those with <code>.$</code> in the order of a {@link HashMap} that was filled with their names.
   */
  private static @Nullable Template object(JsonObject object) {
    Map<String, Template> evaluated = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<Template> values = new ArrayList<>();
    boolean dynamic = false;
    for (int i = 0; i < object.length(); i++) {
      String name = object.nameAt(i);
      Json value = object.valueAt(i);
      if (name.endsWith(SUFFIX)) {
        String stripped = name.substring(0, name.length() - SUFFIX.length());
        evaluated.put(stripped, found(name, value));
      } else {
        Template template = dynamic(value);
        dynamic |= template != null;
        names.add(name);
        values.add(template == null ? scope -> value : template);
      }
    }
    if (evaluated.isEmpty() && !dynamic) {
      return null;
    }
    evaluated.forEach(
        (name, template) -> {
          names.add(name);
          values.add(template);
        });
    return new Members(names.toArray(new String[0]), values.toArray(new Template[0]));
  }

  private static Template found(String field, Json value) {
    if (!(value instanceof JsonString text)) {
      throw new IllegalArgumentException(
          "The value for the field '" + field + "' must be a path or an intrinsic call");
    }
    return pathOrCall(text.value(), field);
  }

  static Template pathOrCall(String text, String field) {
    if (IntrinsicParser.isCall(text)) {
      return IntrinsicParser.parse(text);
    }
    Path path = Path.parse(text);
    return scope -> path.readFor(field, scope);
  }

  /** An object whose members are evaluated in order. */
  static final class Members implements Template {

    private final JsonObject shape;
    private final Template[] templates;

    /** A name that comes twice has its later template, where it came first. */
    Members(String[] names, Template[] templates) {
      Map<String, Template> byName = new LinkedHashMap<>();
      JsonObject.Builder members = JsonObject.builder();
      for (int i = 0; i < names.length; i++) {
        byName.put(names[i], templates[i]);
        members.put(names[i], JsonNull.NULL);
      }
      this.shape = members.build();
      this.templates = byName.values().toArray(new Template[0]);
    }

    @Override
    public Json evaluate(Scope scope) {
      Json[] values = new Json[templates.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = templates[i].evaluate(scope);
      }
      return shape.withValues(values);
    }
  }

  /** An array whose elements are evaluated in order. */
  static final class Elements implements Template {

    private final Template[] templates;

    Elements(List<Template> templates) {
      this.templates = templates.toArray(new Template[0]);
    }

    @Override
    public Json evaluate(Scope scope) {
      Json[] values = new Json[templates.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = templates[i].evaluate(scope);
      }
      return JsonArray.of(values);
    }
  }
}
