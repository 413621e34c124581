package dev.stepwell.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.Account;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.SetClock;
import dev.stepwell.local.state.StateDatabase;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirehoseActionsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final DeliveryStreamDefinition PLAIN =
      DeliveryStreamDefinition.to("plain", "lake", "raw/").withBuffer(1, MINUTE);

  @TempDir Path folder;
  private final SetClock clock = new SetClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<JsonObject> requests = new ArrayList<>();
  private FunctionCaller function = (name, payload) -> Json.parse("null");
  private StateDatabase database;
  private ObjectStore store;
  private DeliveryStreams streams;
  private TaskCalls calls;

  @BeforeEach
  void open() {
    database = StateDatabase.at(folder.resolve("messages.db"));
    store = ObjectStore.in(folder.resolve("s3"));
    store.createBucket("lake");
    streams =
        new DeliveryStreams(
            database,
            store,
            (name, payload) -> {
              requests.add((JsonObject) Json.parse(payload));
              return function.call(name, payload);
            },
            clock,
            () -> "id-" + ids.incrementAndGet(),
            "us-east-1",
            new Outbox(database));
    add(PLAIN);
    calls = TaskCalls.to(FirehoseActions.of(streams, new Answers(database)));
  }

  private void add(DeliveryStreamDefinition stream) {
    streams.add(stream, Account.DEFAULT.deliveryStreamArn(stream.name()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private JsonObject put(String stream, String data) {
    return (JsonObject)
        calls.call(
            "aws-sdk:firehose:putRecord",
            "{'DeliveryStreamName':'" + stream + "','Record':{'Data':'" + data + "'}}");
  }

  /** The objects, without the random ends of their keys. */
  private Map<String, String> objects() throws ServiceException {
    Map<String, String> objects = new TreeMap<>();
    for (var each : store.page("lake", "", "", "", 1000).objects()) {
      objects.put(
          each.key().replaceFirst("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "-*"),
          new String(store.get("lake", each.key()), UTF_8));
    }
    return objects;
  }

  @Test
  void collectsForATime() throws Exception {
    assertThat(put("plain", "a").names()).containsExactly("Encrypted", "RecordId");
    clock.pass(MINUTE.minusMillis(1));
    put("plain", "b");
    assertThat(objects()).isEmpty();
    clock.pass(Duration.ofMillis(1));
    streams.deliver();

    assertThat(objects())
        .containsExactly(Map.entry("raw/2026/02/03/04/plain-1-2026-02-03-04-05-06-*", "ab"));
    streams.deliver();
    assertThat(objects()).hasSize(1);
  }

  @Test
  void collectsUntilItIsEnough() throws Exception {
    String half = "x".repeat(600_000);
    put("plain", half);
    assertThat(objects()).isEmpty();
    put("plain", half);
    assertThat(objects().values()).containsExactly(half);
    streams.flush();
    assertThat(objects().values()).hasSize(1).containsExactly(half);
    assertThat(store.page("lake", "", "", "", 10).objects()).hasSize(2);
  }

  @Test
  void answersEveryRecordOfABatch() {
    JsonObject answer =
        (JsonObject)
            calls.call(
                "aws-sdk:firehose:putRecordBatch",
                "{'DeliveryStreamName':'plain','Records':[{'Data':'a'},{'Data':'b'}]}");

    assertThat(answer.names()).containsExactly("Encrypted", "FailedPutCount", "RequestResponses");
    assertThat(answer.array("RequestResponses").compact())
        .isEqualTo("[{\"RecordId\":\"id-1\"},{\"RecordId\":\"id-2\"}]");
  }

  @Test
  void refusesWhatIsTooMuchOrNotThere() {
    assertThatThrownBy(() -> put("none", "a"))
        .hasMessageStartingWith("Firehose none not found")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Firehose.ResourceNotFoundException"));
    put("plain", "x".repeat(1_024_000));
    assertThatThrownBy(() -> put("plain", "x".repeat(1_024_001)))
        .hasMessageContaining("less than or equal to 1024000")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Firehose.FirehoseException"));
    assertThat(batchFailure(501, 1)).hasMessageContaining("between 1 and 500, not 501");
    assertThat(batchFailure(0, 1)).hasMessageContaining("between 1 and 500, not 0");
    TaskFailedException tooLong = batchFailure(5, 1_000_000);
    assertThat(tooLong.error()).isEqualTo("Firehose.InvalidArgumentException");
    assertThat(tooLong).hasMessageContaining("exceeds 4 MB limit: 5000000 bytes in 5 records");
  }

  private TaskFailedException batchFailure(int count, int length) {
    String record = "{'Data':'" + "x".repeat(length) + "'}";
    String records = String.join(",", Collections.nCopies(count, record));
    return catchThrowableOfType(
        TaskFailedException.class,
        () ->
            calls.call(
                "aws-sdk:firehose:putRecordBatch",
                "{'DeliveryStreamName':'plain','Records':[" + records + "]}"));
  }

  private static FunctionCaller answering(UnaryOperator<JsonObject> each) {
    return (name, payload) -> {
      JsonArray records = ((JsonObject) Json.parse(payload)).array("records");
      return JsonObject.of(
          "records",
          records.stream()
              .map(record -> (Json) each.apply((JsonObject) record))
              .collect(JsonArray.collector()));
    };
  }

  private static String text(JsonObject record) {
    return new String(Base64.getDecoder().decode(record.string("data")), UTF_8);
  }

  private static JsonObject result(JsonObject record, String result, String data) {
    return JsonObject.builder()
        .put("recordId", String.valueOf(record.string("recordId")))
        .put("result", result)
        .put("data", Base64.getEncoder().encodeToString(data.getBytes(UTF_8)))
        .build();
  }

  @Test
  void deliversWhatTheFunctionMakesOfRecords() throws Exception {
    add(
        DeliveryStreamDefinition.to("upper", "lake", "")
            .withPrefixes("day=!{timestamp:yyyy-MM-dd}/", "bad/!{firehose:error-output-type}/")
            .transformedBy("Upper"));
    function =
        answering(
            record ->
                switch (text(record)) {
                  case "skip" -> result(record, "Dropped", "skip");
                  case "bad" -> result(record, "ProcessingFailed", "bad");
                  default -> result(record, "Ok", text(record).toUpperCase(Locale.ROOT) + "\n");
                });
    for (String each : List.of("a", "skip", "bad", "b")) {
      put("upper", each);
    }
    streams.flush();

    Map<String, String> objects = objects();
    assertThat(objects.keySet())
        .containsExactly(
            "bad/processing-failed/upper-1-2026-02-03-04-05-06-*",
            "day=2026-02-03/upper-1-2026-02-03-04-05-06-*");
    assertThat(objects.get("day=2026-02-03/upper-1-2026-02-03-04-05-06-*")).isEqualTo("A\nB\n");
    long now = TaskCalls.NOW.toEpochMilli();
    assertThat(objects.get("bad/processing-failed/upper-1-2026-02-03-04-05-06-*"))
        .isEqualTo(
            "{\"attemptsMade\":1,\"arrivalTimestamp\":"
                + now
                + ",\"errorCode\":\"Lambda.ProcessingFailedStatus\","
                + "\"errorMessage\":\"ProcessingFailed status set for record\","
                + "\"attemptEndingTimestamp\":"
                + now
                + ",\"rawData\":\"YmFk\",\"lambdaArn\":\"Upper\"}\n");
    JsonObject request = requests.get(0);
    assertThat(request.names())
        .containsExactly("invocationId", "deliveryStreamArn", "region", "records");
    assertThat(request.array("records").get(0).compact())
        .isEqualTo(
            "{\"recordId\":\"id-1\",\"approximateArrivalTimestamp\":"
                + now
                + ",\"data\":\"YQ==\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          {'records':[{'recordId':'id-1','result':'Ok','data':'QQ=='}]}                                            ; A ; Lambda.MissingRecordId
          {'records':[{'recordId':'id-1','result':'Ok','data':'QQ=='},{'recordId':'id-1','result':'Ok','data':'QQ=='}]};  ; Lambda.DuplicatedRecordId
          {'records':[{'recordId':'id-1','result':'Ok','data':'QQ=='},{'recordId':'id-2','result':'Fine','data':'QQ=='}]}; A ; Lambda.JsonProcessingException
          {'records':[{'recordId':'id-1','result':'Ok','data':'QQ=='},{'recordId':'id-2','result':'Ok','data':'?'}]}; A ; Lambda.JsonProcessingException
          {'records':[{'recordId':'id-1','result':'Ok','data':'QQ=='},{'recordId':'id-2','result':'Ok'}]}         ; A ; Lambda.JsonProcessingException
          'text'                                                                                                   ;   ; Lambda.JsonProcessingException
          """)
  void keepsRecordsThatAFunctionGetsWrong(String answer, String data, String code)
      throws Exception {
    add(DeliveryStreamDefinition.to("wrong", "lake", "in/").transformedBy("Wrong"));
    function = (name, payload) -> Json.parse(answer.replace('\'', '"'));
    put("wrong", "a");
    put("wrong", "b");
    streams.flush();

    Map<String, String> objects = objects();
    String errors =
        objects.remove("in/processing-failed/2026/02/03/04/wrong-1-2026-02-03-04-05-06-*");
    assertThat(errors.lines()).hasSize(data == null ? 2 : 1).allMatch(line -> line.contains(code));
    assertThat(String.join("", objects.values())).isEqualTo(data == null ? "" : data);
  }

  @Test
  void callsAFunctionAgainThatFails() throws Exception {
    add(DeliveryStreamDefinition.to("fails", "lake", "in/").transformedBy("Fails"));
    function =
        (name, payload) -> {
          if (requests.size() < 3) {
            throw new TaskFailedException("com.acme.Bad", "{}");
          }
          return answering(record -> result(record, "Ok", "fine")).call(name, payload);
        };
    put("fails", "a");
    streams.flush();
    assertThat(objects().values()).containsExactly("fine");
    assertThat(requests).hasSize(3);

    function =
        (name, payload) -> {
          throw new TaskFailedException("Sandbox.Timedout", "{}");
        };
    put("fails", "b");
    streams.flush();
    assertThat(requests).as("one call and three more").hasSize(7);
    assertThat(objects().values())
        .anyMatch(
            each ->
                each.contains("\"attemptsMade\":4")
                    && each.contains("Lambda.FunctionRequestTimedOut"));
  }

  @Test
  void refusesAnswersOfMoreThanSixMegabytes() throws Exception {
    add(DeliveryStreamDefinition.to("long", "lake", "in/").transformedBy("Long"));
    function = answering(record -> result(record, "Ok", "x".repeat(5_000_000)));
    put("long", "a");
    streams.flush();

    assertThat(objects().values())
        .singleElement()
        .asString()
        .contains("Lambda.FunctionError", "longer than 6 MB");
  }

  @Test
  void partitionsByTheKeysOfTheFunction() throws Exception {
    add(
        DeliveryStreamDefinition.to("parts", "lake", "")
            .transformedBy("Keys")
            .partitionedInto("c=!{partitionKeyFromLambda:c}/", "bad/!{firehose:error-output-type}/")
            .inLines());
    function =
        answering(
            record -> {
              JsonObject answer = result(record, "Ok", text(record));
              return text(record).equals("none")
                  ? answer
                  : answer.with(
                      "metadata",
                      JsonObject.of(
                          "partitionKeys",
                          JsonObject.of("c", Json.of(text(record).substring(0, 1)))));
            });
    for (String each : List.of("a1", "b1", "a2", "none")) {
      put("parts", each);
    }
    streams.flush();

    assertThat(objects())
        .containsEntry("c=a/parts-1-2026-02-03-04-05-06-*", "a1\na2\n")
        .containsEntry("c=b/parts-1-2026-02-03-04-05-06-*", "b1\n")
        .hasSize(3);
    assertThat(objects().get("bad/processing-failed/parts-1-2026-02-03-04-05-06-*"))
        .contains("DynamicPartitioning.MetadataExtractionFailed");
  }

  @Test
  void compresses() throws Exception {
    add(DeliveryStreamDefinition.to("zip", "lake", "z/").gzipped());
    put("zip", "hello");
    streams.flush();

    String key = store.page("lake", "", "", "", 10).objects().get(0).key();
    assertThat(key).endsWith(".gz");
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(store.get("lake", key)))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("hello");
    }
  }

  @Test
  void goesOnWithWhatAProcessLeft() throws Exception {
    Json arguments = Json.parse("{\"DeliveryStreamName\":\"plain\",\"Record\":{\"Data\":\"a\"}}");
    String resource = "arn:aws:states:::aws-sdk:firehose:putRecord";
    Json answer = calls.start("mine", resource, arguments);
    close();
    open();

    assertThat(calls.resume("mine", resource, arguments)).isEqualTo(answer);
    clock.pass(MINUTE);
    streams.deliver();
    assertThat(objects().values()).containsExactly("a");
  }

  @Test
  void writesABatchUnderTheSameKeysAgain() throws Exception {
    add(DeliveryStreamDefinition.to("lost", "gone", "in/"));
    put("lost", "a");
    streams.flush();
    assertThat(objects()).isEmpty();
    close();
    open();
    add(DeliveryStreamDefinition.to("lost", "gone", "in/"));
    store.createBucket("gone");

    streams.deliver();

    assertThat(store.page("gone", "", "", "", 10).objects())
        .singleElement()
        .satisfies(each -> assertThat(each.key()).startsWith("in/2026/02/03/04/lost-1-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          c=!{partitionKeyFromQuery:c}/  ; e/!{firehose:error-output-type}/ ; partitionKeyFromQuery is not known here
          c=!{partitionKeyFromLambda:c}/ ; e/!{firehose:error-output-type}/ ; needs dynamic partitioning
          d=!{timestamp:yyyy}/           ; e/                               ; needs an error prefix with
          !{firehose:error-output-type}/ ; e/!{firehose:error-output-type}/ ; may stand in the error prefix only
          !{color:red}/                  ; e/!{firehose:error-output-type}/ ; '!{color:red}' is unknown in a prefix
          """)
  void refusesPrefixesThatFirehoseRefuses(String prefix, String errorPrefix, String message) {
    assertThatThrownBy(() -> PLAIN.withPrefixes(prefix, errorPrefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesBuffersThatFirehoseRefuses() {
    assertThatThrownBy(() -> PLAIN.withBuffer(129, MINUTE)).hasMessageContaining("1 to 128 MiB");
    assertThatThrownBy(() -> PLAIN.withBuffer(1, Duration.ofSeconds(901)))
        .hasMessageContaining("0 to 900 seconds");
    assertThatThrownBy(() -> PLAIN.partitionedInto("x/", "").withBuffer(64, MINUTE))
        .hasMessageContaining("needs a function that gives the keys");
    assertThatThrownBy(
            () -> PLAIN.transformedBy("F").partitionedInto("x/", "").withBuffer(63, MINUTE))
        .hasMessageContaining("at least 64 MiB, not 63");
  }
}
