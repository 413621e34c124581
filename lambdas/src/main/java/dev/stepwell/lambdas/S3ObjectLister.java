package dev.stepwell.lambdas;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Lists through the AWS SDK, page by page. Thread-safe, as the client is. */
final class S3ObjectLister implements ObjectLister {
  private final S3Client s3;

  S3ObjectLister(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Region, credentials and endpoint as the SDK finds them in environment and system properties.
   */
  static S3ObjectLister fromEnvironment() {
    return new S3ObjectLister(
        S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build());
  }

  @Override
  public List<Listed> objects(String bucket, String prefix) {
    var pages = s3.listObjectsV2Paginator(request(bucket, prefix).build());
    return list(
        bucket,
        prefix,
        () -> pages.contents().stream().map(each -> new Listed(each.key(), each.size())).toList());
  }

  @Override
  public List<String> folders(String bucket, String prefix) {
    var pages = s3.listObjectsV2Paginator(request(bucket, prefix).delimiter("/").build());
    return list(
        bucket, prefix, () -> pages.commonPrefixes().stream().map(CommonPrefix::prefix).toList());
  }

  private static ListObjectsV2Request.Builder request(String bucket, String prefix) {
    return ListObjectsV2Request.builder().bucket(bucket).prefix(prefix);
  }

  /** S3 says only "NoSuchBucket" or "Access Denied"; throttling and 5xx keep their own names. */
  private static <T> List<T> list(String bucket, String prefix, Supplier<List<T>> pages) {
    try {
      return pages.get();
    } catch (S3Exception failure) {
      if (failure.statusCode() == 404 || failure.statusCode() == 403) {
        throw BucketUnavailableException.of(bucket, prefix, failure);
      }
      throw failure;
    }
  }
}
