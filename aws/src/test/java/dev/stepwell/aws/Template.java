package dev.stepwell.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A template as CloudFormation reads it, with the questions that tests ask. */
final class Template {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}][^}]*)}");

  /** What CloudFormation or good sense demands of a resource, by type. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("AWS::Serverless::StateMachine", List.of("Name", "DefinitionUri", "Logging")),
          Map.entry(
              "AWS::Serverless::Function",
              List.of("CodeUri", "Handler", "Runtime", "MemorySize", "Timeout")),
          Map.entry(
              "AWS::S3::Bucket", List.of("BucketEncryption", "PublicAccessBlockConfiguration")),
          Map.entry(
              "AWS::CloudWatch::Alarm",
              List.of("AlarmDescription", "ComparisonOperator", "TreatMissingData")),
          Map.entry("AWS::SNS::Topic", List.of("TopicName")),
          Map.entry("AWS::SQS::Queue", List.of("SqsManagedSseEnabled")),
          Map.entry(
              "AWS::DynamoDB::Table",
              List.of("KeySchema", "BillingMode", "PointInTimeRecoverySpecification")),
          Map.entry("AWS::Events::EventBus", List.of("Name")),
          Map.entry("AWS::Kinesis::Stream", List.of("ShardCount", "StreamEncryption")),
          Map.entry("AWS::SQS::QueuePolicy", List.of("Queues", "PolicyDocument")),
          Map.entry("AWS::IAM::Role", List.of("AssumeRolePolicyDocument", "Policies")),
          Map.entry("AWS::Logs::LogGroup", List.of("LogGroupName", "RetentionInDays")),
          Map.entry("AWS::Glue::Database", List.of("CatalogId", "DatabaseInput")),
          Map.entry("AWS::Glue::Crawler", List.of("Name", "Role", "Targets", "DatabaseName")),
          Map.entry("AWS::Events::Rule", List.of("EventPattern", "Targets")),
          Map.entry(
              "AWS::KinesisFirehose::DeliveryStream",
              List.of("DeliveryStreamType", "ExtendedS3DestinationConfiguration")),
          Map.entry("AWS::Logs::LogStream", List.of("LogGroupName", "LogStreamName")),
          Map.entry("AWS::Glue::Job", List.of("Name", "Role", "Command", "ExecutionProperty")),
          Map.entry("AWS::Glue::DataQualityRuleset", List.of("Name", "Ruleset")));

  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::S3::Bucket",
          "AWS::SQS::Queue",
          "AWS::DynamoDB::Table",
          "AWS::Kinesis::Stream",
          "AWS::Glue::Database",
          "AWS::Logs::LogGroup");

  private final Map<String, Object> root;

  Template(String text) {
    var tags = new HashMap<Tag, ConstructNode>();
    for (String tag : List.of("!Ref", "!GetAtt", "!Sub")) {
      tags.put(new Tag(tag), node -> new Intrinsic(tag, ((ScalarNode) node).getValue()));
    }
    LoadSettings settings = LoadSettings.builder().setTagConstructors(tags).build();
    this.root = map(new Load(settings).loadFromString(text));
  }

  /** {@code !Ref}, {@code !GetAtt} or {@code !Sub} with its text. */
  record Intrinsic(String function, String text) {
    @Override
    public String toString() {
      return function + " " + text;
    }
  }

  /** What is at the path, or null. */
  @Nullable Object at(Object... path) {
    Object value = root;
    for (Object step : path) {
      if (value instanceof List<?> list && step instanceof Integer index) {
        value = index < list.size() ? list.get(index) : null;
      } else {
        value = value instanceof Map<?, ?> map ? map.get(step) : null;
      }
    }
    return value;
  }

  Map<String, Object> resources() {
    return map(root.get("Resources"));
  }

  Map<String, Object> resources(String type) {
    var some = new LinkedHashMap<String, Object>();
    resources()
        .forEach(
            (id, resource) -> {
              if (Objects.equals(map(resource).get("Type"), type)) {
                some.put(id, map(resource).get("Properties"));
              }
            });
    return some;
  }

  /** Everything that is wrong with it, as far as its text tells. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    resources().forEach((id, resource) -> check(id, map(resource), problems));
    for (String section : List.of("Resources", "Outputs")) {
      map(root.getOrDefault(section, Map.of()))
          .forEach(
              (id, value) -> {
                for (String target : targets(value)) {
                  if (!exists(target)) {
                    problems.add(id + " refers to " + target + ", which is not there");
                  }
                }
              });
    }
    map(root.get("Parameters"))
        .keySet()
        .forEach(
            name -> {
              if (!targets(root).contains(name)) {
                problems.add("nothing uses the parameter " + name);
              }
            });
    problems.addAll(cycles());
    return problems;
  }

  private void check(String id, Map<String, Object> resource, List<String> problems) {
    String type = String.valueOf(resource.get("Type"));
    if (!id.matches("[A-Za-z0-9]{1,255}")) {
      problems.add(id + " is no logical id");
    }
    if (!REQUIRED.containsKey(type)) {
      problems.add(id + " has the unknown type " + type);
    }
    for (String property : REQUIRED.getOrDefault(type, List.of())) {
      if (map(resource.get("Properties")).get(property) == null) {
        problems.add(id + " has no " + property);
      }
    }
    if (STATEFUL.contains(type)
        && !(resource.containsKey("DeletionPolicy")
            && resource.containsKey("UpdateReplacePolicy"))) {
      problems.add(id + " does not say what happens to what it holds");
    }
  }

  private boolean exists(String target) {
    String id = target.contains(".") ? target.substring(0, target.indexOf('.')) : target;
    return id.startsWith("AWS::")
        || resources().containsKey(id)
        || (!target.contains(".") && map(root.get("Parameters")).containsKey(id));
  }

  /** What the value refers to: {@code Bucket}, {@code Role.Arn}, {@code AWS::Region}. */
  static Set<String> targets(@Nullable Object value) {
    var targets = new LinkedHashSet<String>();
    if (value instanceof Intrinsic intrinsic) {
      if (intrinsic.function().equals("!Sub")) {
        Matcher names = PLACEHOLDER.matcher(intrinsic.text());
        while (names.find()) {
          targets.add(names.group(1));
        }
      } else {
        targets.add(intrinsic.text());
      }
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(member -> targets.addAll(targets(member)));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> targets.addAll(targets(item)));
    }
    return targets;
  }

  private List<String> cycles() {
    var problems = new ArrayList<String>();
    var done = new LinkedHashSet<String>();
    for (String id : resources().keySet()) {
      follow(id, new LinkedHashSet<>(), done, problems);
    }
    return problems;
  }

  private void follow(String id, Set<String> way, Set<String> done, List<String> problems) {
    if (!way.add(id)) {
      problems.add("a cycle: " + String.join(" -> ", way) + " -> " + id);
      return;
    }
    if (done.add(id) && resources().containsKey(id)) {
      for (String target : targets(resources().get(id))) {
        follow(target.replaceAll("[.].*", ""), way, done, problems);
      }
    }
    way.remove(id);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
