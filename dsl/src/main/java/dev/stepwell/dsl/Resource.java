package dev.stepwell.dsl;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something outside that workflows need. Texts may hold names of deployment, <code>${LandingBucket}
 * </code>; {@link #deployedName} says which of them a resource fills.
 */
public sealed interface Resource {

  /** The name, unique among resources of the kind. */
  String name();

  /** The name of deployment that stands for it, such as {@code LandingBucket}; null if none. */
  default @Nullable String deployedName() {
    return null;
  }

  /** All names of deployment that stand for it; most have one or none. */
  default List<String> deployedNames() {
    String name = deployedName();
    return name == null ? List.of() : List.of(name);
  }

  static String camel(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        out.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return out.toString();
  }

  /** The name of deployment of the bucket with this name. */
  static String bucketName(String bucket) {
    return camel(bucket) + "Bucket";
  }

  /** The name of deployment of the role with this name. */
  static String roleArn(String role) {
    return camel(role) + "RoleArn";
  }

  /**
   * A bucket.
   *
   * @param localFolder the folder that is the bucket on a local run, relative to the project; null
   *     for one of the run's own
   */
  record Bucket(String name, @Nullable String localFolder) implements Resource {
    @Override
    public String deployedName() {
      return bucketName(name);
    }
  }

  /** A database of the Glue catalog. */
  record Database(String name) implements Resource {}

  /**
   * A Glue crawler.
   *
   * @param database where its tables go
   * @param targets {@code s3://..} prefixes
   * @param tablePrefix put before the names of its tables; may be empty
   */
  record Crawler(String name, String database, List<String> targets, String tablePrefix)
      implements Resource {
    /** Copies the targets. */
    public Crawler {
      targets = List.copyOf(targets);
    }
  }

  /**
   * A Glue job.
   *
   * @param scriptResource the class path resource of its script
   * @param maxConcurrentRuns at least 1
   * @param defaultArguments by name, with {@code --}
   */
  record Job(
      String name,
      String scriptResource,
      int maxConcurrentRuns,
      Map<String, String> defaultArguments)
      implements Resource {
    /** Copies the arguments, in order. */
    public Job {
      defaultArguments = Collections.unmodifiableMap(new LinkedHashMap<>(defaultArguments));
    }
  }

  /**
   * A Glue data quality ruleset.
   *
   * @param text DQDL
   */
  record Ruleset(String name, String text) implements Resource {}

  /**
   * A Lambda function.
   *
   * @param handlerClass the handler's class name
   * @param memory in MiB
   * @param timeout at most 15 minutes
   * @param idempotent whether a call that was broken off because its process ended may be made
   *     again with no harm; a local run that is resumed does so
   * @param reads names of the buckets that it may list and read; it may do nothing else
   */
  record Function(
      String name,
      String handlerClass,
      int memory,
      Duration timeout,
      boolean idempotent,
      List<String> reads)
      implements Resource {
    /** Copies the buckets. */
    public Function {
      reads = List.copyOf(reads);
    }

    /** A function whose calls are never made again, and that reads nothing. */
    public Function(String name, String handlerClass, int memory, Duration timeout) {
      this(name, handlerClass, memory, timeout, false, List.of());
    }

    /** The function, whose call may be made again with no harm. */
    public Function repeatable() {
      return new Function(name, handlerClass, memory, timeout, true, reads);
    }

    /** The function, which may list and read these buckets. */
    public Function reading(String... buckets) {
      return new Function(name, handlerClass, memory, timeout, idempotent, List.of(buckets));
    }

    @Override
    public String deployedName() {
      return camel(name) + "FunctionArn";
    }
  }

  /** An SNS topic. */
  record Topic(String name) implements Resource {
    @Override
    public String deployedName() {
      return camel(name) + "TopicArn";
    }
  }

  /**
   * An SQS queue; it is FIFO if its name ends in {@code .fifo}. Steps name it by {@link
   * Sqs#queue(String)}.
   *
   * @param deadLetters the queue for messages that were received too often; null for none
   * @param maxReceiveCount how often a message is received before it goes there, 1 to 1,000
   */
  record Queue(String name, @Nullable String deadLetters, int maxReceiveCount) implements Resource {

    /** A queue that keeps what nobody can handle. */
    public Queue(String name) {
      this(name, null, 0);
    }

    @Override
    public String deployedName() {
      return camel(name) + "QueueUrl";
    }

    @Override
    public List<String> deployedNames() {
      return List.of(deployedName(), camel(name) + "QueueArn");
    }
  }

  /**
   * A DynamoDB table, paid by request. Steps name it by {@code
   * DynamoDb.table(Text.deployed("LocksTable"))}.
   *
   * @param partitionKey the attribute, a text, by which items are found
   * @param sortKey the attribute, a text, that orders items of one partition key; null for none
   * @param timeToLive the attribute, seconds since 1970, after which an item is removed; null for
   *     none
   */
  record Table(
      String name, String partitionKey, @Nullable String sortKey, @Nullable String timeToLive)
      implements Resource {
    @Override
    public String deployedName() {
      return camel(name) + "Table";
    }
  }

  /** An EventBridge bus. Steps name it by {@code Text.deployed("ShopBus")}. */
  record EventBus(String name) implements Resource {
    @Override
    public String deployedName() {
      return camel(name) + "Bus";
    }
  }

  /**
   * A Kinesis stream. Steps name it by {@code Kinesis.stream(Text.deployed("ClicksStream"))}.
   *
   * @param shards 1 to 500
   */
  record Stream(String name, int shards) implements Resource {
    @Override
    public String deployedName() {
      return camel(name) + "Stream";
    }
  }

  /**
   * A delivery stream of Firehose into a bucket. Steps name it by {@code
   * Firehose.stream(Text.deployed("ClicksDeliveryStream"))}; anybody else puts records into it too.
   *
   * @param bucket by its name among the resources
   * @param prefix what keys begin with, such as {@code clicks/day=!{partitionKeyFromLambda:day}/}
   * @param errorPrefix what keys of records begin with that could not be delivered; with {@code
   *     !{firehose:error-output-type}} if the prefix has expressions
   * @param transform the function among the resources that transforms records and gives their
   *     partition keys; null for none
   * @param interval how long records are collected at most, 1 to 15 minutes
   */
  record DeliveryStream(
      String name,
      String bucket,
      String prefix,
      String errorPrefix,
      @Nullable String transform,
      Duration interval)
      implements Resource {
    /** Whether the function gives keys for the prefix. */
    public boolean partitioned() {
      return prefix.contains("!{partitionKeyFromLambda:");
    }

    @Override
    public String deployedName() {
      return camel(name) + "DeliveryStream";
    }
  }

  /**
   * A Redshift Serverless workgroup.
   *
   * @param workgroup its name
   * @param database the database in it
   * @param copyRole the role with which it reads buckets, such as {@code Copy}
   */
  record Warehouse(String workgroup, String database, String copyRole) implements Resource {
    @Override
    public String name() {
      return workgroup;
    }

    @Override
    public String deployedName() {
      return roleArn(copyRole);
    }
  }

  /**
   * A question that a local run asks when the workflow has ended.
   *
   * @param workflow the workflow's name
   * @param label said before the answer
   * @param sql asked of the lake and the warehouse
   */
  record Report(String workflow, String label, String sql) implements Resource {
    @Override
    public String name() {
      return workflow + ": " + label;
    }
  }
}
