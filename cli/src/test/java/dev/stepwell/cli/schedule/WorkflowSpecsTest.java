package dev.stepwell.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.AssetPartitions;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Deadline;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Runs;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.ledger.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an author declares, as the scheduler carries it out in virtual time. */
class WorkflowSpecsTest {

  private static final Asset FLIGHTS = Asset.of("redshift://dw/flights");
  private static final Text TOPIC = Text.deployed("AlertsTopicArn");

  /** A run's input. */
  record Input(String what) {}

  private final VirtualClock clock = VirtualClock.still(Instant.parse("2026-01-30T12:00:00Z"));
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final List<String> subjects = new CopyOnWriteArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder()
          .clock(clock)
          .ledger(new MemoryLedger())
          .handlers(TaskHandlers.builder().otherwise(arn -> Optional.of(this::publish)).build())
          .build();

  @AfterEach
  void close() {
    scheduler.close();
  }

  private void publish(Task task) {
    String message = String.valueOf(((JsonObject) task.arguments()).string("Message"));
    if (broken.contains(message)) {
      task.fail("SNS.Broken", message);
      return;
    }
    subjects.add(task.stateName() + " " + ((JsonObject) task.arguments()).string("Message"));
    task.succeed(Json.parse("{\"MessageId\": \"1\"}"));
  }

  private void serve(Workflow<?>... workflows) {
    Catalogue catalogue =
        new Catalogue() {
          @Override
          public List<Workflow<?>> workflows() {
            return List.of(workflows);
          }

          @Override
          public Resources resources() {
            return Resources.builder().add(new Resource.Topic("Alerts")).build();
          }
        };
    new WorkflowSpecs(catalogue).all().forEach(scheduler::register);
    scheduler.start();
    settle();
  }

  private void settle() {
    scheduler.engine().settled().join();
  }

  private void pass(Duration time, int steps) {
    for (int i = 0; i < steps; i++) {
      clock.advance(time);
      settle();
    }
  }

  private List<Run> runs(String workflow) {
    return scheduler.ledger().runs(RunFilter.of(workflow));
  }

  @Test
  void partitionsOfDaysMakeOneRunAMonthInTheZoneOfTheTrigger() {
    Workflow<Input> daily =
        Workflow.named("daily", Input.class)
            .on(
                Trigger.cron(
                    "0 22 * * *",
                    "America/New_York",
                    (in, tick) -> in.set(Input::what, Text.of("x"))))
            .runs(Runs.defaults().partitionedBy("yyyy-MM-dd"))
            .flow(
                (flow, in) ->
                    flow.run(
                        "fill", Sns.publish(TOPIC, "s", in.text(Input::what)).outlets(FLIGHTS)));
    Workflow<Input> monthly =
        Workflow.named("monthly", Input.class)
            .on(
                Trigger.assets(
                    FLIGHTS,
                    AssetPartitions.START_OF_MONTH,
                    (in, event) -> in.set(Input::what, event.partition())))
            .flow((flow, in) -> flow.run("sum", Sns.publish(TOPIC, "s", in.text(Input::what))));
    serve(daily, monthly);
    pass(Duration.ofDays(1), 3);

    // 22 o'clock in New York is 3 o'clock of the next day in UTC.
    assertThat(runs("daily"))
        .extracting(run -> String.valueOf(run.logicalDate()), Run::partition)
        .containsExactly(
            tuple("2026-02-02T03:00:00Z", "2026-02-01"),
            tuple("2026-02-01T03:00:00Z", "2026-01-31"),
            tuple("2026-01-31T03:00:00Z", "2026-01-30"));
    assertThat(runs("monthly"))
        .extracting(Run::partition)
        .containsExactly("2026-02-01", "2026-01-01", "2026-01-01");
    assertThat(subjects).contains("sum 2026-01-01", "sum 2026-02-01");
  }

  /** A run's input. */
  record Parts(List<Part> parts) {}

  /** One of its parts. */
  record Part(String name) {}

  @Test
  void clearingWhatFailedRepeatsOnlyTheItemsOfAMapThatWereNotDone() {
    serve(
        Workflow.named("parts", Parts.class)
            .flow(
                (flow, in) -> {
                  flow.forEach("each", in.items(Parts::parts))
                      .atOnce(1)
                      .run(
                          (each, part) ->
                              each.run("tell", Sns.publish(TOPIC, "s", part.text(Part::name))));
                  flow.run("after", Sns.publish(TOPIC, "s", Text.of("all")));
                }));
    broken.addAll(Set.of("b", "d"));
    Run run =
        scheduler.trigger(
            "parts",
            null,
            Json.parse(
                "{\"parts\": [{\"name\": \"a\"}, {\"name\": \"b\"}, {\"name\": \"c\"}, {\"name\": \"d\"}]}"));
    settle();
    assertThat(runs("parts")).extracting(each -> each.state().word()).containsExactly("failed");
    List<String> done = List.copyOf(subjects);

    broken.remove("b");
    scheduler.clearFailed("parts", run.runId());
    settle();
    assertThat(runs("parts")).extracting(each -> each.state().word()).containsExactly("failed");
    broken.clear();
    scheduler.clearFailed("parts", run.runId());
    settle();
    assertThat(runs("parts")).extracting(each -> each.state().word()).containsExactly("success");
    assertThat(subjects)
        .as("done at first: %s", done)
        .containsExactlyInAnyOrder("tell a", "tell b", "tell c", "tell d", "after all");

    scheduler.clear("parts", run.runId(), Set.of("each"));
    settle();
    assertThat(subjects).as("a step that is named runs again as a whole").hasSize(10);
  }

  @Test
  void aContinuousWorkflowRunsAgainWhenItHasEnded() {
    serve(
        Workflow.named("again", Input.class)
            .on(Trigger.continuous((in, tick) -> in.set(Input::what, Text.of("x"))))
            .runs(Runs.defaults().maxActiveRuns(1))
            .flow(
                (flow, in) -> {
                  flow.run("work", Sns.publish(TOPIC, "s", in.text(Input::what)));
                  flow.waitFor("pause", Duration.ofMinutes(10));
                }));
    pass(Duration.ofMinutes(5), 9);

    assertThat(runs("again")).hasSizeBetween(4, 5);
    assertThat(runs("again").stream().filter(run -> !run.state().isTerminal())).hasSize(1);
  }

  @Test
  void deadlinesAreToldByTheirReferences() {
    Instant moment = Instant.parse("2026-02-01T00:00:00Z");
    serve(
        Workflow.named("late", Input.class)
            .on(Trigger.cron("0 22 * * *", "UTC", (in, tick) -> in.set(Input::what, Text.of("x"))))
            .runs(
                Runs.defaults()
                    .deadline(Duration.ofHours(1))
                    .deadline(Deadline.sinceLogicalDate(Duration.ofHours(2)))
                    .deadline(Deadline.at(moment))
                    .keepFor(Duration.ofDays(30)))
            .flow((flow, in) -> flow.waitFor("pause", Duration.ofDays(9))));
    pass(Duration.ofHours(12), 4);

    String run = runs("late").get(runs("late").size() - 1).runId();
    assertThat(scheduler.ledger().missedBy("late", run))
        .containsExactlyInAnyOrder("deadline", "deadline-2", "deadline-3");
  }
}
