package dev.stepwell.local;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.dynamodb.TableDefinition;
import dev.stepwell.local.events.EventBuses;
import dev.stepwell.local.events.RuleDefinition;
import dev.stepwell.local.events.TargetDefinition;
import dev.stepwell.local.firehose.DeliveryStreamDefinition;
import dev.stepwell.local.kinesis.StreamDefinition;
import dev.stepwell.local.sns.SubscriptionDefinition;
import dev.stepwell.local.sns.TopicDefinition;
import dev.stepwell.local.sqs.QueueDefinition;
import dev.stepwell.local.yaml.YamlMap;
import dev.stepwell.local.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The kinds of a {@link ResourceFile} that carry messages, events, items and records. */
final class ResourceFileMessaging {

  private static final int TWELVE_HOURS = 12 * 3600;
  private static final int QUARTER_HOUR = 900;
  private static final int FOURTEEN_DAYS = 14 * 24 * 3600;

  private final LocalCloudBuilder cloud;

  ResourceFileMessaging(LocalCloudBuilder cloud) {
    this.cloud = cloud;
  }

  void addTo(Map<String, BiConsumer<String, YamlValue>> kinds) {
    kinds.put("queues", this::queue);
    kinds.put("topics", this::topic);
    kinds.put("buses", this::bus);
    kinds.put("rules", this::rule);
    kinds.put("tables", this::table);
    kinds.put("streams", this::stream);
    kinds.put("deliveryStreams", this::deliveryStream);
  }

  private void queue(String name, YamlValue value) {
    YamlMap parts =
        value
            .map()
            .only(
                "visibility",
                "delay",
                "retention",
                "mostBytes",
                "contentBasedDeduplication",
                "deadLetters",
                "maxReceiveCount");
    QueueDefinition standard = QueueDefinition.named(name);
    Optional<String> dead = parts.find("deadLetters").map(YamlValue::text);
    cloud.queue(
        new QueueDefinition(
            name,
            seconds(parts, "visibility", TWELVE_HOURS, standard.visibility()),
            seconds(parts, "delay", QUARTER_HOUR, standard.delay()),
            seconds(parts, "retention", FOURTEEN_DAYS, standard.retention()),
            number(parts, "mostBytes", QueueDefinition.MOST_BYTES, standard.mostBytes()),
            flag(parts, "contentBasedDeduplication"),
            dead.orElse(null),
            dead.isPresent() ? parts.get("maxReceiveCount").integer(1, 1000) : 0));
  }

  private void topic(String name, YamlValue value) {
    YamlMap parts = value.map().only("contentBasedDeduplication", "subscriptions");
    cloud.topic(new TopicDefinition(name, flag(parts, "contentBasedDeduplication")));
    list(parts, "subscriptions").forEach(each -> subscription(name, each));
  }

  private void subscription(String topic, YamlValue value) {
    YamlMap parts = value.map().only("to", "filter", "bodyFilter", "raw", "deadLetters");
    SubscriptionDefinition all = SubscriptionDefinition.of(topic, arn(parts.get("to")));
    SubscriptionDefinition some = all;
    Optional<YamlValue> body = parts.find("bodyFilter");
    if (body.isPresent()) {
      if (parts.find("filter").isPresent()) {
        throw value.refused("must not have both 'filter' and 'bodyFilter'");
      }
      some = all.withBodyFilter(object(body.get()));
    } else if (parts.find("filter").isPresent()) {
      some = all.withFilter(object(parts.get("filter")));
    }
    if (parts.find("deadLetters").isPresent()) {
      some = some.withDeadLetters(cloud.account.queueArn(parts.get("deadLetters").text()));
    }
    cloud.subscription(some.delivering(flag(parts, "raw")));
  }

  private void bus(String name, YamlValue value) {
    value.map().only();
    cloud.eventBus(name);
  }

  private void rule(String name, YamlValue value) {
    YamlMap parts = value.map().only("bus", "pattern", "targets");
    cloud.rule(
        new RuleDefinition(
            name,
            parts.text("bus", EventBuses.DEFAULT),
            object(parts.get("pattern")),
            parts.get("targets").list().stream().map(this::target).toList()));
  }

  private TargetDefinition target(YamlValue value) {
    YamlMap parts =
        value
            .map()
            .only("to", "input", "inputPath", "inputTransformer", "messageGroup", "deadLetters");
    YamlMap transformer =
        parts
            .find("inputTransformer")
            .map(given -> given.map().only("paths", "template"))
            .orElse(null);
    String group = parts.find("messageGroup").map(YamlValue::text).orElse(null);
    return new TargetDefinition(
        arn(parts.get("to")),
        parts.find("input").map(input -> input.json().compact()).orElse(null),
        parts.find("inputPath").map(YamlValue::text).orElse(null),
        transformer == null ? Map.of() : transformer.texts("paths"),
        transformer == null ? null : transformer.get("template").text(),
        group,
        parts.find("deadLetters").map(queue -> cloud.account.queueArn(queue.text())).orElse(null));
  }

  private void table(String name, YamlValue value) {
    YamlMap parts = value.map().only("partitionKey", "sortKey", "timeToLive");
    cloud.table(
        new TableDefinition(
            name,
            key(parts.get("partitionKey")),
            parts.find("sortKey").map(ResourceFileMessaging::key).orElse(null),
            parts.find("timeToLive").map(YamlValue::text).orElse(null)));
  }

  /** {@code {id: S}}: an attribute and its type. */
  private static TableDefinition.Key key(YamlValue value) {
    Map<String, YamlValue> only = value.map().values();
    if (only.size() != 1) {
      throw value.refused("must be one attribute and its type, such as {id: S}");
    }
    Map.Entry<String, YamlValue> attribute = only.entrySet().iterator().next();
    return new TableDefinition.Key(attribute.getKey(), attribute.getValue().text());
  }

  private void stream(String name, YamlValue value) {
    cloud.stream(new StreamDefinition(name, number(value.map().only("shards"), "shards", 500, 1)));
  }

  private void deliveryStream(String name, YamlValue value) {
    YamlMap parts =
        value
            .map()
            .only(
                "bucket",
                "prefix",
                "errorPrefix",
                "bufferMebibytes",
                "bufferSeconds",
                "transform",
                "retries",
                "dynamicPartitioning",
                "gzip",
                "lines");
    DeliveryStreamDefinition plain = DeliveryStreamDefinition.to(name, "", "");
    cloud.deliveryStream(
        new DeliveryStreamDefinition(
            name,
            parts.get("bucket").text(),
            parts.text("prefix", plain.prefix()),
            parts.text("errorPrefix", plain.errorPrefix()),
            number(parts, "bufferMebibytes", 128, plain.bufferMebibytes()),
            seconds(parts, "bufferSeconds", QUARTER_HOUR, plain.bufferInterval()),
            parts.find("transform").map(YamlValue::text).orElse(null),
            parts.find("retries").map(count -> count.integer(0, 300)).orElse(plain.retries()),
            flag(parts, "dynamicPartitioning"),
            flag(parts, "gzip"),
            flag(parts, "lines")));
  }

  /** {@code {queue: work}}: what something is sent to, by its kind and name. */
  private String arn(YamlValue value) {
    Account account = cloud.account;
    YamlMap kind =
        value
            .map()
            .only(
                "queue", "topic", "function", "deliveryStream", "stateMachine", "bus", "logGroup");
    if (kind.values().size() != 1) {
      throw value.refused("must be one kind and name, such as {queue: work}");
    }
    Map.Entry<String, YamlValue> only = kind.values().entrySet().iterator().next();
    String name = only.getValue().text();
    return switch (only.getKey()) {
      case "queue" -> account.queueArn(name);
      case "topic" -> account.topicArn(name);
      case "function" -> account.functionArn(name);
      case "deliveryStream" -> account.deliveryStreamArn(name);
      case "stateMachine" -> account.stateMachineArn(name);
      case "bus" -> account.eventBusArn(name);
      default -> account.logGroupArn(name);
    };
  }

  private static JsonObject object(YamlValue value) {
    if (value.json() instanceof JsonObject object) {
      return object;
    }
    throw value.refused("must be a mapping");
  }

  private static List<YamlValue> list(YamlMap parts, String name) {
    return parts.find(name).map(YamlValue::list).orElse(List.of());
  }

  private static boolean flag(YamlMap parts, String name) {
    return parts.find(name).map(YamlValue::flag).orElse(false);
  }

  private static int number(YamlMap parts, String name, int most, int otherwise) {
    return parts.find(name).map(number -> number.integer(1, most)).orElse(otherwise);
  }

  private static Duration seconds(YamlMap parts, String name, int most, Duration otherwise) {
    return parts
        .find(name)
        .map(number -> Duration.ofSeconds(number.integer(0, most)))
        .orElse(otherwise);
  }
}
