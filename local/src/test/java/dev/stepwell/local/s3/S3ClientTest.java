package dev.stepwell.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** AWS's own client against the endpoint. */
class S3ClientTest {

  @TempDir Path folder;
  private S3Endpoint endpoint;
  private S3Client s3;

  @BeforeEach
  void open() throws IOException {
    endpoint = S3Endpoint.open(ObjectStore.in(folder));
    s3 =
        S3Client.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    s3.createBucket(it -> it.bucket("lake"));
  }

  @AfterEach
  void close() {
    s3.close();
    endpoint.close();
  }

  private void put(String key, String content) {
    s3.putObject(it -> it.bucket("lake").key(key), RequestBody.fromString(content));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(it -> it.bucket("lake").key(key)).asUtf8String();
  }

  @Test
  void keepsContentMetadataAndTags() {
    s3.putObject(
        it ->
            it.bucket("lake")
                .key("a b/\u00fc+.txt")
                .contentType("text/plain")
                .metadata(Map.of("origin", "JFK"))
                .tagging("stage=raw"),
        RequestBody.fromString("hello"));

    HeadObjectResponse head = s3.headObject(it -> it.bucket("lake").key("a b/\u00fc+.txt"));
    assertThat(get("a b/\u00fc+.txt")).isEqualTo("hello");
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.metadata()).containsEntry("origin", "JFK");
    assertThat(s3.getObjectTagging(it -> it.bucket("lake").key("a b/\u00fc+.txt")).tagSet())
        .containsExactly(Tag.builder().key("stage").value("raw").build());
    assertThat(s3.listBuckets().buckets()).extracting(bucket -> bucket.name()).contains("lake");
  }

  @Test
  void listsAllPages() {
    for (int i = 0; i < 25; i++) {
      put("many/" + i, "");
    }

    assertThat(
            s3.listObjectsV2Paginator(it -> it.bucket("lake").prefix("many/").maxKeys(10))
                .contents())
        .hasSize(25);
  }

  @Test
  void keepsVersions() {
    s3.putBucketVersioning(
        it ->
            it.bucket("lake")
                .versioningConfiguration(to -> to.status(BucketVersioningStatus.ENABLED)));
    put("a", "first");
    put("a", "second");
    assertThat(s3.deleteObject(it -> it.bucket("lake").key("a")).deleteMarker()).isTrue();

    assertThat(s3.getBucketVersioning(it -> it.bucket("lake")).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
    var list = s3.listObjectVersions(it -> it.bucket("lake"));
    assertThat(list.deleteMarkers()).hasSize(1);
    List<ObjectVersion> versions = list.versions();
    assertThat(versions).hasSize(2);
    assertThat(
            s3.getObjectAsBytes(
                    it -> it.bucket("lake").key("a").versionId(versions.get(1).versionId()))
                .asUtf8String())
        .isEqualTo("first");
  }

  @Test
  void uploadsInParts() {
    String id = s3.createMultipartUpload(it -> it.bucket("lake").key("big")).uploadId();
    byte[] large = new byte[5 * 1024 * 1024];
    CompletedPart first = part(id, 1, RequestBody.fromBytes(large));
    CompletedPart last = part(id, 2, RequestBody.fromString("end"));

    assertThat(s3.listParts(it -> it.bucket("lake").key("big").uploadId(id)).parts()).hasSize(2);
    s3.completeMultipartUpload(
        it ->
            it.bucket("lake")
                .key("big")
                .uploadId(id)
                .multipartUpload(parts -> parts.parts(first, last)));

    assertThat(s3.headObject(it -> it.bucket("lake").key("big")).contentLength())
        .isEqualTo(large.length + 3);
  }

  private CompletedPart part(String id, int number, RequestBody body) {
    String etag =
        s3.uploadPart(it -> it.bucket("lake").key("big").uploadId(id).partNumber(number), body)
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  @Test
  void deletesManyAndSaysWhatItCouldNot() {
    put("a", "");
    Delete keys =
        Delete.builder()
            .objects(
                ObjectIdentifier.builder().key("a").build(),
                ObjectIdentifier.builder().key("../x").build())
            .build();

    var answer = s3.deleteObjects(it -> it.bucket("lake").delete(keys));

    assertThat(answer.deleted()).extracting(deleted -> deleted.key()).containsExactly("a");
    assertThat(answer.errors()).extracting(S3Error::code).containsExactly("InvalidArgument");
  }

  @Test
  void failsWithTheClientsOwnExceptions() {
    put("a", "");

    assertThatThrownBy(() -> get("none")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(it -> it.bucket("nowhere")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(
            () ->
                s3.putObject(
                    it -> it.bucket("lake").key("a").ifNoneMatch("*"), RequestBody.fromString("x")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }
}
