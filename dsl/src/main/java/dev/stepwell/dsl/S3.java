package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Verdict;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * Amazon S3: single calls on objects. All of them can be repeated without harm, so they are retried
 * on every error of the service.
 */
public final class S3 {

  /** There is no object of that key. */
  public static final ErrorName NO_SUCH_KEY = ErrorName.of("S3.NoSuchKeyException");

  /** There is no such bucket. */
  public static final ErrorName NO_SUCH_BUCKET = ErrorName.of("S3.NoSuchBucketException");

  /** Some of many objects were not deleted; the others are. */
  public static final ErrorName NOT_DELETED = ErrorName.of("S3.ObjectsNotDeleted");

  /** An object in a listing takes about 200 bytes and its key of the 256 KiB of an answer. */
  private static final int LISTED = 500;

  private static final int MOST_LISTED = 1000;

  private S3() {}

  /**
   * What a listing gives.
   *
   * @param count how many objects
   * @param complete whether these are all
   * @param objects the objects
   */
  public record Listing(Num count, Bool complete, Items<Found> objects) {}

  /** An object in a listing. */
  public record Found(String key, long size) {}

  /**
   * What a listing of folders gives.
   *
   * @param complete whether these are all
   * @param folders their prefixes, each ending in {@code /}
   */
  public record Folders(Bool complete, Items<String> folders) {}

  /** What a write gives. */
  public record Written(Text etag) {}

  /** What a deletion gives: nothing. */
  public record Deleted() {}

  /**
   * What is known of an object.
   *
   * @param size in bytes
   * @param etag changes with its content
   * @param lastModified when it was written
   */
  public record Head(Num size, Text etag, Instant lastModified) {}

  /**
   * Whether there is an object.
   *
   * @param exists whether
   * @param size in bytes; 0 if there is none
   */
  public record Exists(Bool exists, Num size) {}

  /** What is in an object. */
  public record Content(Text body, Text etag) {}

  /** Lists the first 500 objects whose keys start with a prefix; see the other {@code list}. */
  public static Task<Listing> list(Text bucket, Text prefix) {
    return list(bucket, prefix, LISTED);
  }

  /**
   * Lists objects whose keys start with a prefix, in the order of their keys. S3's whole answer
   * must stay below the 256 KiB that a state may pass; 1,000 objects do so only with keys of less
   * than 60 characters, and an answer above the limit ends the execution.
   *
   * @param most how many, 1 to 1,000
   */
  public static Task<Listing> list(Text bucket, Text prefix, int most) {
    if (most < 1 || most > MOST_LISTED) {
      throw InvalidWorkflowException.here(
          "an S3 listing has 1 to 1,000 objects, but this one shall have "
              + most
              + "; use a narrower prefix");
    }
    return new Task<>(
        "S3 list",
        new Work.Request(
            S3Calls.call(
                "listObjectsV2",
                Expr.fields()
                    .and("Bucket", bucket.expr())
                    .and("Prefix", prefix.expr())
                    .and("MaxKeys", Expr.number(most)),
                Permission.on(S3Calls.bucketArn(bucket), "s3:ListBucket")),
            Outputs.of(
                Expr.fields()
                    .and("count", Expr.resultOr(Json.of(0), "KeyCount"))
                    .and("complete", complete())
                    .and(
                        "objects",
                        Expr.call("[{0}.{'key': Key, 'size': Size}]", Expr.result("Contents"))))),
        parts ->
            new Listing(
                new Num(parts.part("count")),
                new Bool(parts.part("complete")),
                new Items<>(parts.part("objects"), Naming.SAME)));
  }

  /**
   * Lists the folders in a folder, the first 1,000 of them.
   *
   * @param prefix the folder, ending in {@code /}; empty for the whole bucket
   */
  public static Task<Folders> folders(Text bucket, Text prefix) {
    return new Task<>(
        "S3 folders",
        new Work.Request(
            S3Calls.call(
                "listObjectsV2",
                Expr.fields()
                    .and("Bucket", bucket.expr())
                    .and("Prefix", prefix.expr())
                    .and("Delimiter", Expr.text("/"))
                    .and("MaxKeys", Expr.number(MOST_LISTED)),
                Permission.on(S3Calls.bucketArn(bucket), "s3:ListBucket")),
            Outputs.of(
                Expr.fields()
                    .and("complete", complete())
                    .and("folders", Expr.call("[{0}.Prefix]", Expr.result("CommonPrefixes"))))),
        parts ->
            new Folders(
                new Bool(parts.part("complete")), new Items<>(parts.part("folders"), Naming.SAME)));
  }

  private static Expr complete() {
    return Expr.raw("$not($exists({0}) and {0})", Expr.result("IsTruncated"));
  }

  /** Writes a text as an object. */
  public static Task<Written> put(Text bucket, Text key, Text body) {
    return put(bucket, key, body.expr(), "text/plain; charset=utf-8");
  }

  /** Writes a value as JSON: a text in quotes, a list, an object of a record's shape. */
  public static Task<Written> putJson(Text bucket, Text key, Value<?> value) {
    String json;
    if (value instanceof Items) {
      json = "$string([{0}])"; // a list of one stays a list
    } else if (value instanceof Text || value instanceof Day || value instanceof Instant) {
      // $string leaves a text as it is, but not one in a list.
      json = "($list := $string([{0}]); $substring($list, 1, $length($list) - 2))";
    } else {
      json = "$string({0})";
    }
    return put(bucket, key, Expr.call(json, value.expr()), "application/json");
  }

  private static Task<Written> put(Text bucket, Text key, Expr body, String type) {
    return written(
        "S3 put",
        S3Calls.call(
            "putObject",
            S3Calls.at(bucket, key).and("Body", body).and("ContentType", Expr.text(type)),
            S3Calls.onObject(bucket, key, "s3:PutObject")),
        Expr.result("ETag"));
  }

  /** Copies an object of at most 5 GB. */
  public static Task<Written> copy(Text fromBucket, Text fromKey, Text toBucket, Text toKey) {
    // As a URL, in which a question mark would begin a version and a plus would be a blank.
    Expr source =
        Expr.call(
            "$join($map($split({0}, '/'), function($part) { $encodeUrlComponent($part) }), '/')",
            fromKey.expr());
    return written(
        "S3 copy",
        S3Calls.call(
            "copyObject",
            S3Calls.at(toBucket, toKey)
                .and("CopySource", fromBucket.plus("/").plus(new Text(source)).expr()),
            S3Calls.onObject(fromBucket, fromKey, "s3:GetObject"),
            S3Calls.onObject(toBucket, toKey, "s3:PutObject")),
        Expr.result("CopyObjectResult", "ETag"));
  }

  private static Task<Written> written(String kind, Call call, Expr etag) {
    return new Task<>(
        kind,
        new Work.Request(call, Outputs.of(Expr.fields().and("etag", etag))),
        parts -> new Written(new Text(parts.part("etag"))));
  }

  /**
   * Asks for an object's size and age; fails with {@link #NO_SUCH_KEY} if there is none. Without
   * the permission to list the bucket S3 would answer that access is denied, so it is asked for.
   */
  public static Task<Head> head(Text bucket, Text key) {
    return new Task<>(
        "S3 head",
        new Work.Request(
            S3Calls.head(bucket, key),
            Outputs.of(
                Expr.fields()
                    .and("size", Expr.result("ContentLength"))
                    .and("etag", Expr.result("ETag"))
                    .and("lastModified", Expr.result("LastModified")))),
        parts ->
            new Head(
                new Num(parts.part("size")),
                new Text(parts.part("etag")),
                new Instant(parts.part("lastModified"))));
  }

  /** Asks whether there is an object. */
  public static Task<Exists> exists(Text bucket, Text key) {
    return new Task<>(
        "S3 exists",
        new Work.Tolerant(
            S3Calls.head(bucket, key),
            List.of(NO_SUCH_KEY.name()),
            Expr.fields()
                .and("exists", new Expr.Constant(Json.of(false)))
                .and("size", Expr.number(0)),
            Outputs.of(
                Expr.fields()
                    .and("exists", new Expr.Constant(Json.of(true)))
                    .and("size", Expr.result("ContentLength")))),
        parts -> new Exists(new Bool(parts.part("exists")), new Num(parts.part("size"))));
  }

  /**
   * Reads an object as a text in UTF-8. It must be smaller than the 256 KiB that a state may pass;
   * a larger one ends the execution.
   */
  public static Task<Content> get(Text bucket, Text key) {
    return new Task<>(
        "S3 get",
        new Work.Request(
            S3Calls.get(bucket, key),
            Outputs.of(
                Expr.fields().and("body", Expr.result("Body")).and("etag", Expr.result("ETag")))),
        parts -> new Content(new Text(parts.part("body")), new Text(parts.part("etag"))));
  }

  /**
   * Reads an object as JSON; see {@link #get}.
   *
   * @param shape a record with the members that are of interest, named as in the JSON
   */
  public static <R extends Record> Task<Obj<R>> getJson(Text bucket, Text key, Class<R> shape) {
    Fields.components(shape);
    return new Task<>(
        "S3 get",
        new Work.Request(
            S3Calls.get(bucket, key),
            Outputs.of(Expr.fields().and("json", Expr.call("$parse({0})", Expr.result("Body"))))),
        parts -> new Obj<>(parts.part("json"), Naming.SAME));
  }

  /** Deletes an object; there need be none. */
  public static Task<Deleted> delete(Text bucket, Text key) {
    return new Task<>(
        "S3 delete",
        new Work.Request(
            S3Calls.call(
                "deleteObject",
                S3Calls.at(bucket, key),
                S3Calls.onObject(bucket, key, "s3:DeleteObject")),
            Outputs.of(Expr.fields())),
        parts -> new Deleted());
  }

  /**
   * Deletes objects with one call; they need not be there. Fails with {@link #NOT_DELETED} if S3
   * could not delete some of them.
   *
   * @param keys 1 to 1,000, such as those of a listing
   */
  public static Task<Deleted> deleteAll(Text bucket, Items<String> keys) {
    Expr errors = Expr.result("Errors");
    return new Task<>(
        "S3 delete",
        new Work.Checked(
            S3Calls.call(
                "deleteObjects",
                Expr.fields()
                    .and("Bucket", bucket.expr())
                    .and(
                        "Delete",
                        Expr.fields()
                            .and("Objects", Expr.call("[{0}.{'Key': $}]", keys.expr()))
                            .and("Quiet", new Expr.Constant(Json.of(true)))),
                Permission.on(S3Calls.bucketArn(bucket) + "/*", "s3:DeleteObject")),
            new Verdict(
                Expr.raw("$count({0}) > 0", errors),
                Expr.call(
                    "$substring($join([{0}.(Key & ' ' & Code & ': ' & Message)], '; '), 0, 1000)",
                    errors),
                NOT_DELETED.name()),
            Outputs.of(Expr.fields())),
        parts -> new Deleted());
  }
}
