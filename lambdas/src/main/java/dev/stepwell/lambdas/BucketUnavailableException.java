package dev.stepwell.lambdas;

import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket does not exist or may not be listed. Retrying does not help. */
public final class BucketUnavailableException extends RuntimeException {
  private BucketUnavailableException(String message, S3Exception cause) {
    super(message, cause);
  }

  static BucketUnavailableException of(String bucket, String prefix, S3Exception cause) {
    String remedy =
        cause.statusCode() == 404
            ? "there is no such bucket; check its name and region"
            : "access is denied; the function's role needs s3:ListBucket on it";
    return new BucketUnavailableException(
        "cannot list s3://" + bucket + "/" + prefix + ": " + remedy, cause);
  }
}
