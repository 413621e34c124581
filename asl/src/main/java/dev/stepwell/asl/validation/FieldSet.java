package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of one kind of object: which there may be, must be, and exclude one another. */
final class FieldSet implements ValueCheck {

  private final Map<String, Field> fields = new HashMap<>();
  private final List<String> required = new ArrayList<>();
  private final List<List<String>> exclusive = new ArrayList<>();

  static FieldSet of(Field... fields) {
    FieldSet set = new FieldSet();
    for (Field field : fields) {
      set.fields.put(field.name(), field);
    }
    return set;
  }

  FieldSet and(Field... more) {
    for (Field field : more) {
      fields.put(field.name(), field);
    }
    return this;
  }

  FieldSet requiring(String... names) {
    required.addAll(List.of(names));
    return this;
  }

  /** At most one of these; AWS lists them in this order. */
  FieldSet oneOf(String... names) {
    exclusive.add(List.of(names));
    return this;
  }

  @Override
  public void check(Json value, Place place, Scope scope) {
    if (value instanceof JsonObject object) {
      checkObject(object, place, scope);
    } else {
      scope.findings().mistyped("OBJECT", place);
    }
  }

  void checkObject(JsonObject object, Place place, Scope scope) {
    for (int i = 0; i < object.length(); i++) {
      String name = object.nameAt(i);
      Field field = fields.get(name);
      if (field == null) {
        scope.findings().schema("Field '" + name + "' is not supported", place, remedy(name));
      } else if (field.only() != null && field.only() != scope.language()) {
        scope
            .findings()
            .schema(
                "The QueryLanguage is set to '"
                    + scope.language().word()
                    + "', but field '"
                    + name
                    + "' is only supported for the '"
                    + field.only().word()
                    + "' QueryLanguage",
                place);
      } else {
        field.check().check(object.valueAt(i), place.member(name), scope);
      }
    }
    missing(object, place, scope);
    excluded(object, place, scope);
  }

  private String remedy(String wrong) {
    for (String name : fields.keySet()) {
      if (name.equalsIgnoreCase(wrong.replace(" ", ""))) {
        return "write '" + name + "'";
      }
    }
    return "";
  }

  private void missing(JsonObject object, Place place, Scope scope) {
    List<String> missing = null;
    for (String name : required) {
      if (!object.has(name)) {
        missing = missing == null ? new ArrayList<>() : missing;
        missing.add(name);
      }
    }
    if (missing != null) {
      scope.findings().schema("These fields are required: " + missing, place);
    }
  }

  private void excluded(JsonObject object, Place place, Scope scope) {
    for (List<String> group : exclusive) {
      int present = 0;
      for (String name : group) {
        if (object.has(name)) {
          present++;
        }
      }
      if (present > 1) {
        scope
            .findings()
            .schema("There should only be one of the following fields: " + group, place);
      }
    }
  }
}
