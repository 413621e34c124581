package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.api.Test;

class MapTest {

  private static String machine(String fields, String processor) {
    return "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", "
        + fields
        + "\"ItemProcessor\": "
        + processor
        + ", \"End\": true}}}";
  }

  private static final String PASS =
      "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"End\": true}}}";

  @Test
  void runsOneAfterAnotherInOrder() {
    Bench bench = new Bench();

    Execution execution = bench.run(machine("\"MaxConcurrency\": 1, ", PASS), "[7, 8]");

    assertThat(execution.output()).contains(Json.parse("[7, 8]"));
    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted",
            "5<4 PassStateEntered",
            "6<5 PassStateExited",
            "7<6 MapIterationSucceeded",
            "8<6 MapIterationStarted",
            "9<8 PassStateEntered",
            "10<9 PassStateExited",
            "11<10 MapIterationSucceeded",
            "12<11 MapStateSucceeded",
            "13<11 MapStateExited",
            "14<13 ExecutionSucceeded");
  }

  @Test
  void runsNoMoreThanAllowedAtOnce() {
    Bench bench = new Bench();

    Execution execution =
        bench.run(
            machine(
                "\"MaxConcurrency\": 3, ",
                """
                {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}
                """),
            "[1, 2, 3, 4, 5, 6, 7]");

    assertThat(bench.seconds(execution, EventType.WAIT_STATE_ENTERED))
        .containsExactly(0L, 0L, 0L, 1L, 1L, 1L, 2L);
  }

  @Test
  void succeedsAtOnceWithoutItems() {
    Bench bench = new Bench();

    Execution execution = bench.run(machine("", PASS), "[]");

    assertThat(execution.output()).contains(Json.parse("[]"));
    assertThat(bench.chain(execution))
        .endsWith("4<3 MapStateSucceeded", "5<3 MapStateExited", "6<5 ExecutionSucceeded");
  }

  @Test
  void abortsTheOtherIterationsWhenOneFails() {
    Bench bench = new Bench(VirtualClock.jumping(Bench.START)).callback(task -> {});

    Execution execution =
        bench.run(
            machine("", "{\"StartAt\": \"T\", \"States\": {\"T\": " + Bench.CALLBACK + "}}"),
            "[1, 2]");

    assertThat(execution.error()).contains("States.Timeout");
    assertThat(bench.chain(execution))
        .endsWith(
            "16<14 MapIterationFailed",
            "17<14 TaskStateAborted",
            "18<14 MapIterationAborted",
            "19<14 TaskStateAborted",
            "20<14 MapStateFailed",
            "21<20 ExecutionFailed");
  }

  @Test
  void takesTheMembersOfAnObjectForItems() {
    Execution execution =
        new Bench()
            .run(
                machine(
                    "\"ItemSelector\": {\"k.$\": \"$$.Map.Item.Key\", \"v.$\":"
                        + " \"$$.Map.Item.Value\"}, ",
                    PASS),
                "{\"a\": 1, \"b\": 2}");

    assertThat(execution.output())
        .contains(Json.parse("[{\"k\": \"a\", \"v\": 1}, {\"k\": \"b\", \"v\": 2}]"));
  }

  @Test
  void refusesInputThatIsNoList() {
    Bench bench = new Bench();

    Execution execution = bench.run(machine("", PASS), "3");

    assertThat(execution.error()).contains("States.Runtime");
    assertThat(execution.cause().orElseThrow())
        .endsWith("Map state input must be an array but was: 3");
  }
}
