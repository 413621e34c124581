package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ItemReaderTest {

  private static final String GET = "arn:aws:states:::s3:getObject";
  private static final String LIST = "arn:aws:states:::s3:listObjectsV2";

  private final Bench bench = new Bench();
  private final Map<String, JsonObject> objects = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private void text(String key, String content) {
    objects.put(key, JsonObject.of("Body", Json.of(content)));
  }

  private void zipped(String key, String content) {
    objects.put(
        key, JsonObject.of("Bytes", Json.of(Base64.getEncoder().encodeToString(gzip(content)))));
  }

  private static byte[] gzip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Two objects in a page; the token is where the next page begins. */
  private void list(Task task) {
    JsonObject request = (JsonObject) task.arguments();
    String token = request.string("ContinuationToken");
    int from = token == null ? 0 : Integer.parseInt(token);
    List<String> keys = List.copyOf(objects.keySet());
    int to = Math.min(keys.size(), from + 2);
    JsonArray contents =
        keys.subList(from, to).stream()
            .map(
                key ->
                    JsonObject.builder()
                        .put("ETag", "\"e\"")
                        .put("Key", key)
                        .put("LastModified", "2026-01-01T00:00:00Z")
                        .build())
            .collect(JsonArray.collector());
    asked.add("page " + from);
    JsonObject page = JsonObject.of("Contents", contents);
    task.succeed(
        to == keys.size()
            ? page
            : page.with("NextContinuationToken", Json.of(Integer.toString(to))));
  }

  private void get(Task task) {
    JsonObject request = (JsonObject) task.arguments();
    String key = request.string("Bucket") + "/" + request.string("Key");
    asked.add(key);
    JsonObject found = objects.get(request.string("Key"));
    if (found == null) {
      task.fail("S3.NoSuchKeyException", "The specified key does not exist: " + key);
    } else {
      task.succeed(found);
    }
  }

  private Execution read(String resource, String arguments, String config) {
    return read(resource, arguments, config, "");
  }

  private Execution read(String resource, String arguments, String config, String fields) {
    return bench
        .handler(ItemObjects.RESOURCE, this::get)
        .handler(LIST, this::list)
        .run(machine(resource, arguments, config, fields), "{}");
  }

  private static String machine(String resource, String arguments, String config, String fields) {
    return """
    {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, %s
      "ItemReader": {"Resource": "%s", "Parameters": %s, "ReaderConfig": %s},
      "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}
    """
        .formatted(fields, resource, arguments, config);
  }

  private static final String OBJECT = "{\"Bucket\": \"b\", \"Key\": \"k\"}";
  private static final String BUCKET = "{\"Bucket\": \"b\"}";

  private static void assertOutput(Execution execution, String json) {
    assertThat(execution.output())
        .as("%s %s", execution.error(), execution.cause())
        .contains(Json.parse(json));
  }

  private static void assertUnreadable(Execution execution, String cause) {
    assertThat(execution.error()).contains("States.ItemReaderFailed");
    assertThat(execution.cause().orElseThrow()).contains(cause);
  }

  @Test
  void readsAnInventoryByItsManifest() {
    text(
        "k",
        """
        {"sourceBucket": "s", "destinationBucket": "arn:aws:s3:::inventories",
         "fileFormat": "CSV", "fileSchema": "Bucket, Key, Size",
         "files": [{"key": "one.csv.gz", "size": 1}, {"key": "two.csv.gz", "size": 1}]}
        """);
    zipped("one.csv.gz", "\"s\",\"a%20b\",\"3\"\n");
    zipped("two.csv.gz", "\"s\",\"c\",\"4\"\n\"s\",\"d\",\"5\"\n");

    Execution execution = read(GET, OBJECT, "{\"InputType\": \"MANIFEST\", \"MaxItems\": 2}");

    assertOutput(
        execution,
        """
        [{"Bucket": "s", "Key": "a%20b", "Size": "3"}, {"Bucket": "s", "Key": "c", "Size": "4"}]
        """);
    assertThat(asked).containsExactly("b/k", "inventories/one.csv.gz", "inventories/two.csv.gz");
  }

  @Test
  void readsWhatAnUnloadWrote() {
    text("k", "s3://out/x/1.gz\ns3://out/2\n");
    zipped("x/1.gz", "{\"n\": 1}\n\n{\"n\": 2}\n");
    text("2", "{\"n\": 3}");

    Execution execution =
        read(GET, OBJECT, "{\"ManifestType\": \"ATHENA_DATA\", \"InputType\": \"JSONL\"}");

    assertOutput(execution, "[{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]");
  }

  @Test
  void namesTheFileOfAManifestThatIsMissing() {
    text("k", "s3://out/gone");

    assertUnreadable(
        read(GET, OBJECT, "{\"ManifestType\": \"ATHENA_DATA\", \"InputType\": \"JSONL\"}"),
        "S3://out/gone: The specified key does not exist");
  }

  @Test
  void refusesAManifestThatIsNone() {
    text("k", "[]");

    assertUnreadable(
        read(GET, OBJECT, "{\"ManifestType\": \"S3_INVENTORY\"}"),
        "The object is no manifest of an S3 inventory");
  }

  @Test
  void listsPageByPage() {
    for (String key : List.of("a", "b", "c", "d", "e")) {
      text(key, "");
    }

    Execution execution =
        read(LIST, BUCKET, "{}", "\"ItemSelector\": {\"k.$\": \"$$.Map.Item.Value.Key\"},");

    assertOutput(
        execution, "[{\"k\":\"a\"},{\"k\":\"b\"},{\"k\":\"c\"},{\"k\":\"d\"},{\"k\":\"e\"}]");
    assertThat(asked).containsExactly("page 0", "page 2", "page 4");
  }

  @Test
  void stopsListingWhenThereAreEnough() {
    for (String key : List.of("a", "b", "c", "d", "e")) {
      text(key, "");
    }

    Execution execution = read(LIST, BUCKET, "{\"MaxItems\": 1}");

    assertOutput(
        execution, "[{\"Etag\": \"\\\"e\\\"\", \"Key\": \"a\", \"LastModified\": 1.7672256E9}]");
    assertThat(asked).containsExactly("page 0");
  }

  @Test
  void failsWhenAListingDoesNotMoveOn() {
    Execution execution =
        bench
            .handler(LIST, task -> task.succeed(JsonObject.of("NextToken", Json.of("same"))))
            .run(machine(LIST, BUCKET, "{}", ""), "{}");

    assertUnreadable(execution, "'same' twice");
  }

  @Test
  void readsEveryObjectOfAListing() {
    text("a.csv", "h\n1\n2\n");
    text("folder/", "");
    text("b.csv", "h\n3\n");
    text("c.csv", "h\n4\n");
    String config =
        "{\"Transformation\": \"LOAD_AND_FLATTEN\", \"InputType\": \"CSV\","
            + " \"CSVHeaderLocation\": \"FIRST_ROW\", \"MaxItems\": 3}";

    Execution execution =
        read(
            LIST,
            BUCKET,
            config,
            "\"ItemSelector\": {\"v.$\": \"$$.Map.Item.Value.h\","
                + " \"i.$\": \"$$.Map.Item.Index\", \"s.$\": \"$$.Map.Item.Source\"},");

    JsonArray items = (JsonArray) execution.output().orElseThrow();
    assertThat(items)
        .extracting(item -> ((JsonObject) item).string("s"))
        .containsExactly("S3://b/a.csv", "S3://b/a.csv", "S3://b/b.csv");
    assertThat(items)
        .extracting(item -> ((JsonObject) item).string("v"))
        .containsExactly("1", "2", "3");
    assertThat(asked).containsExactly("page 0", "b/a.csv", "page 2", "b/b.csv");
  }

  @Test
  void takesTheRowsOfParquet() {
    objects.put("k", JsonObject.of("Rows", Json.parse("[{\"n\": 1}, {\"n\": 2}]")));

    assertOutput(
        read(GET, OBJECT, "{\"InputType\": \"PARQUET\", \"MaxItems\": 1}"), "[{\"n\": 1}]");
  }

  @Test
  void saysThatNobodyReadsParquet() {
    Execution execution =
        bench
            .handler(GET, task -> task.succeed(JsonObject.of("Body", Json.of("PAR1"))))
            .run(machine(GET, OBJECT, "{\"InputType\": \"PARQUET\"}", ""), "{}");

    assertUnreadable(execution, "nobody gives the rows");
  }

  @Test
  void followsAPointer() {
    text("k", "{\"a/b\": {\"\": [[1], [2, 3]]}}");

    assertOutput(
        read(GET, OBJECT, "{\"InputType\": \"JSON\", \"ItemsPointer\": \"/a~1b//1\"}"), "[2, 3]");
  }

  @Test
  void failsWhenAPointerLeadsNowhere() {
    text("k", "{\"a\": []}");

    assertUnreadable(
        read(GET, OBJECT, "{\"InputType\": \"JSON\", \"ItemsPointer\": \"/b\"}"),
        "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON"
            + " structure.");
  }

  @Test
  void mapsTheMembersOfAnObject() {
    text("k", "{\"a\": 1, \"b\": 2}");

    assertOutput(
        read(
            GET,
            OBJECT,
            "{\"InputType\": \"JSON\"}",
            "\"ItemSelector\": {\"k.$\": \"$$.Map.Item.Key\"},"),
        "[{\"k\": \"a\"}, {\"k\": \"b\"}]");
  }

  @Test
  void namesTheLineThatIsNoJson() {
    text("k", "{}\n\n{oops\n");

    assertUnreadable(read(GET, OBJECT, "{\"InputType\": \"JSONL\"}"), "Line 3: ");
  }

  @Test
  void failsOnADamagedFile() {
    objects.put(
        "k",
        JsonObject.of(
            "Bytes",
            Json.of(Base64.getEncoder().encodeToString(new byte[] {0x1f, (byte) 0x8b, 8, 0}))));

    assertUnreadable(
        read(GET, OBJECT, "{\"InputType\": \"JSONL\"}"), "The object is no whole GZIP file");
  }

  @Test
  void refusesAnItemOfMoreThanEightMegabytes() {
    text("k", "[\"" + "x".repeat(8 * 1024 * 1024) + "\"]");

    assertUnreadable(
        read(GET, OBJECT, "{\"InputType\": \"JSON\"}"), "an item may have 8388608 at most");
  }
}
