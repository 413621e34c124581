package dev.stepwell.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.state.Crash;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumptionTest {

  private static final String SDK = "arn:aws:states:::aws-sdk:test:";

  @TempDir Path folder;
  private final List<String> made = new ArrayList<>();

  private final Service service =
      Service.named("test", "Test")
          .modelled("BusyException")
          .action("read", Parameters.none(), Resumption.REPEAT, this::call)
          .action("start", Parameters.none(), Resumption.LOOK_UP, this::call)
          .action("plain", Parameters.none(), this::call)
          .action("busy", Parameters.none(), this::busy)
          .action("named", Parameters.none(), this::named)
          .action("bug", Parameters.none(), this::bug)
          .action("stopped", Parameters.none(), this::stopped)
          .optimized("plain", Parameters.none(), this::call)
          .build();

  private Json call(JsonObject arguments, CallContext context) {
    made.add(context.token() + (context.isResumed() ? " resumed" : ""));
    return JsonObject.of("Call", Json.of(made.size()));
  }

  private Json busy(JsonObject arguments, CallContext context) throws ServiceException {
    call(arguments, context);
    throw ServiceException.refused("BusyException", "busy");
  }

  private Json named(JsonObject arguments, CallContext context) {
    call(arguments, context);
    throw new TaskFailedException("com.acme.Bad", "bad");
  }

  private Json bug(JsonObject arguments, CallContext context) {
    call(arguments, context);
    throw new IllegalStateException("oops");
  }

  /** What happens to a call when its process closes in good order. */
  private Json stopped(JsonObject arguments, CallContext context) {
    call(arguments, context);
    Thread.currentThread().interrupt();
    throw new TaskFailedException("Lambda.Unknown", "The call was interrupted");
  }

  private Path file() {
    return folder.resolve("calls.log");
  }

  /** A process; those before were killed. */
  private TaskCalls process() {
    return TaskCalls.to(service, new CallLedger(WorkRegister.at(file(), 100)));
  }

  @Test
  void repeatsWhatMayBeRepeated() {
    process().start("t", SDK + "read", JsonObject.EMPTY);

    assertThat(process().resume("t", SDK + "read", JsonObject.EMPTY).compact())
        .isEqualTo("{\"Call\":2}");
    assertThat(made).containsExactly("t", "t");
  }

  @Test
  void letsAnActionLookForWhatItStarted() {
    process().start("t", SDK + "start", JsonObject.EMPTY);
    process().resume("t", SDK + "start", JsonObject.EMPTY);

    assertThat(made).containsExactly("t", "t resumed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-sdk:test:plain", "test:plain"})
  void answersFromItsRecordUnlessToldOtherwise(String resource) {
    String arn = "arn:aws:states:::" + resource;
    Json answer = process().start("t", arn, JsonObject.EMPTY);

    assertThat(process().resume("t", arn, JsonObject.EMPTY)).isEqualTo(answer);
    assertThat(process().resume("t", arn, JsonObject.EMPTY)).isEqualTo(answer);
    assertThat(made).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "named", "bug"})
  void failsAgainAsItFailed(String action) {
    TaskFailedException first = failure(process()::start, action);

    TaskFailedException again = failure(process()::resume, action);

    assertThat(again).hasMessage(first.getMessage());
    assertThat(again.error()).isEqualTo(first.error());
    assertThat(made).hasSize(1);
  }

  private interface How {
    Json call(String token, String resource, Json arguments);
  }

  private static TaskFailedException failure(How how, String action) {
    return catchThrowableOfType(
        TaskFailedException.class, () -> how.call("t", SDK + action, JsonObject.EMPTY));
  }

  @Test
  void makesACallThatHadNotBegun() {
    assertThat(process().resume("t", SDK + "plain", JsonObject.EMPTY).compact())
        .isEqualTo("{\"Call\":1}");
    assertThat(process().resume("t", SDK + "plain", JsonObject.EMPTY).compact())
        .isEqualTo("{\"Call\":1}");
  }

  @Test
  void failsACallOfWhichOnlyTheBeginningIsKnown() {
    process().start("t", SDK + "plain", JsonObject.EMPTY);
    Crash.beforeLastWrite(file());

    TaskFailedException failure = failure(process()::resume, "plain");

    assertThat(failure.error()).isEqualTo("Stepwell.Interrupted");
    assertThat(failure)
        .hasMessageContaining("'" + SDK + "plain' worked for state 'state'")
        .hasMessageContaining("its end was not recorded")
        .hasMessageContaining("Retry on Stepwell.Interrupted");
    assertThat(made).hasSize(1);
  }

  @Test
  void failsACallThatWasBrokenOffByTheClosingOfItsProcess() {
    failure(process()::start, "stopped");
    assertThat(Thread.interrupted()).isTrue();

    assertThat(failure(process()::resume, "stopped").error()).isEqualTo("Stepwell.Interrupted");
    assertThat(made).hasSize(1);
  }

  @Test
  void trustsNoLedgerInWhichTheCallMayBeDamaged() throws Exception {
    process().start("t", SDK + "plain", JsonObject.EMPTY);
    process().start("whole", SDK + "plain", JsonObject.EMPTY);
    Files.writeString(file(), Files.readString(file()).replace("\"Key\":\"t\"", "\"Key\":\"x\""));

    assertThat(failure(process()::resume, "plain"))
        .hasMessageContaining("its record may be the one that is damaged (" + file() + ", line 1");
    assertThat(process().resume("whole", SDK + "plain", JsonObject.EMPTY).compact())
        .isEqualTo("{\"Call\":2}");
    assertThat(made).hasSize(2);
  }

  @Test
  void makesNoCallThatItCannotRecord() {
    WorkRegister closed = WorkRegister.at(file(), 100);
    closed.close();

    assertThatThrownBy(
            () ->
                TaskCalls.to(service, new CallLedger(closed))
                    .start("t", SDK + "plain", JsonObject.EMPTY))
        .hasMessageContaining("what became of t cannot be written down")
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo("Test.TestException"));
    assertThat(made).isEmpty();
  }

  @Test
  void refusesWrongArgumentsWhenResumedToo() {
    assertThatThrownBy(() -> process().resume("t", SDK + "plain", JsonObject.of("X", Json.of(1))))
        .hasMessageContaining("The field 'X' is not supported");
  }
}
