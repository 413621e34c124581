package dev.stepwell.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ActionsTest {

  @TempDir Path folder;
  private TaskCalls s3;

  @BeforeEach
  void open() {
    ObjectStore store = ObjectStore.in(folder);
    store.createBucket("lake");
    s3 = TaskCalls.to(S3Actions.of(store));
  }

  private JsonObject call(String action, String arguments) {
    return (JsonObject) s3.call("aws-sdk:s3:" + action, arguments);
  }

  @Test
  void writesTextAndJsonAndReadsThemBack() {
    call("putObject", "{'Bucket':'lake','Key':'a.txt','Body':'hello'}");
    call("putObject", "{'Bucket':'lake','Key':'a.json','Body':{'x':[1]}}");

    assertThat(call("getObject", "{'Bucket':'lake','Key':'a.txt'}").string("Body"))
        .isEqualTo("hello");
    JsonObject json = call("getObject", "{'Bucket':'lake','Key':'a.json'}");
    assertThat(json.string("Body")).isEqualTo("{\"x\":[1]}");
    assertThat(json.get("ContentLength")).isEqualTo(Json.of(9));
    assertThat(json.without("Body"))
        .isEqualTo(call("headObject", "{'Bucket':'lake','Key':'a.json'}"));
  }

  @Test
  void listsPageByPage() {
    for (String key : new String[] {"f/1", "f/2", "f/g/3"}) {
      call("putObject", "{'Bucket':'lake','Key':'" + key + "','Body':''}");
    }

    JsonObject first =
        call("listObjectsV2", "{'Bucket':'lake','Prefix':'f/','Delimiter':'/','MaxKeys':2}");
    JsonObject second =
        call(
            "listObjectsV2",
            "{'Bucket':'lake','Prefix':'f/','Delimiter':'/','ContinuationToken':'"
                + first.string("NextContinuationToken")
                + "'}");

    assertThat(first.get("IsTruncated")).isEqualTo(Json.of(true));
    assertThat(first.array("Contents").stream().map(each -> ((JsonObject) each).string("Key")))
        .containsExactly("f/1", "f/2");
    assertThat(second.get("CommonPrefixes")).isEqualTo(Json.parse("[{\"Prefix\":\"f/g/\"}]"));
    assertThat(second.has("NextContinuationToken")).isFalse();
  }

  @Test
  void copiesFromAnEncodedSource() {
    call("putObject", "{'Bucket':'lake','Key':'a b','Body':'x'}");

    call("copyObject", "{'Bucket':'lake','Key':'c','CopySource':'lake/a%20b'}");
    call("deleteObject", "{'Bucket':'lake','Key':'a b'}");

    assertThat(call("getObject", "{'Bucket':'lake','Key':'c'}").string("Body")).isEqualTo("x");
    assertThatThrownBy(() -> call("getObject", "{'Bucket':'lake','Key':'a b'}"))
        .hasMessageStartingWith("The specified key does not exist.")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("S3.NoSuchKeyException"));
  }

  @Test
  void failsWithTheNamesThatRetriersLookFor() {
    assertThatThrownBy(() -> call("listObjectsV2", "{'Bucket':'nowhere'}"))
        .hasMessageContaining("(Service: S3, Status Code: 404")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("S3.NoSuchBucketException"));
    assertThatThrownBy(() -> call("putObject", "{'Bucket':'lake','Key':'../x','Body':''}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo("S3.S3Exception"));
  }
}
