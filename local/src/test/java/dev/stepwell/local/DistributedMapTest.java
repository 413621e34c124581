package dev.stepwell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.Execution;
import dev.stepwell.local.service.ServiceException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distributed Maps over the files of local buckets. */
class DistributedMapTest {

  @TempDir Path folder;

  private LocalCloud cloud;

  @BeforeEach
  void open() {
    cloud =
        LocalCloud.in(folder.resolve("state"))
            .mount("landing", folder.resolve("landing"))
            .bucket("lake")
            .open();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void land(String key, String content) throws ServiceException {
    cloud.store().put("landing", key, content.getBytes(UTF_8));
  }

  private void landParquet(String key, String select) throws Exception {
    Path file = folder.resolve("landing").resolve(key);
    Files.createDirectories(file.getParent());
    cloud.query("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
  }

  private Execution map(String reader, String more) throws Exception {
    String definition =
        """
        {"QueryLanguage": "JSONata", "StartAt": "each", "States": {
          "each": {"Type": "Map", "Label": "each", "End": true,
            "ItemReader": {%s}, %s
            "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "one", "States": {"one": {"Type": "Pass", "End": true}}}}}}
        """
            .formatted(reader, more);
    try (Engine engine =
        Engine.builder().clock(EngineClock.skipping()).handlers(cloud.handlers()).build()) {
      Execution execution = engine.start(engine.create("test", definition), null, JsonObject.EMPTY);
      execution.done().get(60, TimeUnit.SECONDS);
      return execution;
    }
  }

  private static String get(String key, String config) {
    return """
    "Resource": "arn:aws:states:::s3:getObject",
    "Arguments": {"Bucket": "landing", "Key": "%s"}, "ReaderConfig": {%s}
    """
        .formatted(key, config);
  }

  private static final String CSV = "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"";

  private static final String TO_THE_LAKE =
      """
      "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
        "Arguments": {"Bucket": "lake", "Prefix": "results"},
        "WriterConfig": {"OutputType": "JSONL", "Transformation": "COMPACT"}},
      """;

  private Json output(Execution execution) {
    assertThat(execution.output()).as("%s %s", execution.error(), execution.cause()).isPresent();
    return execution.output().orElseThrow();
  }

  /** The lines of the file that the manifest of a result names. */
  private String written(Execution execution) throws ServiceException {
    JsonObject details = ((JsonObject) output(execution)).object("ResultWriterDetails");
    assertThat(details.string("Bucket")).isEqualTo("lake");
    String key = String.valueOf(details.string("Key"));
    JsonObject manifest = (JsonObject) Json.parse(text(key));
    JsonArray files = manifest.object("ResultFiles").array("SUCCEEDED");
    return text(String.valueOf(((JsonObject) files.get(0)).string("Key")));
  }

  private String text(String key) throws ServiceException {
    return new String(cloud.store().get("lake", key), UTF_8);
  }

  @Test
  void writesAResultForEveryRowOfCsv() throws Exception {
    land("a.csv", "delay,origin\n5,JFK\n7,\"L,X\"\n");

    Execution execution = map(get("a.csv", CSV), TO_THE_LAKE);

    assertThat(written(execution))
        .isEqualTo(
            """
            {"delay":"5","origin":"JFK"}
            {"delay":"7","origin":"L,X"}
            """);
  }

  @Test
  void writesAResultForEveryRowOfParquet() throws Exception {
    landParquet(
        "day=1/a.parquet",
        "SELECT 5 AS delay, 'JFK' AS origin, DATE '2001-01-03' AS flown, 1.5 AS share"
            + " UNION ALL SELECT NULL, 'LAX', NULL, 2 ORDER BY origin");

    Execution execution = map(get("day=1/a.parquet", "\"InputType\": \"PARQUET\""), TO_THE_LAKE);

    assertThat(written(execution))
        .isEqualTo(
            """
            {"delay":5,"origin":"JFK","flown":"2001-01-03","share":1.5}
            {"delay":null,"origin":"LAX","flown":null,"share":2.0}
            """);
  }

  @Test
  void readsAllParquetBelowAPrefixUntilThereIsEnough() throws Exception {
    landParquet("in/a.parquet", "SELECT range AS n FROM range(3)");
    landParquet("in/b.parquet", "SELECT range + 3 AS n FROM range(1000)");

    Execution execution =
        map(
            """
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Arguments": {"Bucket": "landing", "Prefix": "in/"},
            "ReaderConfig": {"InputType": "PARQUET", "Transformation": "LOAD_AND_FLATTEN",
              "MaxItems": 5}
            """,
            "");

    assertThat(output(execution))
        .isEqualTo(Json.parse("[{\"n\":0},{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4}]"));
  }

  @Test
  void listsMoreThanOnePage() throws Exception {
    for (int i = 0; i < 1001; i++) {
      land("many/" + i, "");
    }

    Execution execution =
        map(
            """
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Arguments": {"Bucket": "landing", "Prefix": "many/"}
            """,
            "\"ItemSelector\": \"{% $states.context.Map.Item.Value.Key %}\",");

    assertThat((JsonArray) output(execution)).hasSize(1001).contains(Json.of("many/1000"));
  }

  @Test
  void inflatesWhatIsCompressed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("{\"n\": \"é\"}\n".getBytes(UTF_8));
    }
    cloud.store().put("landing", "a.jsonl.gz", bytes.toByteArray());

    Execution execution = map(get("a.jsonl.gz", "\"InputType\": \"JSONL\""), "");

    assertThat(output(execution)).isEqualTo(Json.parse("[{\"n\": \"é\"}]"));
  }

  @Test
  void saysWhatIsWrongWithAnObject() throws Exception {
    land("a.parquet", "no Parquet at all");

    Execution missing = map(get("gone.csv", CSV), "");
    Execution damaged = map(get("a.parquet", "\"InputType\": \"PARQUET\""), "");

    assertThat(missing.error()).contains("States.ItemReaderFailed");
    assertThat(missing.cause().orElseThrow())
        .contains("The specified key does not exist", "s3://landing/gone.csv", "Amazon S3");
    assertThat(damaged.error()).contains("States.ItemReaderFailed");
    assertThat(damaged.cause().orElseThrow()).contains("'a.parquet' cannot be read as Parquet");
  }

  @Test
  void failsWhereResultsCannotBeWritten() throws Exception {
    land("a.csv", "h\n1\n");

    Execution execution = map(get("a.csv", CSV), TO_THE_LAKE.replace("lake", "nowhere"));

    assertThat(execution.error()).contains("States.ResultWriterFailed");
    assertThat(execution.cause().orElseThrow()).contains("The specified bucket does not exist");
  }
}
