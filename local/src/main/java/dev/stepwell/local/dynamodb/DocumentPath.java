package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A path into an item: an attribute, and below it members of maps and elements of lists.
 *
 * @param steps names ({@code String}) and indexes ({@code Integer}); the first is a name
 */
record DocumentPath(List<Object> steps) {

  DocumentPath {
    steps = List.copyOf(steps);
  }

  /** The attribute that it leads into. */
  String attribute() {
    return (String) steps.get(0);
  }

  boolean isAttribute() {
    return steps.size() == 1;
  }

  /** The value at the path, if there is one. */
  Optional<JsonObject> find(JsonObject item) {
    Json value = item.get(attribute());
    for (Object step : steps.subList(1, steps.size())) {
      if (!(value instanceof JsonObject typed)) {
        return Optional.empty();
      }
      Json content = AttributeValues.content(typed);
      value = null;
      if (step instanceof Integer index && content instanceof JsonArray list) {
        value = typed.has("L") && index < list.length() ? list.get(index) : null;
      } else if (step instanceof String name && content instanceof JsonObject members) {
        value = members.get(name);
      }
    }
    return Optional.ofNullable((JsonObject) value);
  }

  /**
   * The item with a value at the path, or without it.
   *
   * @param value what is put there; null to remove what is there
   */
  JsonObject put(JsonObject item, @Nullable JsonObject value) throws ServiceException {
    return putMember(item, attribute(), 1, value);
  }

  private JsonObject putMember(JsonObject members, String name, int at, @Nullable JsonObject value)
      throws ServiceException {
    Map<String, Json> changed = new TreeMap<>(members.asMap());
    JsonObject next = at == steps.size() ? value : putBelow(members.get(name), at, value);
    if (next == null) {
      changed.remove(name);
    } else {
      changed.put(name, next);
    }
    return Json.of(changed);
  }

  private JsonObject putBelow(@Nullable Json parent, int at, @Nullable JsonObject value)
      throws ServiceException {
    Object step = steps.get(at);
    if (parent instanceof JsonObject typed
        && step instanceof String name
        && typed.get("M") instanceof JsonObject members) {
      return JsonObject.of("M", putMember(members, name, at + 1, value));
    }
    if (parent instanceof JsonObject typed
        && step instanceof Integer index
        && typed.get("L") instanceof JsonArray list) {
      return JsonObject.of("L", putElement(list, index, at + 1, value));
    }
    throw AttributeValues.invalid(
        "The document path provided in the update expression is invalid for update");
  }

  /** An index behind the end appends; to remove what is not there changes nothing. */
  private JsonArray putElement(JsonArray list, int index, int at, @Nullable JsonObject value)
      throws ServiceException {
    List<Json> changed = new ArrayList<>(list.asList());
    boolean there = index < changed.size();
    JsonObject next =
        at == steps.size() ? value : putBelow(there ? changed.get(index) : null, at, value);
    if (next == null) {
      if (there) {
        changed.remove(index);
      }
    } else if (there) {
      changed.set(index, next);
    } else {
      changed.add(next);
    }
    return JsonArray.of(changed);
  }

  /** Whether one of two paths leads to the other or through it. */
  boolean overlaps(DocumentPath other) {
    int common = Math.min(steps.size(), other.steps.size());
    return steps.subList(0, common).equals(other.steps.subList(0, common));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Object step : steps) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(step instanceof Integer ? "[" + step + "]" : step);
    }
    return "[" + text + "]";
  }
}
