package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Bucket;
import dev.stepwell.dsl.Resource.DeliveryStream;
import dev.stepwell.dsl.Resource.Function;
import dev.stepwell.dsl.Resources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delivery streams of Firehose, each with a log and a role of its own. */
final class DeliveryStreams {
  /** The least with dynamic partitioning, and Firehose's default without. */
  private static final int PARTITIONED_MEBIBYTES = 64;

  private static final int USUAL_MEBIBYTES = 5;

  /** What a function answers must fit into 6 MB, and JSON is larger than what it was made of. */
  private static final int CALLED_WITH_MEBIBYTES = 1;

  private static final int CALLED_AFTER_SECONDS = 60;
  private static final int RETRIES = 3;
  private static final int RETRY_SECONDS = 300;

  private DeliveryStreams() {}

  static String id(DeliveryStream stream) {
    return LogicalIds.of(stream.name(), "DeliveryStream");
  }

  static Mapping resources(Resources resources) {
    Mapping all = Yaml.map();
    for (DeliveryStream stream : resources.all(DeliveryStream.class)) {
      Bucket bucket = resources.find(Bucket.class, stream.bucket()).orElseThrow();
      Function transform =
          stream.transform() == null
              ? null
              : resources.find(Function.class, stream.transform()).orElseThrow();
      String id = id(stream);
      all =
          all.with(id + "Logs", LogGroups.of("/aws/kinesisfirehose/" + called(stream)))
              .with(id + "LogStream", logStream(id))
              .with(id + "Role", role(id, stream, bucket, transform))
              .with(id, stream(id, stream, bucket, transform));
    }
    return all;
  }

  private static String called(DeliveryStream stream) {
    return "${NamePrefix}-" + stream.name();
  }

  private static Mapping logStream(String id) {
    return Yaml.map()
        .with("Type", "AWS::Logs::LogStream")
        .with(
            "Properties",
            Yaml.map()
                .with("LogGroupName", Yaml.ref(id + "Logs"))
                .with("LogStreamName", "delivery"));
  }

  private static Mapping role(
      String id, DeliveryStream stream, Bucket bucket, @Nullable Function transform) {
    String arn = "${" + Buckets.id(bucket) + ".Arn}";
    var statements = new ArrayList<Mapping>();
    statements.add(
        Statements.allow(
            List.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"),
            List.of(arn)));
    statements.add(
        Statements.allow(
            List.of("s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"),
            List.of(
                arn + "/" + constant(stream.prefix()) + "*",
                arn + "/" + constant(stream.errorPrefix()) + "*")));
    if (transform != null) {
      statements.add(
          Statements.allow(
              List.of("lambda:InvokeFunction", "lambda:GetFunctionConfiguration"),
              List.of("${" + Functions.id(transform) + ".Arn}:*")));
    }
    statements.add(
        Statements.allow(List.of("logs:PutLogEvents"), List.of("${" + id + "Logs.Arn}")));
    return Statements.role(
        "Delivery of " + stream.name(), Statements.trustHere("firehose.amazonaws.com"), statements);
  }

  /** What all keys begin with: the prefix up to its first expression. */
  private static String constant(String prefix) {
    int expression = prefix.indexOf("!{");
    return expression < 0 ? prefix : prefix.substring(0, expression);
  }

  private static Mapping stream(
      String id, DeliveryStream stream, Bucket bucket, @Nullable Function transform) {
    Mapping destination =
        Yaml.map()
            .with("BucketARN", Yaml.getAtt(Buckets.id(bucket) + ".Arn"))
            .with("RoleARN", Yaml.getAtt(id + "Role.Arn"))
            .with("Prefix", stream.prefix())
            .with("ErrorOutputPrefix", stream.errorPrefix())
            .with(
                "BufferingHints",
                Yaml.map()
                    .with("IntervalInSeconds", (int) stream.interval().toSeconds())
                    .with(
                        "SizeInMBs",
                        stream.partitioned() ? PARTITIONED_MEBIBYTES : USUAL_MEBIBYTES))
            .with(
                "CloudWatchLoggingOptions",
                Yaml.map()
                    .with("Enabled", true)
                    .with("LogGroupName", Yaml.ref(id + "Logs"))
                    .with("LogStreamName", Yaml.ref(id + "LogStream")));
    if (stream.partitioned()) {
      // It cannot be switched on or off later.
      destination =
          destination.with(
              "DynamicPartitioningConfiguration",
              Yaml.map()
                  .with("Enabled", true)
                  .with("RetryOptions", Yaml.map().with("DurationInSeconds", RETRY_SECONDS)));
    }
    if (transform != null) {
      destination = destination.with("ProcessingConfiguration", processing(id, transform));
    }
    return Yaml.map()
        .with("Type", "AWS::KinesisFirehose::DeliveryStream")
        .with(
            "Properties",
            Yaml.map()
                .with("DeliveryStreamName", Yaml.sub(called(stream)))
                .with("DeliveryStreamType", "DirectPut")
                .with(
                    "DeliveryStreamEncryptionConfigurationInput",
                    Yaml.map().with("KeyType", "AWS_OWNED_CMK"))
                .with("ExtendedS3DestinationConfiguration", destination));
  }

  private static Mapping processing(String id, Function transform) {
    return Yaml.map()
        .with("Enabled", true)
        .with(
            "Processors",
            Yaml.list(
                Yaml.map()
                    .with("Type", "Lambda")
                    .with(
                        "Parameters",
                        Yaml.list(
                            parameter("LambdaArn", Yaml.ref(Functions.alias(transform))),
                            parameter("RoleArn", Yaml.getAtt(id + "Role.Arn")),
                            parameter(
                                "BufferSizeInMBs", Yaml.of(String.valueOf(CALLED_WITH_MEBIBYTES))),
                            parameter(
                                "BufferIntervalInSeconds",
                                Yaml.of(String.valueOf(CALLED_AFTER_SECONDS))),
                            parameter("NumberOfRetries", Yaml.of(String.valueOf(RETRIES)))))));
  }

  private static Mapping parameter(String name, Yaml value) {
    return Yaml.map().with("ParameterName", name).with("ParameterValue", value);
  }
}
