package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/** Calls on objects, and what they need: permission for an object's name where it is known. */
final class S3Calls {

  private S3Calls() {}

  static Expr.Fields at(Text bucket, Text key) {
    return Expr.fields().and("Bucket", bucket.expr()).and("Key", key.expr());
  }

  static Call head(Text bucket, Text key) {
    return reading("headObject", bucket, key);
  }

  static Call get(Text bucket, Text key) {
    return reading("getObject", bucket, key);
  }

  /** S3 says that a key is not there to those only who may list the bucket. */
  private static Call reading(String action, Text bucket, Text key) {
    return call(
        action,
        at(bucket, key),
        onObject(bucket, key, "s3:GetObject"),
        Permission.on(bucketArn(bucket), "s3:ListBucket"));
  }

  static String bucketArn(Text bucket) {
    String name = Arns.of(bucket);
    return name.equals("*") ? "arn:${AWS::Partition}:s3:::*" : "arn:${AWS::Partition}:s3:::" + name;
  }

  static Permission onObject(Text bucket, Text key, String action) {
    return Permission.on(bucketArn(bucket) + "/" + Arns.of(key), action);
  }

  static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:s3:" + action,
        arguments,
        60,
        List.of(RetryRule.service("S3.S3Exception", "S3.SdkClientException")),
        List.of(permissions));
  }
}
