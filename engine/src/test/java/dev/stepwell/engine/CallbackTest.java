package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackTest {

  private static final String MACHINE =
      "{\"StartAt\": \"T\", \"States\": {\"T\": " + Bench.CALLBACK + "}}";

  private final List<Task> tasks = new ArrayList<>();
  private final Bench bench = new Bench(VirtualClock.still(Bench.START)).callback(tasks::add);

  private Execution waiting() {
    Execution execution = bench.start(MACHINE, "{}");
    bench.settle();
    return execution;
  }

  @Test
  void goesOnWithWhatIsSentForItsToken() {
    Execution execution = waiting();
    String token = tasks.get(0).token();

    bench.engine().sendTaskSuccess(token, Json.parse("{\"ok\": true}"));

    assertThat(Bench.ended(execution).output()).contains(Json.parse("{\"ok\": true}"));
    assertThat(tasks.get(0).arguments().compact()).contains(token);
    assertThat(bench.chain(execution))
        .containsSubsequence("4<3 TaskStarted", "5<4 TaskSubmitted", "6<5 TaskSucceeded");
    assertThatThrownBy(() -> bench.engine().sendTaskSuccess(token, Json.of(1)))
        .isInstanceOf(TaskTokenException.class);
  }

  @Test
  void timesOutWithoutSignOfLife() {
    Execution execution = waiting();
    bench.advance(Duration.ofSeconds(9));
    bench.engine().sendTaskHeartbeat(tasks.get(0).token());
    bench.settle();
    bench.advance(Duration.ofSeconds(9));

    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
    bench.advance(Duration.ofSeconds(1));
    assertThat(execution.error()).contains("States.Timeout");
    assertThat(bench.seconds(execution, EventType.TASK_TIMED_OUT)).containsExactly(19L);
  }

  @Test
  void cancelsTheWorkWhoseTimeIsOverEvenIfItAsksLate() {
    List<String> cancelled = new ArrayList<>();
    waiting();
    tasks.get(0).onCancel(() -> cancelled.add("early"));
    bench.settle();
    bench.advance(Duration.ofSeconds(10));
    tasks.get(0).onCancel(() -> cancelled.add("late"));
    bench.settle();

    assertThat(cancelled).containsExactly("early", "late");
  }

  @Test
  void failsWithWhatIsSentForItsToken() {
    Execution execution = waiting();

    bench.engine().sendTaskFailure(tasks.get(0).token(), null, null);

    assertThat(Bench.ended(execution).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.error()).isEmpty();
  }

  @Test
  void endsAtOnceWhenStopped() {
    Execution execution = waiting();

    bench.engine().stop(execution, "Enough", "said so");

    assertThat(Bench.ended(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(execution.cause()).contains("said so");
    assertThat(bench.chain(execution)).last().isEqualTo("6<0 ExecutionAborted");
    assertThatThrownBy(() -> bench.engine().sendTaskHeartbeat(tasks.get(0).token()))
        .isInstanceOf(TaskTokenException.class);
  }

  @Test
  void givesAnActivitysTasksToWorkers() throws Exception {
    String arn = bench.engine().createActivity("paint");
    Execution execution = bench.start(Bench.task(arn), "{\"colour\": \"red\"}");

    ActivityTask task = bench.engine().activityTask(arn, "worker 1").get();
    bench.engine().sendTaskSuccess(task.token(), Json.of("painted"));

    assertThat(task.input()).isEqualTo(Json.parse("{\"colour\": \"red\"}"));
    assertThat(Bench.ended(execution).output()).contains(Json.of("painted"));
    assertThat(bench.chain(execution))
        .containsSubsequence(
            "3<2 ActivityScheduled", "4<3 ActivityStarted", "5<4 ActivitySucceeded");
  }

  @Test
  void failsForAnActivityThatDoesNotExist() {
    Execution execution =
        bench.start(Bench.task("arn:aws:states:us-east-1:000000000000:activity:none"), "{}");

    assertThat(Bench.ended(execution).cause().orElseThrow())
        .endsWith(
            "The activity arn:aws:states:us-east-1:000000000000:activity:none does not exist.");
  }
}
