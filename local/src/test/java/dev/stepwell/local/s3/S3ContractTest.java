package dev.stepwell.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers and errors of S3's actions; shapes are compared with the SDK's. */
class S3ContractTest {

  @TempDir Path folder;
  private ObjectStore store;
  private TaskCalls s3;

  @BeforeEach
  void open() {
    store = ObjectStore.in(folder);
    store.createBucket("lake");
    s3 = TaskCalls.to(S3Actions.of(store));
    call("putObject", "{'Bucket':'lake','Key':'a.txt','Body':'hello'}");
  }

  private JsonObject call(String action, String arguments) {
    return (JsonObject) s3.call("aws-sdk:s3:" + action, arguments);
  }

  private String body(String more) {
    return String.valueOf(
        call("getObject", "{'Bucket':'lake','Key':'a.txt'" + more + "}").string("Body"));
  }

  private String write(String body) {
    JsonObject written = call("putObject", "{'Bucket':'lake','Key':'a.txt','Body':'" + body + "'}");
    return String.valueOf(written.string("VersionId"));
  }

  private void keepVersions(String status) {
    call(
        "putBucketVersioning",
        "{'Bucket':'lake','VersioningConfiguration':{'Status':'" + status + "'}}");
  }

  private static List<String> texts(JsonArray objects, String name) {
    return objects.stream().map(each -> String.valueOf(((JsonObject) each).string(name))).toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          getObject | {'Bucket':'none','Key':'a.txt'} | NoSuchBucketException | 404 | does not exist: 'none'; there are [lake]
          getObject | {'Bucket':'lake','Key':'b.txt'} | NoSuchKeyException | 404 | The specified key does not exist
          getObject | {'Bucket':'lake','Key':'a.txt','IfMatch':'x'} | S3Exception | 412 | pre-conditions you specified did not hold: If-Match
          getObject | {'Bucket':'lake','Key':'a.txt','IfNoneMatch':'5d41402abc4b2a76b9719d911017c592'} | S3Exception | 304 | Not Modified
          getObject | {'Bucket':'lake','Key':'a.txt','IfModifiedSince':'tomorrow'} | S3Exception | 400 | IfModifiedSince must be a time such as
          getObject | {'Bucket':'lake','Key':'a.txt','Range':'bytes=9-10'} | S3Exception | 416 | The requested range is not satisfiable
          getObject | {'Bucket':'lake','Key':'a.txt','VersionId':'v1'} | S3Exception | 404 | the bucket keeps no versions, leave VersionId out
          getObject | {'Bucket':'lake','Key':'a/../b'} | S3Exception | 400 | would leave its folder
          headObject | {'Bucket':'lake','Key':'..%2Fb'} | NoSuchKeyException | 404 | The specified key does not exist
          putObject | {'Bucket':'lake','Key':'../b','Body':''} | S3Exception | 400 | would leave its folder
          putObject | {'Bucket':'lake','Key':'/b','Body':''} | S3Exception | 400 | it has an empty segment
          putObject | {'Bucket':'lake','Key':'a.txt','Body':'','IfNoneMatch':'*'} | S3Exception | 412 | did not hold: If-None-Match
          putObject | {'Bucket':'lake','Key':'a.txt','Body':'','IfMatch':'x'} | S3Exception | 412 | did not hold: If-Match
          putObject | {'Bucket':'lake','Key':'b.txt','Body':'','IfMatch':'x'} | NoSuchKeyException | 404 | does not exist
          putObject | {'Bucket':'lake','Key':'b.txt','Body':'','IfNoneMatch':'x'} | S3Exception | 501 | writes take If-None-Match with * only
          putObject | {'Bucket':'lake','Key':'b.txt','Body':'','Tagging':'a=1&a=2'} | S3Exception | 400 | multiple Tags with the same key: 'a'
          putObject | {'Bucket':'lake','Key':'b.txt','Body':'','Tagging':'aws:a=1'} | S3Exception | 400 | The TagKey you have provided is invalid
          copyObject | {'Bucket':'lake','Key':'b.txt','CopySource':'b.txt'} | S3Exception | 400 | CopySource must be 'bucket/key'
          copyObject | {'Bucket':'lake','Key':'b.txt','CopySource':'lake/none'} | NoSuchKeyException | 404 | does not exist
          copyObject | {'Bucket':'lake','Key':'a.txt','CopySource':'lake/a.txt'} | InvalidRequestException | 400 | trying to copy an object to itself
          copyObject | {'Bucket':'lake','Key':'b.txt','CopySource':'lake/a.txt','CopySourceIfNoneMatch':'5d41402abc4b2a76b9719d911017c592'} | S3Exception | 412 | Not Modified
          copyObject | {'Bucket':'lake','Key':'b.txt','CopySource':'lake/%2E%2E/lake/a.txt'} | S3Exception | 400 | would leave its folder
          listObjectsV2 | {'Bucket':'lake','MaxKeys':-1} | S3Exception | 400 | maxKeys must be an integer between 0 and 2147483647
          listObjectsV2 | {'Bucket':'lake','ContinuationToken':'!'} | S3Exception | 400 | The continuation token provided is incorrect
          listObjectsV2 | {'Bucket':'lake','Prefix':'a/../../'} | S3Exception | 400 | would leave its folder
          listObjectVersions | {'Bucket':'lake','VersionIdMarker':'v'} | S3Exception | 400 | without a key marker
          deleteObjects | {'Bucket':'lake','Delete':{'Objects':[]}} | S3Exception | 400 | takes 1 to 1000 objects, but has 0
          putObjectTagging | {'Bucket':'lake','Key':'b.txt','Tagging':{'TagSet':[]}} | NoSuchKeyException | 404 | does not exist
          createBucket | {'Bucket':'Lake'} | S3Exception | 400 | The specified bucket is not valid
          createBucket | {'Bucket':'lake'} | BucketAlreadyOwnedByYouException | 409 | you already own it
          headBucket | {'Bucket':'none'} | NoSuchBucketException | 404 | does not exist
          putBucketVersioning | {'Bucket':'lake','VersioningConfiguration':{'Status':'On'}} | S3Exception | 400 | Enabled or Suspended, not 'On'
          listParts | {'Bucket':'lake','Key':'a.txt','UploadId':'../x'} | NoSuchUploadException | 404 | The specified upload does not exist
          """)
  void failsWithTheErrorsOfS3(
      String action, String arguments, String error, int status, String message) {
    assertThatThrownBy(() -> call(action, arguments))
        .hasMessageContaining(message)
        .hasMessageContaining("(Service: S3, Status Code: " + status + ", Request ID: ")
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo("S3." + error));
    assertThat(body("")).isEqualTo("hello");
  }

  @Test
  void keepsItsLimits() {
    String tooMuch = "x".repeat(2048);
    assertThatThrownBy(
            () ->
                call(
                    "putObject",
                    "{'Bucket':'lake','Key':'b','Body':'','Metadata':{'note':'" + tooMuch + "'}}"))
        .hasMessageContaining("metadata size: they have 2052 bytes, at most 2048");
    assertThatThrownBy(
            () ->
                call("putObject", "{'Bucket':'lake','Key':'" + "x/".repeat(512) + "b','Body':''}"))
        .hasMessageContaining("Your key is too long: at most 1024 bytes");
    call("putObject", "{'Bucket':'lake','Key':'big','Body':'" + "x".repeat(262_145) + "'}");
    assertThatThrownBy(() -> call("getObject", "{'Bucket':'lake','Key':'big'}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("States.DataLimitExceeded"));
    assertThat(
            call("getObject", "{'Bucket':'lake','Key':'big','Range':'bytes=0-9'}").string("Body"))
        .isEqualTo("x".repeat(10));
  }

  @Test
  void keepsAttributesUntilTheObjectIsWrittenAnew() throws Exception {
    call(
        "putObject",
        "{'Bucket':'lake','Key':'b','Body':'{}','ContentType':'application/json',"
            + "'Metadata':{'Origin':'JFK'},'Tagging':'stage=raw&note=a%20b'}");

    JsonObject head = call("headObject", "{'Bucket':'lake','Key':'b'}");
    assertThat(head.string("ContentType")).isEqualTo("application/json");
    assertThat(head.get("Metadata")).isEqualTo(Json.parse("{\"origin\":\"JFK\"}"));
    assertThat(call("getObjectTagging", "{'Bucket':'lake','Key':'b'}").get("TagSet"))
        .isEqualTo(
            Json.parse(
                "[{\"Key\":\"stage\",\"Value\":\"raw\"},{\"Key\":\"note\",\"Value\":\"a b\"}]"));

    call("copyObject", "{'Bucket':'lake','Key':'c','CopySource':'lake/b'}");
    assertThat(call("headObject", "{'Bucket':'lake','Key':'c'}").get("Metadata"))
        .isEqualTo(head.get("Metadata"));
    Files.writeString(folder.resolve("lake/b"), "by another program");
    assertThat(call("headObject", "{'Bucket':'lake','Key':'b'}").get("Metadata"))
        .isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void replacesAnObjectOnlyIfItIsTheOneThatWasRead() {
    String etag = String.valueOf(call("headObject", "{'Bucket':'lake','Key':'a.txt'}").get("ETag"));

    call("putObject", "{'Bucket':'lake','Key':'a.txt','Body':'new','IfMatch':" + etag + "}");

    assertThat(body("")).isEqualTo("new");
    assertThatThrownBy(
            () ->
                call(
                    "putObject",
                    "{'Bucket':'lake','Key':'a.txt','Body':'x','IfMatch':" + etag + "}"))
        .hasMessageContaining("did not hold: If-Match");
  }

  @Test
  void keepsEveryVersionFromTheMomentItIsTold() {
    keepVersions("Enabled");
    String second = write("second");
    String third = write("third");

    assertThat(body("")).isEqualTo("third");
    assertThat(body(",'VersionId':'" + second + "'")).isEqualTo("second");
    assertThat(body(",'VersionId':'null'")).isEqualTo("hello");
    JsonObject list = call("listObjectVersions", "{'Bucket':'lake'}");
    assertThat(texts(list.array("Versions"), "VersionId")).containsExactly(third, second, "null");
    assertThat(list.array("Versions").stream().map(each -> ((JsonObject) each).get("IsLatest")))
        .containsExactly(Json.of(true), Json.of(false), Json.of(false));
  }

  @Test
  void hidesADeletedObjectAndBringsItBack() {
    keepVersions("Enabled");
    write("second");

    JsonObject deleted = call("deleteObject", "{'Bucket':'lake','Key':'a.txt'}");

    assertThat(deleted.get("DeleteMarker")).isEqualTo(Json.of(true));
    String marker = String.valueOf(deleted.string("VersionId"));
    assertThatThrownBy(() -> body("")).hasMessageContaining("The specified key does not exist");
    assertThat(folder.resolve("lake/a.txt")).doesNotExist();
    assertThatThrownBy(() -> body(",'VersionId':'" + marker + "'"))
        .hasMessageContaining("is a delete marker");

    call("deleteObject", "{'Bucket':'lake','Key':'a.txt','VersionId':'" + marker + "'}");

    assertThat(body("")).isEqualTo("second");
    assertThat(folder.resolve("lake/a.txt")).hasContent("second");
  }

  @Test
  void forgetsAVersionForGood() {
    keepVersions("Enabled");
    String second = write("second");

    call("deleteObject", "{'Bucket':'lake','Key':'a.txt','VersionId':'" + second + "'}");

    assertThat(body("")).isEqualTo("hello");
    assertThatThrownBy(() -> body(",'VersionId':'" + second + "'"))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo("S3.S3Exception"))
        .hasMessageContaining("The specified version does not exist");
  }

  @Test
  void replacesTheNullVersionWhileVersionsAreSuspended() {
    keepVersions("Enabled");
    String second = write("second");
    keepVersions("Suspended");

    assertThat(write("third")).isEqualTo("null");
    assertThat(write("fourth")).isEqualTo("null");

    JsonObject list = call("listObjectVersions", "{'Bucket':'lake'}");
    assertThat(texts(list.array("Versions"), "VersionId")).containsExactly("null", second);
    assertThat(body("")).isEqualTo("fourth");
  }

  @Test
  void findsVersionsAgainAndTakesFilesOfOthersAsOnes() throws Exception {
    keepVersions("Enabled");
    String second = write("second");
    Files.writeString(folder.resolve("lake/a.txt"), "by another program");

    s3 = TaskCalls.to(S3Actions.of(ObjectStore.in(folder)));

    assertThat(body("")).isEqualTo("by another program");
    String fourth = write("fourth");
    JsonObject list = call("listObjectVersions", "{'Bucket':'lake','MaxKeys':2}");
    assertThat(texts(list.array("Versions"), "VersionId")).containsExactly(fourth, "null");
    assertThat(body(",'VersionId':'null'")).isEqualTo("by another program");
    JsonObject rest =
        call(
            "listObjectVersions",
            "{'Bucket':'lake','KeyMarker':'%s','VersionIdMarker':'%s'}"
                .formatted(list.string("NextKeyMarker"), list.string("NextVersionIdMarker")));
    assertThat(texts(rest.array("Versions"), "VersionId")).containsExactly(second);
  }

  @Test
  void deletesManyAndSaysWhatItCouldNot() {
    call("putObject", "{'Bucket':'lake','Key':'b','Body':''}");

    JsonObject answer =
        call(
            "deleteObjects",
            "{'Bucket':'lake','Delete':{'Objects':[{'Key':'b'},{'Key':'none'},{'Key':'../x'},"
                + "{'Key':'a.txt','ETag':'other'}]}}");

    assertThat(texts(answer.array("Deleted"), "Key")).containsExactly("b", "none");
    assertThat(texts(answer.array("Errors"), "Key")).containsExactly("../x", "a.txt");
    assertThat(texts(answer.array("Errors"), "Code"))
        .containsExactly("InvalidArgument", "PreconditionFailed");
    assertThat(body("")).isEqualTo("hello");
  }

  @Test
  void putsAnObjectTogetherOfParts() {
    String id =
        String.valueOf(
            call(
                    "createMultipartUpload",
                    "{'Bucket':'lake','Key':'big','ContentType':'text/plain'}")
                .string("UploadId"));
    String upload = "'Bucket':'lake','Key':'big','UploadId':'" + id + "'";
    String large = "x".repeat(5 * 1024 * 1024);
    String first = part(upload, 1, large);
    String second = part(upload, 2, "the end");

    assertThatThrownBy(() -> complete(upload, 2, second, 1, first))
        .hasMessageContaining("Parts must be ordered by part number");
    assertThatThrownBy(() -> complete(upload, 1, second, 2, first))
        .hasMessageContaining("could not be found: part 1");
    assertThat(call("listParts", "{" + upload + "}").array("Parts").length()).isEqualTo(2);
    assertThatThrownBy(() -> call("headObject", "{'Bucket':'lake','Key':'big'}"))
        .hasMessageContaining("does not exist");

    complete(upload, 1, first, 2, second);

    JsonObject head = call("headObject", "{'Bucket':'lake','Key':'big'}");
    assertThat(head.get("ContentLength")).isEqualTo(Json.of(large.length() + 7));
    assertThat(head.string("ContentType")).isEqualTo("text/plain");
    assertThatThrownBy(() -> call("abortMultipartUpload", "{" + upload + "}"))
        .hasMessageContaining("The specified upload does not exist");
  }

  @Test
  void refusesSmallPartsAndForgetsWhatIsGivenUp() {
    String id =
        String.valueOf(
            call("createMultipartUpload", "{'Bucket':'lake','Key':'big'}").string("UploadId"));
    String upload = "'Bucket':'lake','Key':'big','UploadId':'" + id + "'";
    String first = part(upload, 1, "small");
    String second = part(upload, 2, "small");

    assertThatThrownBy(() -> complete(upload, 1, first, 2, second))
        .hasMessageContaining("part 1 has 5 bytes, at least 5242880");
    assertThatThrownBy(() -> part(upload, 0, "")).hasMessageContaining("between 1 and 10000");
    call("abortMultipartUpload", "{" + upload + "}");
    assertThatThrownBy(() -> part(upload, 1, "late"))
        .hasMessageContaining("The specified upload does not exist");
  }

  private String part(String upload, int number, String body) {
    return String.valueOf(
        call("uploadPart", "{" + upload + ",'PartNumber':" + number + ",'Body':'" + body + "'}")
            .string("ETag"));
  }

  private void complete(String upload, int one, String etag, int other, String otherEtag) {
    call(
        "completeMultipartUpload",
        "{%s,'MultipartUpload':{'Parts':[{'PartNumber':%d,'ETag':'%s'},{'PartNumber':%d,'ETag':'%s'}]}}"
            .formatted(upload, one, etag.replace("\"", ""), other, otherEtag.replace("\"", "")));
  }

  @Test
  void listsThousandsOfKeysPageByPage() throws Exception {
    for (int i = 0; i < 2_500; i++) {
      store.put("lake", "many/%05d".formatted(i), new byte[0]);
    }
    int found = 0;
    String token = "";
    int pages = 0;
    do {
      JsonObject page = call("listObjectsV2", "{'Bucket':'lake','Prefix':'many/'" + token + "}");
      found += page.array("Contents").length();
      pages++;
      token =
          page.has("NextContinuationToken")
              ? ",'ContinuationToken':'" + page.string("NextContinuationToken") + "'"
              : "";
    } while (!token.isEmpty());

    assertThat(found).isEqualTo(2_500);
    assertThat(pages).isEqualTo(3);
  }
}
