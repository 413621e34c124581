package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionsTest {

  private static final String SUCCEED =
      "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}";
  private static final String TWO_WAITS =
      """
      {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "Next": "B"},
        "B": {"Type": "Wait", "Seconds": 5, "End": true}}}
      """;

  private final VirtualClock clock = VirtualClock.still(Bench.START);
  private final Engine engine =
      Engine.builder()
          .clock(clock)
          .ids(Ids.counting())
          .retention(new Retention(Duration.ofDays(90), 2))
          .build();

  @AfterEach
  void close() {
    engine.close();
  }

  private Execution run(StateMachineHandle machine, String name) {
    return Bench.ended(engine.start(machine, name, JsonObject.EMPTY));
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    StateMachineHandle machine = engine.create("m", SUCCEED);

    run(machine, "a");
    run(machine, "b");
    run(machine, "c");

    assertThat(machine.executionsNewestFirst())
        .extracting(Execution::name)
        .containsExactly("c", "b");
  }

  @Test
  void freesANameAfterNinetyDays() {
    StateMachineHandle machine = engine.create("m", SUCCEED);
    run(machine, "a");
    assertThatThrownBy(() -> run(machine, "a")).isInstanceOf(ExecutionAlreadyExistsException.class);

    clock.advance(Duration.ofDays(91));

    assertThat(run(machine, "a").startTime()).isEqualTo(clock.instant());
  }

  @Test
  void keepsTheDefinitionThatAnExecutionWasStartedWith() {
    StateMachineHandle first = engine.create("m", TWO_WAITS);
    Execution execution = engine.start(first, "a", JsonObject.EMPTY);
    engine.settled().join();

    StateMachineHandle second = engine.create("m", SUCCEED);
    clock.advance(Duration.ofSeconds(5));
    engine.settled().join();
    clock.advance(Duration.ofSeconds(5));

    assertThat(Bench.ended(execution).history()).hasSize(6);
    assertThat(second.execution("a")).contains(execution);
  }

  @Test
  void endsExecutionsOfADeletedStateMachineAtTheirNextState() {
    StateMachineHandle machine = engine.create("m", TWO_WAITS);
    Execution execution = engine.start(machine, "a", JsonObject.EMPTY);
    engine.settled().join();

    engine.delete(machine);
    engine.settled().join();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    clock.advance(Duration.ofSeconds(5));

    assertThat(Bench.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(engine.stateMachine("m")).isEmpty();
  }

  @Test
  void refusesNamesAndInputsThatAwsRefuses() {
    StateMachineHandle machine = engine.create("m", SUCCEED);

    assertThatThrownBy(() -> engine.start(machine, "a b", JsonObject.EMPTY))
        .hasMessage("Invalid Name: 'a b'");
    assertThatThrownBy(() -> engine.start(machine, "a", Json.of("x".repeat(262_143))))
        .hasMessageContaining("262145 bytes");
  }
}
