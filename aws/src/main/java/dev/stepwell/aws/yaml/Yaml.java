package dev.stepwell.aws.yaml;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value. Immutable; members keep the order in which they were added. */
public sealed interface Yaml {

  /** A text. */
  record Text(String value) implements Yaml {}

  /** What is written as it is: a number or a boolean. */
  record Plain(String value) implements Yaml {}

  /** A value with a tag, as in {@code !Ref Bucket}. */
  record Tagged(String tag, Yaml value) implements Yaml {}

  /** An item of a list with a comment above it. */
  record Commented(String comment, Yaml value) implements Yaml {}

  /** A list. */
  record Items(List<Yaml> values) implements Yaml {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A member of a mapping and the comment above it, which may be empty or have several lines. */
  record Member(Yaml value, String comment) {}

  /** A mapping. */
  record Mapping(Map<String, Member> members) implements Yaml {
    /** Copies the map. */
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * With one more member.
     *
     * @throws IllegalArgumentException if the key is there
     */
    public Mapping with(String key, Object value) {
      return with(key, value, "");
    }

    /** With one more member and a comment above it. */
    public Mapping with(String key, Object value, String comment) {
      if (members.containsKey(key)) {
        throw new IllegalArgumentException("'" + key + "' is there already");
      }
      var all = new LinkedHashMap<>(members);
      all.put(key, new Member(of(value), comment));
      return new Mapping(all);
    }

    /** With all members of the other, after those of this. */
    public Mapping withAll(Mapping other) {
      Mapping all = this;
      for (var member : other.members.entrySet()) {
        all = all.with(member.getKey(), member.getValue().value(), member.getValue().comment());
      }
      return all;
    }

    /** Whether there is no member. */
    public boolean isEmpty() {
      return members.isEmpty();
    }
  }

  /** A mapping without members. */
  static Mapping map() {
    return new Mapping(Map.of());
  }

  /** A list of {@link #of values}. */
  static Items list(Object... values) {
    return new Items(List.of(values).stream().map(Yaml::of).toList());
  }

  /** {@code !Ref}: a parameter's value, or what a resource calls itself. */
  static Yaml ref(String logicalId) {
    return new Tagged("!Ref", new Text(logicalId));
  }

  /** {@code !GetAtt}, with the attribute: {@code CopyRole.Arn}. */
  static Yaml getAtt(String attribute) {
    return new Tagged("!GetAtt", new Text(attribute));
  }

  /** {@code !Sub}; a text without any <code>${...}</code> stays a text. */
  static Yaml sub(String text) {
    return text.contains("${") ? new Tagged("!Sub", new Text(text)) : new Text(text);
  }

  /**
   * The YAML of a Java value: {@code Yaml}, {@code String}, {@code Integer}, {@code Boolean},
   * {@code List} or {@code Json}.
   *
   * @throws IllegalArgumentException for any other type
   */
  static Yaml of(Object value) {
    if (value instanceof Yaml yaml) {
      return yaml;
    } else if (value instanceof String text) {
      return new Text(text);
    } else if (value instanceof Integer || value instanceof Boolean) {
      return new Plain(value.toString());
    } else if (value instanceof List<?> list) {
      return list(list.toArray());
    } else if (value instanceof Json json) {
      return of(json);
    }
    throw new IllegalArgumentException("no YAML for " + value.getClass().getName());
  }

  private static Yaml of(Json json) {
    if (json instanceof JsonObject object) {
      Mapping mapping = map();
      for (var member : object.asMap().entrySet()) {
        mapping = mapping.with(member.getKey(), of(member.getValue()));
      }
      return mapping;
    } else if (json instanceof JsonArray array) {
      var items = new ArrayList<Yaml>();
      array.forEach(item -> items.add(of(item)));
      return new Items(items);
    } else if (json instanceof JsonString string) {
      return new Text(string.value());
    } else if (json instanceof JsonNumber || json instanceof JsonBoolean) {
      return new Plain(json.compact());
    } else if (json instanceof JsonNull) {
      return new Plain("null");
    }
    throw new IllegalArgumentException(json.typeName());
  }
}
