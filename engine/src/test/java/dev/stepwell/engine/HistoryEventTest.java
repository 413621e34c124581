package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HistoryEventTest {

  @Test
  void printsAsGetExecutionHistoryDoes() {
    Bench bench = new Bench();
    Execution execution =
        bench.run(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"v": "2"}, "End": true}}}
            """,
            "{ \"x\" : 1.0 }");

    assertThat(execution.history().get(2).json())
        .isEqualTo(
            Json.parse(
                """
                {"timestamp": 1767225600.000, "type": "PassStateExited", "id": 3,
                 "previousEventId": 2,
                 "stateExitedEventDetails": {
                   "name": "A", "output": "{ \\"x\\" : 1.0 }", "outputDetails": {"truncated": false},
                   "assignedVariables": {"v": "\\"2\\""},
                   "assignedVariablesDetails": {"truncated": false}}}
                """));
  }

  @Test
  void knowsAllTypesOfAws() {
    assertThat(Arrays.stream(EventType.values()).map(EventType::word))
        .hasSize(62)
        .doesNotHaveDuplicates()
        .contains("LambdaFunctionTimedOut", "MapRunRedriven", "EvaluationFailed");
  }

  @Test
  void tellsListenersEveryEventEvenIfOneThrows() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Bench.START))
            .listener(
                (arn, event) -> {
                  seen.add(event.id());
                  if (event.id() == 2) {
                    throw new IllegalStateException("a listener's own trouble");
                  }
                })
            .build()) {
      StateMachineHandle machine =
          engine.create("m", "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}");

      Bench.ended(engine.start(machine, "e", Json.of(1)));
    }

    assertThat(seen).containsExactly(1, 2, 3, 4);
  }

  @Test
  void dropsTrailingZerosOfMomentsInTheContext() {
    assertThat(ContextObject.time(1_120)).isEqualTo("1970-01-01T00:00:01.12Z");
    assertThat(ContextObject.time(1_000)).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(ContextObject.time(10_001)).isEqualTo("1970-01-01T00:00:10.001Z");
  }
}
