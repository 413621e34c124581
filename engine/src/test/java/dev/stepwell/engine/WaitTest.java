package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitTest {

  private static String machine(String field) {
    return "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", "
        + field
        + ", \"End\": true}}}";
  }

  @Test
  void waitsExactlyAsLongAsItSays() {
    Bench bench = new Bench();

    Execution execution = bench.run(machine("\"Seconds\": 31536000"), "{}");

    assertThat(Duration.between(execution.startTime(), execution.stopTime().orElseThrow()))
        .isEqualTo(Duration.ofDays(365));
  }

  @Test
  void waitsUntilAMomentAndNotForOneThatIsOver() {
    Bench bench = new Bench();

    Execution later = bench.run(machine("\"Timestamp\": \"2026-01-01T01:00:00+01:00\""), "{}");
    Execution tomorrow = bench.run(machine("\"TimestampPath\": \"$\""), "\"2026-01-02T00:00:00Z\"");

    assertThat(later.stopTime()).contains(Bench.START);
    assertThat(tomorrow.stopTime()).contains(Bench.START.plus(Duration.ofDays(1)));
  }

  @Test
  void refusesToWaitLongerThanAwsCan() {
    Execution execution = new Bench().run(machine("\"Timestamp\": \"2094-01-20T00:00:00Z\""), "{}");

    assertThat(execution.error()).contains("States.Runtime");
    assertThat(execution.cause().orElseThrow()).endsWith("Wait state delay is too long.");
  }

  @Test
  void endsWithTheTimeLimitOfTheExecution() {
    Bench bench = new Bench();

    Execution execution =
        bench.run(
            """
            {"StartAt": "W", "TimeoutSeconds": 3,
             "States": {"W": {"Type": "Wait", "Seconds": 25, "End": true}}}
            """,
            "{}");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(execution.error()).isEmpty();
    assertThat(execution.stopTime()).contains(Bench.START.plusSeconds(3));
    assertThat(bench.chain(execution))
        .containsExactly("1<0 ExecutionStarted", "2<0 WaitStateEntered", "3<0 ExecutionTimedOut");
  }

  @Test
  void passesRealTimeOnlyWhileATaskIsOut() {
    Bench bench =
        new Bench(EngineClock.skipping()).failing("arn:aws:states:::sns:publish", "Odd", "Odd");

    Execution execution =
        bench.run(
            """
            {"StartAt": "W", "States": {
              "W": {"Type": "Wait", "Seconds": 86400, "Next": "T"},
              "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
                    "Retry": [{"ErrorEquals": ["Odd"], "IntervalSeconds": 3600}]}}}
            """,
            "{}");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(Duration.between(execution.startTime(), execution.stopTime().orElseThrow()))
        .isGreaterThanOrEqualTo(Duration.ofHours(27));
  }
}
