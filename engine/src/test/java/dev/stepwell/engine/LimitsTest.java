package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private final Bench bench = new Bench();

  private Execution map(String fields, String input) {
    return bench.run(
        """
        {"StartAt": "M", "States": {
          "M": {"Type": "Map", %s "Next": "Done",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}],
            "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "I", "States": {"I": {"Type": "Pass", "Parameters": {}, "End": true}}}},
          "Done": {"Type": "Pass", "End": true}}}
        """
            .formatted(fields),
        input);
  }

  @Test
  void refusesAChildWhoseInputIsTooLarge() {
    String padding = "x".repeat(140_000);

    Execution execution =
        map(
            """
            "ItemSelector": {"a.$": "$$.Map.Item.Value", "b.$": "$.p"}, "ItemsPath": "$.items",
            """,
            "{\"items\": [\"" + padding.substring(20_000) + "\"], \"p\": \"" + padding + "\"}");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    Execution tooLarge =
        map(
            """
            "ItemSelector": {"a.$": "$.p", "b.$": "$.p"}, "ItemsPath": "$.items",
            """,
            "{\"items\": [1], \"p\": \"" + padding + "\"}");

    assertThat(tooLarge.error()).contains("States.DataLimitExceeded");
    assertThat(tooLarge.cause().orElseThrow()).contains("'M'");
  }

  @Test
  void fillsABatchToItsLastByte() {
    // {"Items":["aa","bb"]} has 21 bytes.
    assertThat(sizes("\"MaxInputBytesPerBatch\": 21")).containsExactly(21, 16);
    assertThat(sizes("\"MaxInputBytesPerBatch\": 20")).containsExactly(16, 16, 16);
    assertThat(sizes("\"MaxInputBytesPerBatch\": 26, \"MaxItemsPerBatch\": 2"))
        .containsExactly(21, 16);
  }

  private List<Integer> sizes(String limits) {
    Execution execution =
        new Bench()
            .run(
                """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
                  "ItemBatcher": {%s},
                  "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}
                """
                    .formatted(limits),
                "[\"aa\", \"bb\", \"cc\"]");
    return ((JsonArray) execution.output().orElseThrow()).stream().map(Json::size).toList();
  }

  @Test
  void refusesAnItemThatFitsNoBatch() {
    Execution execution =
        bench.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
              "ItemBatcher": {"MaxInputBytesPerBatch": 15},
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}
            """,
            "[\"aa\"]");

    assertThat(execution.error()).contains("States.ItemReaderFailed");
    assertThat(execution.cause())
        .contains("An item of 4 bytes makes a batch of 16 bytes; a batch may have 15 at most");
  }

  /** Sets one variable after the other to 200 000 bytes; each branch its own if inside. */
  private static String assigning(int count) {
    StringBuilder states = new StringBuilder();
    for (int i = 0; i < count; i++) {
      states.append(
          "\"S%d\": {\"Type\": \"Pass\", \"Assign\": {\"v%d.$\": \"$.p\"}, \"Next\": \"S%d\"},"
              .formatted(i, i, i + 1));
    }
    return states + "\"S" + count + "\": {\"Type\": \"Succeed\"}";
  }

  private static String padding() {
    return "{\"p\": \"" + "x".repeat(199_998) + "\"}";
  }

  @Test
  void boundsAllVariablesOfAnExecution() {
    String machine = "{\"StartAt\": \"S0\", \"States\": {%s}}";

    Execution fits = bench.run(machine.formatted(assigning(52)), padding());
    Execution exceeds = bench.run(machine.formatted(assigning(53)), padding());

    assertThat(fits.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(exceeds.error()).contains("States.DataLimitExceeded");
    assertThat(exceeds.cause().orElseThrow()).contains("'S52'");
  }

  @Test
  void forgetsTheVariablesOfIterationsThatEnded() {
    String machine =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "End": true,
          "MaxConcurrency": %d, "ItemSelector": {"p.$": "$.p"}, "ResultPath": null,
          "ItemProcessor": {"StartAt": "S0", "States": {%s}}}}}
        """;
    String input = "{\"items\": [1, 2, 3], " + padding().substring(1);
    String states =
        assigning(20)
            .replace(
                "{\"Type\": \"Succeed\"}",
                "{\"Type\": \"Pass\", \"Parameters\": {}, \"End\": true}");

    Execution inTurn = bench.run(machine.formatted(1, states), input);
    Execution atOnce = bench.run(machine.formatted(3, states), input);

    assertThat(inTurn.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(atOnce.error()).contains("States.DataLimitExceeded");
  }
}
