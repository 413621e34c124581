package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of waiting executions when somebody sets the clock. */
class ClockTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** A clock that stands still until it is set. */
  private static final class SetClock implements EngineClock {
    private volatile Instant now = NOON;
    private volatile Runnable wake = () -> {};

    void set(Instant time) {
      now = time;
      wake.run();
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public long sleepMillis(long until, boolean taskInFlight) {
      return until <= millis() ? 0 : NEVER;
    }

    @Override
    public void onMove(Runnable how) {
      wake = how;
    }
  }

  private final SetClock clock = new SetClock();

  private Execution waiting(Engine engine, String wait) throws Exception {
    String definition =
        "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", %s, \"End\": true}}}";
    Execution execution =
        engine.start(engine.create("m", definition.formatted(wait)), null, JsonObject.EMPTY);
    engine.settled().get(20, TimeUnit.SECONDS);
    return execution;
  }

  private void set(Engine engine, Duration fromNoon) throws Exception {
    clock.set(NOON.plus(fromNoon));
    engine.settled().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aWaitForSomeTimeKeepsTheTimeThatIsLeftWhenTheClockIsSetBack() throws Exception {
    try (Engine engine = Engine.builder().clock(clock).build()) {
      Execution execution = waiting(engine, "\"Seconds\": 60");
      set(engine, Duration.ofSeconds(40));

      set(engine, Duration.ofHours(-1));
      set(engine, Duration.ofHours(-1).plusSeconds(19));
      assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

      set(engine, Duration.ofHours(-1).plusSeconds(20));
      assertThat(execution.done().get(20, TimeUnit.SECONDS).status())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void aWaitUntilAMomentFollowsTheClock() throws Exception {
    try (Engine engine = Engine.builder().clock(clock).build()) {
      Execution execution = waiting(engine, "\"Timestamp\": \"2026-01-01T12:01:00Z\"");
      set(engine, Duration.ofHours(-1));
      set(engine, Duration.ofSeconds(59));
      assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

      set(engine, Duration.ofDays(300));
      assertThat(execution.done().get(20, TimeUnit.SECONDS).status())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void aHistoryNeverGoesBack() throws Exception {
    try (Engine engine = Engine.builder().clock(clock).build()) {
      Execution execution = waiting(engine, "\"Seconds\": 10");
      set(engine, Duration.ofHours(-2));
      set(engine, Duration.ofHours(-2).plusSeconds(10));

      List<HistoryEvent> history = execution.done().get(20, TimeUnit.SECONDS).history();
      assertThat(history).extracting(HistoryEvent::timestamp).isSorted();
    }
  }
}
