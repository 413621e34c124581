package dev.stepwell.local.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping from names to values, in the order of the file. Immutable. */
public final class YamlMap {

  private final String file;
  private final @Nullable YamlValue self;
  private final Map<String, YamlValue> values;

  private YamlMap(String file, @Nullable YamlValue self, Map<String, YamlValue> values) {
    this.file = file;
    this.self = self;
    this.values = Collections.unmodifiableMap(values);
  }

  static YamlMap empty(String file) {
    return new YamlMap(file, null, Map.of());
  }

  static YamlMap of(String file, String path, YamlValue self, MappingNode mapping) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (NodeTuple each : mapping.getValue()) {
      YamlValue key = new YamlValue(file, "a name in " + path, each.getKeyNode());
      if (!(each.getKeyNode() instanceof ScalarNode scalar)) {
        throw key.refused("must be a text");
      }
      String name = scalar.getValue();
      String inner = path.equals("the file") ? name : path + "." + name;
      if (values.put(name, new YamlValue(file, inner, each.getValueNode())) != null) {
        throw key.refused("stands there twice; keep one");
      }
    }
    return new YamlMap(file, self, values);
  }

  /**
   * This mapping, if it has no other names than these.
   *
   * @throws YamlException that tells the names, if it has
   */
  public YamlMap only(String... names) {
    List<String> known = List.of(names);
    values.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw value.refused("is not known here; known are " + String.join(", ", known));
          }
        });
    return this;
  }

  /** All names and values. */
  public Map<String, YamlValue> values() {
    return values;
  }

  /** The value of a name, if it is there. */
  public Optional<YamlValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of a name.
   *
   * @throws YamlException if it is missing
   */
  public YamlValue get(String name) {
    YamlValue value = values.get(name);
    if (value != null) {
      return value;
    }
    throw self == null
        ? new YamlException(file + ": '" + name + "' is missing; add it")
        : self.lacking(name);
  }

  /** The text of a name, or another one if it is missing. */
  public String text(String name, String otherwise) {
    return find(name).map(YamlValue::text).orElse(otherwise);
  }

  /** The texts by name of a mapping below this name; nothing if it is missing. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    find(name)
        .ifPresent(
            below -> below.map().values().forEach((key, value) -> texts.put(key, value.text())));
    return texts;
  }
}
