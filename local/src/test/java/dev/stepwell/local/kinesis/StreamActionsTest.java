package dev.stepwell.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.SetClock;
import dev.stepwell.local.state.StateDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamActionsTest {

  private final StateDatabase database = StateDatabase.inMemory();
  private final SetClock clock = new SetClock();
  private TaskCalls calls;

  @BeforeEach
  void open() {
    Streams streams = new Streams(database, clock);
    streams.add(new StreamDefinition("clicks", 2));
    calls = TaskCalls.to(StreamActions.of(database, streams, new Answers(database)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private JsonObject call(String action, String arguments) {
    return (JsonObject)
        calls.call("aws-sdk:kinesis:" + action, "{'StreamName':'clicks'," + arguments + "}");
  }

  private JsonObject put(String data, String hash) {
    return call(
        "putRecord", "'Data':'" + data + "','PartitionKey':'k','ExplicitHashKey':'" + hash + "'");
  }

  private String iterator(String shard, String rest) {
    return String.valueOf(
        call("getShardIterator", "'ShardId':'" + shard + "'," + rest).string("ShardIterator"));
  }

  private List<String> read(String iterator) {
    return get(iterator).array("Records").stream()
        .map(each -> String.valueOf(((JsonObject) each).string("Data")))
        .toList();
  }

  private JsonObject get(String iterator) {
    return (JsonObject)
        calls.call("aws-sdk:kinesis:getRecords", "{'ShardIterator':'" + iterator + "'}");
  }

  @Test
  void spreadsRecordsOverItsShardsByTheirHash() {
    String half = "170141183460469231731687303715884105728";
    JsonObject low = put("a", "0");
    JsonObject high = put("b", half);
    JsonObject next = put("c", "1");

    assertThat(low.names()).containsExactly("EncryptionType", "SequenceNumber", "ShardId");
    assertThat(low.string("ShardId")).isEqualTo("shardId-000000000000");
    assertThat(high.string("ShardId")).isEqualTo("shardId-000000000001");
    assertThat(next.string("SequenceNumber"))
        .hasSize(56)
        .isGreaterThan(low.string("SequenceNumber"));
    assertThat(read(iterator("shardId-000000000000", "'ShardIteratorType':'TRIM_HORIZON'")))
        .containsExactly("a", "c");
    assertThat(
            read(
                iterator(
                    "shardId-000000000000",
                    "'ShardIteratorType':'AFTER_SEQUENCE_NUMBER','StartingSequenceNumber':'"
                        + low.string("SequenceNumber")
                        + "'")))
        .containsExactly("c");
    String latest = iterator("shardId-000000000001", "'ShardIteratorType':'LATEST'");
    put("d", half);
    JsonObject page = get(latest);
    assertThat(page.array("Records").length()).isEqualTo(1);
    assertThat(read(String.valueOf(page.string("NextShardIterator")))).isEmpty();
    clock.pass(Duration.ofHours(25));
    assertThat(read(iterator("shardId-000000000000", "'ShardIteratorType':'TRIM_HORIZON'")))
        .isEmpty();
  }

  @Test
  void putsARecordByTheDigestOfItsKeyAndAnswersEachOfMany() {
    JsonObject answer =
        call(
            "putRecords",
            "'Records':[{'Data':'a','PartitionKey':'x'},{'Data':'b','PartitionKey':'x'}]");

    assertThat(answer.names()).containsExactly("EncryptionType", "FailedRecordCount", "Records");
    assertThat(answer.array("Records").stream().map(each -> ((JsonObject) each).string("ShardId")))
        .hasSize(2)
        .containsOnly("shardId-000000000001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          putRecord;'StreamName':'none','Data':'a','PartitionKey':'k';Kinesis.ResourceNotFoundException;Stream none not found
          putRecord;'Data':'a','PartitionKey':'k';Kinesis.KinesisException;Either StreamName or StreamARN
          putRecord;'StreamName':'clicks','Data':'a','PartitionKey':'k','ExplicitHashKey':'340282366920938463463374607431768211456';Kinesis.InvalidArgumentException;Invalid ExplicitHashKey
          putRecords;'StreamName':'clicks','Records':[];Kinesis.KinesisException;between 1 and 500, not 0
          getShardIterator;'StreamName':'clicks','ShardId':'shardId-000000000002','ShardIteratorType':'LATEST';Kinesis.ResourceNotFoundException;does not exist
          getShardIterator;'StreamName':'clicks','ShardId':'shardId-000000000001','ShardIteratorType':'AT_TIMESTAMP';Kinesis.InvalidArgumentException;is not known here
          getShardIterator;'StreamName':'clicks','ShardId':'shardId-000000000001','ShardIteratorType':'AT_SEQUENCE_NUMBER','StartingSequenceNumber':'1';Kinesis.InvalidArgumentException;is no sequence number
          getRecords;'ShardIterator':'wrong';Kinesis.InvalidArgumentException;Invalid ShardIterator
          """)
  void refusesWhatKinesisRefuses(String action, String arguments, String error, String message) {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> calls.call("aws-sdk:kinesis:" + action, "{" + arguments + "}"));

    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void refusesWhatIsTooLong() {
    String data = "x".repeat(1_048_576);
    assertThat(catchThrowableOfType(TaskFailedException.class, () -> put(data, "0")))
        .hasMessageContaining("less than or equal to 1048576");
    String record = "{'PartitionKey':'k','Data':'" + "x".repeat(1_000_000) + "'}";
    assertThat(
            catchThrowableOfType(
                    TaskFailedException.class,
                    () ->
                        call("putRecords", "'Records':[" + (record + ",").repeat(5) + record + "]"))
                .error())
        .isEqualTo("Kinesis.InvalidArgumentException");
  }

  @Test
  void putsOnceForATaskThatIsResumed() {
    String resource = "arn:aws:states:::aws-sdk:kinesis:putRecord";
    Json arguments =
        Json.parse("{\"StreamName\":\"clicks\",\"Data\":\"a\",\"PartitionKey\":\"x\"}");
    Json answer = calls.start("mine", resource, arguments);

    assertThat(calls.resume("mine", resource, arguments)).isEqualTo(answer);
    assertThat(read(iterator("shardId-000000000001", "'ShardIteratorType':'TRIM_HORIZON'")))
        .containsExactly("a");
  }
}
