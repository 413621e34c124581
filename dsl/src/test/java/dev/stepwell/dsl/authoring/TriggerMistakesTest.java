package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertMistake;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;

import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Tick;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers that cannot fire as written, with what is said about it. */
class TriggerMistakesTest {
  @Test
  void triggerThatLeavesAComponentUnset() {
    assertSaid(
        () ->
            Workflow.named("daily", Input.class)
                .on(Trigger.cron("0 2 * * *", "UTC", (in, tick) -> in.set(Input::day, tick.day()))),
        "the cron trigger of workflow 'daily' leaves parts of Input unset; set every component in"
            + " its mapping, or mark it @Nullable");
  }

  @Test
  void triggerThatSetsAComponentTwice() {
    assertSaid(
        () ->
            Trigger.<Input>cron(
                "0 2 * * *",
                "UTC",
                (in, tick) -> in.set(Input::day, tick.day()).set(Input::day, tick.day())),
        "the mapping sets component 'day' twice");
  }

  @Test
  void triggerEventUsedInTheFlow() {
    AtomicReference<Tick> kept = new AtomicReference<>();
    Trigger.<Input>cron("0 2 * * *", "UTC", (in, tick) -> kept.set(tick));

    assertMistake(
        (flow, in) -> flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get().day().text())),
        "step 'tell' uses a trigger's event, which is known only in the trigger's mapping; set a"
            + " component of the input there and use that");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * *|UTC|a cron expression has 5 fields (minute hour day month weekday), but this one"
            + " has 4",
        "60 2 * * *|UTC|the minute field takes 0 to 59, not '60'",
        "0 2 1 * MON|UTC|a cron expression that restricts both day and weekday means days on"
            + " which either holds, which the Scheduler cannot say without starting twice where both"
            + " do; use two triggers",
        "0 9-7 * * *|UTC|the hour field has the range 9-7, which ends before it starts",
        "0 2 * * *|Mars/Base|Unknown time-zone ID: Mars/Base"
      })
  void cronThatIsNone(String cron, String zone, String message) {
    assertSaid(
        () -> Trigger.<Input>cron(cron, zone, (in, tick) -> in.set(Input::day, tick.day())),
        "the trigger cron '" + cron + "' in zone '" + zone + "': " + message);
  }

  @Test
  void dayOfATickThatUtcDoesNotTell() {
    assertSaid(
        () ->
            Trigger.<Input>cron(
                "0 * * * *", "America/New_York", (in, tick) -> in.set(Input::day, tick.day())),
        "the day of a tick cannot be told from its UTC time, because this schedule fires so close"
            + " to both ends of the day that the clock changes of America/New_York move it; use a"
            + " zone without clock changes such as UTC, or fire at fewer hours");
  }
}
