package dev.stepwell.aws.yaml;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads CloudFormation templates, in YAML or JSON, as one JSON value. The short forms of functions
 * become the long ones, as in CloudFormation's own reader: {@code !Ref A} is {@code {"Ref": "A"}},
 * {@code !GetAtt A.Arn} is {@code {"Fn::GetAtt": ["A", "Arn"]}}. Numbers and booleans are kept as
 * their text, since CloudFormation takes them for the same.
 */
public final class TemplateReader {

  private TemplateReader() {}

  /**
   * The template.
   *
   * @throws IllegalArgumentException if it is neither YAML nor JSON, or no object
   */
  public static JsonObject read(String text) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setLabel("the template").build())
              .composeString(text)
              .orElseThrow(() -> new IllegalArgumentException("the template is empty"));
      if (json(root) instanceof JsonObject object) {
        return object;
      }
      throw new IllegalArgumentException("the template is no mapping of sections");
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("the template is not YAML: " + e.getMessage(), e);
    }
  }

  private static Json json(Node node) {
    Json value = plain(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!") || tag.length() == 1) {
      return value;
    }
    String function = tag.substring(1);
    boolean bare = function.equals("Ref") || function.equals("Condition");
    return JsonObject.builder()
        .put(
            bare ? function : "Fn::" + function,
            function.equals("GetAtt") ? attribute(value) : value)
        .build();
  }

  private static Json attribute(Json value) {
    if (value instanceof JsonString name && name.value().indexOf('.') > 0) {
      int dot = name.value().indexOf('.');
      return JsonArray.of(
          Json.of(name.value().substring(0, dot)), Json.of(name.value().substring(dot + 1)));
    }
    return value;
  }

  private static Json plain(Node node) {
    if (node instanceof MappingNode mapping) {
      JsonObject.Builder object = JsonObject.builder();
      for (NodeTuple each : mapping.getValue()) {
        object.put(((ScalarNode) each.getKeyNode()).getValue(), json(each.getValueNode()));
      }
      return object.build();
    } else if (node instanceof SequenceNode sequence) {
      List<Json> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(json(item)));
      return JsonArray.of(items);
    }
    ScalarNode scalar = (ScalarNode) node;
    return scalar.getTag().equals(Tag.NULL) ? JsonNull.NULL : Json.of(scalar.getValue());
  }
}
