package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** Amazon S3: single calls on objects. */
public final class S3 {

  /** There is no object of that key. */
  public static final ErrorName NO_SUCH_KEY = ErrorName.of("S3.NoSuchKeyException");

  /** There is no such bucket. */
  public static final ErrorName NO_SUCH_BUCKET = ErrorName.of("S3.NoSuchBucketException");

  private S3() {}

  /**
   * What a listing gives.
   *
   * @param count how many objects, at most 1,000
   * @param complete whether these are all
   * @param objects the objects
   */
  public record Listing(Num count, Bool complete, Items<Found> objects) {}

  /** An object in a listing. */
  public record Found(String key, long size) {}

  /** What a write gives. */
  public record Written(Text etag) {}

  /** Lists the first 1,000 objects whose keys start with a prefix. */
  public static Task<Listing> list(Text bucket, Text prefix) {
    return new Task<>(
        "S3 list",
        new Work.Request(
            call(
                "listObjectsV2",
                Expr.fields().and("Bucket", bucket.expr()).and("Prefix", prefix.expr()),
                Permission.on(bucketArn(bucket), "s3:ListBucket")),
            Outputs.of(
                Expr.fields()
                    .and("count", Expr.resultOr(Json.of(0), "KeyCount"))
                    .and(
                        "complete",
                        Expr.raw("$not($exists({0}) and {0})", Expr.result("IsTruncated")))
                    .and(
                        "objects",
                        Expr.call("[{0}.{'key': Key, 'size': Size}]", Expr.result("Contents"))))),
        parts ->
            new Listing(
                new Num(parts.part("count")),
                new Bool(parts.part("complete")),
                new Items<>(parts.part("objects"), Naming.SAME)));
  }

  /** Writes a text as an object. */
  public static Task<Written> put(Text bucket, Text key, Text body) {
    return written(
        "S3 put",
        call(
            "putObject",
            Expr.fields()
                .and("Bucket", bucket.expr())
                .and("Key", key.expr())
                .and("Body", body.expr()),
            Permission.on(bucketArn(bucket) + "/*", "s3:PutObject")),
        Expr.result("ETag"));
  }

  /** Copies an object of at most 5 GB. */
  public static Task<Written> copy(Text fromBucket, Text fromKey, Text toBucket, Text toKey) {
    return written(
        "S3 copy",
        call(
            "copyObject",
            Expr.fields()
                .and("Bucket", toBucket.expr())
                .and("Key", toKey.expr())
                .and(
                    "CopySource",
                    fromBucket
                        .plus("/")
                        .plus(new Text(Expr.call("$encodeUrl({0})", fromKey.expr())))
                        .expr()),
            Permission.on(bucketArn(fromBucket) + "/*", "s3:GetObject"),
            Permission.on(bucketArn(toBucket) + "/*", "s3:PutObject")),
        Expr.result("CopyObjectResult", "ETag"));
  }

  private static Task<Written> written(String kind, Call call, Expr etag) {
    return new Task<>(
        kind,
        new Work.Request(call, Outputs.of(Expr.fields().and("etag", etag))),
        parts -> new Written(new Text(parts.part("etag"))));
  }

  private static String bucketArn(Text bucket) {
    String name = Arns.of(bucket);
    return name.equals("*") ? "arn:${AWS::Partition}:s3:::*" : "arn:${AWS::Partition}:s3:::" + name;
  }

  private static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:s3:" + action,
        arguments,
        60,
        List.of(RetryRule.service("S3.S3Exception", "S3.SdkClientException")),
        List.of(permissions));
  }
}
