package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.EventBus;
import dev.stepwell.dsl.Resource.Queue;
import dev.stepwell.dsl.Resource.Stream;
import dev.stepwell.dsl.Resource.Table;
import dev.stepwell.dsl.Resources;
import java.util.Map;

/** Queues, tables, buses and streams. What holds something outlives the stack. */
final class Messaging {

  private Messaging() {}

  static Mapping resources(Resources resources) {
    Mapping all = Yaml.map();
    for (Queue queue : resources.all(Queue.class)) {
      all = all.with(id(queue), queue(queue));
    }
    for (Table table : resources.all(Table.class)) {
      all = all.with(id(table), table(table));
    }
    for (EventBus bus : resources.all(EventBus.class)) {
      all =
          all.with(
              id(bus),
              Yaml.map()
                  .with("Type", "AWS::Events::EventBus")
                  .with("Properties", Yaml.map().with("Name", name(bus.name()))));
    }
    for (Stream stream : resources.all(Stream.class)) {
      all = all.with(id(stream), stream(stream));
    }
    return all;
  }

  /** Adds, by name of deployment, what stands for it inside of {@code !Sub}. */
  static void names(Resources resources, Map<String, String> known) {
    for (Queue queue : resources.all(Queue.class)) {
      known.put(id(queue) + "Url", id(queue));
      known.put(id(queue) + "Arn", id(queue) + ".Arn");
    }
    resources.all(Table.class).forEach(table -> known.put(id(table), id(table)));
    resources.all(EventBus.class).forEach(bus -> known.put(id(bus), id(bus)));
    resources.all(Stream.class).forEach(stream -> known.put(id(stream), id(stream)));
  }

  private static String id(Queue queue) {
    return id(queue.name());
  }

  private static String id(String queue) {
    return LogicalIds.of(queue, "Queue");
  }

  private static String id(Table table) {
    return LogicalIds.of(table.name(), "Table");
  }

  private static String id(EventBus bus) {
    return LogicalIds.of(bus.name(), "Bus");
  }

  private static String id(Stream stream) {
    return LogicalIds.of(stream.name(), "Stream");
  }

  private static Yaml name(String name) {
    return Yaml.sub("${NamePrefix}-" + name);
  }

  private static Mapping queue(Queue queue) {
    Mapping properties =
        Yaml.map().with("QueueName", name(queue.name())).with("SqsManagedSseEnabled", true);
    if (queue.name().endsWith(".fifo")) {
      properties = properties.with("FifoQueue", true);
    }
    if (queue.deadLetters() != null) {
      properties =
          properties.with(
              "RedrivePolicy",
              Yaml.map()
                  .with("deadLetterTargetArn", Yaml.getAtt(id(queue.deadLetters()) + ".Arn"))
                  .with("maxReceiveCount", queue.maxReceiveCount()));
    }
    return kept("AWS::SQS::Queue", properties);
  }

  private static Mapping table(Table table) {
    Yaml.Items attributes = Yaml.list(attribute(table.partitionKey()));
    Yaml.Items keys = Yaml.list(key(table.partitionKey(), "HASH"));
    if (table.sortKey() != null) {
      attributes = Yaml.list(attribute(table.partitionKey()), attribute(table.sortKey()));
      keys = Yaml.list(key(table.partitionKey(), "HASH"), key(table.sortKey(), "RANGE"));
    }
    Mapping properties =
        Yaml.map()
            .with("TableName", name(table.name()))
            .with("BillingMode", "PAY_PER_REQUEST")
            .with("AttributeDefinitions", attributes)
            .with("KeySchema", keys)
            .with(
                "PointInTimeRecoverySpecification",
                Yaml.map().with("PointInTimeRecoveryEnabled", true));
    if (table.timeToLive() != null) {
      properties =
          properties.with(
              "TimeToLiveSpecification",
              Yaml.map().with("AttributeName", table.timeToLive()).with("Enabled", true));
    }
    return kept("AWS::DynamoDB::Table", properties);
  }

  private static Mapping attribute(String name) {
    return Yaml.map().with("AttributeName", name).with("AttributeType", "S");
  }

  private static Mapping key(String name, String type) {
    return Yaml.map().with("AttributeName", name).with("KeyType", type);
  }

  private static Mapping stream(Stream stream) {
    return kept(
        "AWS::Kinesis::Stream",
        Yaml.map()
            .with("Name", name(stream.name()))
            .with("ShardCount", stream.shards())
            .with(
                "StreamEncryption",
                Yaml.map().with("EncryptionType", "KMS").with("KeyId", "alias/aws/kinesis")));
  }

  private static Mapping kept(String type, Mapping properties) {
    return Yaml.map()
        .with("Type", type)
        .with("DeletionPolicy", "Retain")
        .with("UpdateReplacePolicy", "Retain")
        .with("Properties", properties);
  }
}
