package dev.stepwell.local.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value with its place: asked for what it must be, it gives that or a {@link YamlException}. */
public final class YamlValue {

  private final String file;
  private final String path;
  private final Node node;

  YamlValue(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** A text; a number or flag counts as it is written. */
  public String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw refused("must be a text");
  }

  /** A whole number from least to most. */
  public int integer(int least, int most) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        int number = Integer.parseInt(scalar.getValue());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException tooLong) {
        throw refused("must be a whole number from " + least + " to " + most, tooLong);
      }
    }
    throw refused("must be a whole number from " + least + " to " + most);
  }

  /** {@code true} or {@code false}. */
  public boolean flag() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    throw refused("must be true or false");
  }

  /** The elements of a list. */
  public List<YamlValue> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused("must be a list, such as [a, b]");
    }
    List<YamlValue> values = new ArrayList<>();
    for (Node each : sequence.getValue()) {
      values.add(new YamlValue(file, path + "[" + values.size() + "]", each));
    }
    return values;
  }

  /** A mapping; nothing at all is an empty one. */
  public YamlMap map() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
      return YamlMap.empty(file);
    }
    if (!(node instanceof MappingNode mapping)) {
      throw refused("must be a mapping, such as {name: value}");
    }
    return YamlMap.of(file, path, this, mapping);
  }

  /** The exception for this place. */
  public YamlException refused(String rule) {
    return new YamlException(place() + " " + rule + described());
  }

  /** The exception for this place, which lacks something. */
  YamlException lacking(String name) {
    return new YamlException(place() + " lacks '" + name + "'; add it");
  }

  /** The exception for this place, because what it describes is not allowed. */
  public YamlException because(IllegalArgumentException wrong) {
    return new YamlException(place() + ": " + wrong.getMessage(), wrong);
  }

  private YamlException refused(String rule, Throwable cause) {
    return new YamlException(place() + " " + rule + described(), cause);
  }

  private String place() {
    return file
        + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("")
        + ": "
        + path;
  }

  private String described() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag().equals(Tag.NULL) ? ", but is empty" : ", but is " + scalar.getValue();
    }
    return node instanceof SequenceNode ? ", but is a list" : ", but is a mapping";
  }
}
