package dev.stepwell.aws.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of runs that the template makes, see {@link dev.stepwell.aws.RunLedger}. Thread-safe.
 *
 * <p>Every method throws {@link CloudException} if AWS refuses or cannot be reached.
 */
public final class CloudLedger implements AutoCloseable {

  private final DynamoDbClient client;

  private CloudLedger(DynamoDbClient client) {
    this.client = client;
  }

  /** A client; nothing is asked yet. */
  public static CloudLedger at(Connection connection) {
    return new CloudLedger(Clients.of("DynamoDB", DynamoDbClient.builder(), connection));
  }

  /**
   * A run as the table has it.
   *
   * @param run the execution
   * @param tick the time of the schedule or event that started it; null if it was started otherwise
   */
  public record Row(CloudRun run, @Nullable String tick) {}

  /**
   * The runs of a machine, the latest first.
   *
   * @param table the table's name
   * @param machine the machine's name
   * @param most how many at most
   */
  public List<Row> runs(String table, String machine, int most) {
    return Failures.telling(
        "cannot read the table of runs " + table,
        () ->
            client
                .queryPaginator(
                    it ->
                        it.tableName(table)
                            .keyConditionExpression("machine = :machine")
                            .expressionAttributeValues(
                                Map.of(":machine", AttributeValue.fromS(machine)))
                            .scanIndexForward(false)
                            .limit(most))
                .items()
                .stream()
                .limit(most)
                .map(CloudLedger::row)
                .toList());
  }

  private static Row row(Map<String, AttributeValue> item) {
    String stopped = text(item, "stopped");
    return new Row(
        new CloudRun(
            String.valueOf(text(item, "arn")),
            String.valueOf(text(item, "name")),
            String.valueOf(text(item, "status")),
            Instant.parse(String.valueOf(text(item, "started"))),
            stopped == null ? null : Instant.parse(stopped),
            text(item, "input"),
            text(item, "error")),
        text(item, "tick"));
  }

  private static @Nullable String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  @Override
  public void close() {
    client.close();
  }
}
