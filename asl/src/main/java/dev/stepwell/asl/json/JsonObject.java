package dev.stepwell.asl.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object. Members keep the order in which they were written; that order is part of what is
 * printed, but not of equality. Small objects are searched, larger ones have a lazily built index.
 */
public final class JsonObject implements Json {

  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(new String[0], new Json[0], null);

  private static final int INDEXED_FROM = 9;

  private final String[] names;
  private final Json[] values;
  private final @Nullable String source;
  private @Nullable Map<String, Integer> index;
  private @Nullable JsonObject canonical;
  private int size;

  JsonObject(String[] names, Json[] values, @Nullable String source) {
    this.names = names;
    this.values = values;
    this.source = source;
  }

  /** An object of one member. */
  public static JsonObject of(String name, Json value) {
    return new JsonObject(new String[] {name}, new Json[] {value}, null);
  }

  /** An object of two members. */
  public static JsonObject of(String name1, Json value1, String name2, Json value2) {
    return builder().put(name1, value1).put(name2, value2).build();
  }

  /** Starts an object whose members are put one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many members there are. */
  public int length() {
    return names.length;
  }

  /** Whether there are no members. */
  public boolean isEmpty() {
    return names.length == 0;
  }

  /** The member's value, or null if there is no such member. */
  public @Nullable Json get(String name) {
    int at = find(name);
    return at < 0 ? null : values[at];
  }

  /** The member's value, if there is such a member. */
  public Optional<Json> find(CharSequence name) {
    return Optional.ofNullable(get(name.toString()));
  }

  /** Whether there is such a member; its value may be null. */
  public boolean has(String name) {
    return find(name) >= 0;
  }

  /** The member's text, or null if the member is absent or no string. */
  public @Nullable String string(String name) {
    return get(name) instanceof JsonString string ? string.value() : null;
  }

  /** The member's object, or an empty one if the member is absent or no object. */
  public JsonObject object(String name) {
    return get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /** The member's array, or an empty one if the member is absent or no array. */
  public JsonArray array(String name) {
    return get(name) instanceof JsonArray array ? array : JsonArray.EMPTY;
  }

  /** The members' names, in order. */
  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** The name of the member at a place, from 0. */
  public String nameAt(int at) {
    return names[at];
  }

  /** The value of the member at a place, from 0. */
  public Json valueAt(int at) {
    return values[at];
  }

  /** Calls the action with every member, in order. */
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  /** The members as an unmodifiable map, in order. */
  public Map<String, Json> asMap() {
    Map<String, Json> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  /** This object with the member set: replaced where it stands, else added at the end. */
  public JsonObject with(String name, Json value) {
    requireNonNull(value, "value");
    int at = find(name);
    if (at >= 0) {
      Json[] replaced = values.clone();
      replaced[at] = value;
      return new JsonObject(names, replaced, null);
    }
    String[] moreNames = Arrays.copyOf(names, names.length + 1);
    Json[] moreValues = Arrays.copyOf(values, values.length + 1);
    moreNames[names.length] = requireNonNull(name, "name");
    moreValues[values.length] = value;
    return new JsonObject(moreNames, moreValues, null);
  }

  /**
   * An object with this one's names and other values, in their order: for many objects of one
   * shape.
   *
   * @param others as many as there are names; not to be changed afterwards
   */
  public JsonObject withValues(Json... others) {
    if (others.length != names.length) {
      throw new IllegalArgumentException(
          "there are " + names.length + " names but " + others.length + " values");
    }
    for (int i = 0; i < others.length; i++) {
      requireNonNull(others[i], names[i]);
    }
    return new JsonObject(names, others, null);
  }

  /** This object without the member, or itself if there is none. */
  public JsonObject without(String name) {
    int gone = find(name);
    if (gone < 0) {
      return this;
    }
    Builder rest = builder();
    for (int i = 0; i < names.length; i++) {
      if (i != gone) {
        rest.put(names[i], values[i]);
      }
    }
    return rest.build();
  }

  private int find(String name) {
    if (names.length >= INDEXED_FROM) {
      Map<String, Integer> known = index;
      if (known == null) {
        known = new HashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
          known.put(names[i], i);
        }
        index = known;
      }
      Integer at = known.get(name);
      return at == null ? -1 : at;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  JsonObject withSource(String text) {
    return new JsonObject(names, values, text);
  }

  @Nullable String source() {
    return source;
  }

  @Override
  public JsonObject canonical() {
    JsonObject known = canonical;
    if (known == null) {
      Json[] plain = JsonArray.canonical(values);
      known = plain == values && source == null ? this : new JsonObject(names, plain, null);
      known.canonical = known;
      canonical = known;
    }
    return known;
  }

  @Override
  public int size() {
    int known = size;
    if (known == 0) {
      known = 2 + names.length + Math.max(0, names.length - 1);
      for (int i = 0; i < names.length; i++) {
        known += JsonWriter.quotedSize(names[i]) + values[i].size();
      }
      size = known;
    }
    return known;
  }

  @Override
  public String typeName() {
    return "object";
  }

  @Override
  public Map<String, @Nullable Object> toJava() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(names.length * 2);
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i].toJava());
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof JsonObject object) || object.names.length != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!values[i].equals(object.get(names[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return compact();
  }

  /** Collects members; a name that is put again replaces the earlier value where it stands. */
  public static final class Builder {

    private final List<String> names = new ArrayList<>();
    private final List<Json> values = new ArrayList<>();
    private @Nullable Map<String, Integer> places;

    private Builder() {}

    /** Sets a member. */
    public Builder put(String name, Json value) {
      requireNonNull(value, name);
      int at = place(name);
      if (at >= 0) {
        values.set(at, value);
        return this;
      }
      if (places != null) {
        places.put(name, names.size());
      }
      names.add(requireNonNull(name, "name"));
      values.add(value);
      return this;
    }

    /** Few names are searched; from so many on they are indexed, as in the object itself. */
    private int place(String name) {
      if (places == null && names.size() < INDEXED_FROM) {
        return names.indexOf(name);
      }
      Map<String, Integer> known = places;
      if (known == null) {
        known = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
          known.put(names.get(i), i);
        }
        places = known;
      }
      return known.getOrDefault(name, -1);
    }

    /** Sets a member to a text. */
    public Builder put(String name, String value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to an integer. */
    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    /** Sets a member to a boolean. */
    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Sets a member, or does nothing if the value is Java's null. */
    public Builder putIfPresent(String name, @Nullable Json value) {
      return value == null ? this : put(name, value);
    }

    /** Sets a member to a text, or does nothing if the text is Java's null. */
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    /** Sets all members of another object. */
    public Builder putAll(JsonObject members) {
      members.forEach((BiConsumer<String, Json>) this::put);
      return this;
    }

    /** Whether the name has been put. */
    public boolean has(String name) {
      return place(name) >= 0;
    }

    /** The object of all members put so far; the builder can go on. */
    public JsonObject build() {
      return names.isEmpty()
          ? EMPTY
          : new JsonObject(names.toArray(new String[0]), values.toArray(new Json[0]), null);
    }
  }
}
