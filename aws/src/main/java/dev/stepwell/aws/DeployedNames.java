package dev.stepwell.aws;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.dsl.Resource.Bucket;
import dev.stepwell.dsl.Resource.DeliveryStream;
import dev.stepwell.dsl.Resource.Function;
import dev.stepwell.dsl.Resource.Topic;
import dev.stepwell.dsl.Resources;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fills the names of deployment that definitions hold, such as <code>${AlertsTopicArn}</code>.
 * A name that no resource of the template fills becomes a parameter.
 */
final class DeployedNames {
  static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  /** By deployed name, what stands for it inside of {@code !Sub}. */
  private final Map<String, String> known = new HashMap<>();

  private final Map<String, String> functions = new HashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();

  /**
   * Names what the template has.
   *
   * @param roles logical ids of the template's roles
   * @param machines logical ids of the template's state machines
   */
  DeployedNames(Resources resources, Collection<String> roles, Collection<String> machines) {
    machines.forEach(machine -> known.put(machine + "Arn", machine));
    for (Bucket bucket : resources.all(Bucket.class)) {
      known.put(Buckets.id(bucket), Buckets.id(bucket));
    }
    for (Topic topic : resources.all(Topic.class)) {
      known.put(Topics.id(topic) + "Arn", Topics.id(topic));
    }
    for (Function function : resources.all(Function.class)) {
      functions.put(Functions.id(function) + "Arn", Functions.id(function) + ".Arn");
      known.put(Functions.id(function) + "Arn", Functions.alias(function));
    }
    Messaging.names(resources, known);
    for (DeliveryStream stream : resources.all(DeliveryStream.class)) {
      known.put(DeliveryStreams.id(stream), DeliveryStreams.id(stream));
    }
    for (String role : roles) {
      known.put(role + "Arn", role + ".Arn");
    }
  }

  /** What to put in for a name in a definition. */
  Yaml value(String deployedName) {
    String target = target(deployedName);
    return target.endsWith(".Arn") ? Yaml.getAtt(target) : Yaml.ref(target);
  }

  /**
   * An ARN pattern for a policy. A function stands there without its alias, so that {@code :*}
   * after it means all its versions and aliases.
   */
  String inPolicy(String pattern) {
    return PLACEHOLDER
        .matcher(pattern)
        .replaceAll(
            name -> {
              String target = functions.getOrDefault(name.group(1), target(name.group(1)));
              return Matcher.quoteReplacement("${" + target + "}");
            });
  }

  /** A text of which parts are filled at deployment. */
  Yaml text(String text) {
    Matcher whole = PLACEHOLDER.matcher(text);
    if (whole.matches()) {
      return value(whole.group(1));
    }
    return Yaml.sub(
        PLACEHOLDER
            .matcher(text)
            .replaceAll(name -> Matcher.quoteReplacement("${" + target(name.group(1)) + "}")));
  }

  /** The same for every text in a JSON value. */
  Yaml json(Json json) {
    if (json instanceof JsonObject object) {
      Yaml.Mapping mapping = Yaml.map();
      for (var member : object.asMap().entrySet()) {
        mapping = mapping.with(member.getKey(), json(member.getValue()));
      }
      return mapping;
    } else if (json instanceof JsonArray array) {
      return Yaml.of(array.stream().map(this::json).toList());
    } else if (json instanceof JsonString string) {
      return text(string.value());
    }
    return Yaml.of(json);
  }

  /** The names that became parameters, so far. */
  Set<String> parameters() {
    return parameters;
  }

  private String target(String deployedName) {
    String target = known.get(deployedName);
    if (target == null) {
      parameters.add(deployedName);
      return deployedName;
    }
    return target;
  }
}
