package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Bucket;
import dev.stepwell.dsl.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Buckets, and who may do what in them. */
final class Buckets {
  /** Holds the jobs' scripts; added by the template where there are jobs. */
  static final String SCRIPTS = "ScriptsBucket";

  private static final int LONGEST_NAME = 63;
  // "<prefix of 21>-<name>-<account of 12>-<region of up to 14>"
  private static final int ROOM = LONGEST_NAME - 21 - 1 - 1 - 12 - 1 - 14;

  private final Resources resources;

  /** Logical ids of the buckets that start workflows; nothing in the template writes to them. */
  private final Set<String> inputs;

  Buckets(Resources resources, Set<String> inputs) {
    this.resources = resources;
    this.inputs = Set.copyOf(inputs);
  }

  Mapping resources(boolean withScripts) {
    Mapping all = Yaml.map();
    for (Bucket bucket : resources.all(Bucket.class)) {
      all =
          all.with(
              id(bucket),
              bucket(
                  bucket.name(),
                  Yaml.map()
                      .with(
                          "NotificationConfiguration",
                          Yaml.map()
                              .with(
                                  "EventBridgeConfiguration",
                                  Yaml.map().with("EventBridgeEnabled", true)))));
    }
    return withScripts
        ? all.with(
            SCRIPTS,
            bucket("scripts", Yaml.map()),
            "What the jobs run; see the output UploadScripts.")
        : all;
  }

  static String id(Bucket bucket) {
    return LogicalIds.of(bucket.name(), "Bucket");
  }

  /** Statements to list and read every bucket. */
  List<Mapping> read() {
    return read(resources.all(Bucket.class));
  }

  /** Statements to list and read some buckets. */
  static List<Mapping> read(List<Bucket> some) {
    var buckets = new ArrayList<String>();
    var objects = new ArrayList<String>();
    for (Bucket bucket : some) {
      buckets.add("${" + id(bucket) + ".Arn}");
      objects.add("${" + id(bucket) + ".Arn}/*");
    }
    return buckets.isEmpty()
        ? List.of()
        : List.of(
            Statements.allow(List.of("s3:GetBucketLocation", "s3:ListBucket"), buckets),
            Statements.allow(List.of("s3:GetObject"), objects));
  }

  /** Statements to write to every bucket that starts no workflow: that would start it forever. */
  List<Mapping> write() {
    List<String> objects =
        resources.all(Bucket.class).stream()
            .map(Buckets::id)
            .filter(id -> !inputs.contains(id))
            .map(id -> "${" + id + ".Arn}/*")
            .toList();
    return objects.isEmpty()
        ? List.of()
        : List.of(Statements.allow(List.of("s3:PutObject", "s3:DeleteObject"), objects));
  }

  private static Mapping bucket(String name, Mapping more) {
    if (name.length() > ROOM) {
      throw new IllegalArgumentException(
          "bucket '"
              + name
              + "' has a name of "
              + name.length()
              + " characters; with prefix, account and region that is more than the "
              + LONGEST_NAME
              + " of S3; use at most "
              + ROOM);
    }
    return Yaml.map()
        .with("Type", "AWS::S3::Bucket")
        .with("DeletionPolicy", "Retain")
        .with("UpdateReplacePolicy", "Retain")
        .with(
            "Properties",
            Yaml.map()
                .with(
                    "BucketName",
                    Yaml.sub("${NamePrefix}-" + name + "-${AWS::AccountId}-${AWS::Region}"))
                .with(
                    "BucketEncryption",
                    Yaml.map()
                        .with(
                            "ServerSideEncryptionConfiguration",
                            Yaml.list(
                                Yaml.map()
                                    .with(
                                        "ServerSideEncryptionByDefault",
                                        Yaml.map().with("SSEAlgorithm", "AES256")))))
                .with(
                    "PublicAccessBlockConfiguration",
                    Yaml.map()
                        .with("BlockPublicAcls", true)
                        .with("BlockPublicPolicy", true)
                        .with("IgnorePublicAcls", true)
                        .with("RestrictPublicBuckets", true))
                .with(
                    "OwnershipControls",
                    Yaml.map()
                        .with(
                            "Rules",
                            Yaml.list(Yaml.map().with("ObjectOwnership", "BucketOwnerEnforced"))))
                .with(
                    "LifecycleConfiguration",
                    Yaml.map()
                        .with(
                            "Rules",
                            Yaml.list(
                                Yaml.map()
                                    .with("Id", "forget-unfinished-uploads")
                                    .with("Status", "Enabled")
                                    .with(
                                        "AbortIncompleteMultipartUpload",
                                        Yaml.map().with("DaysAfterInitiation", 7)))))
                .withAll(more));
  }
}
