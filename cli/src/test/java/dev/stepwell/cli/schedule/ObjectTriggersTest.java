package dev.stepwell.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Wait;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.local.s3.ObjectEvent;
import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.ledger.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectTriggersTest {

  record Input(String key) {}

  /** One workflow that an object starts, and one that waits for a prefix as for an asset. */
  private static final class Two implements Catalogue {
    @Override
    public List<Workflow<?>> workflows() {
      return List.of(
          Workflow.named("by-object", Input.class)
              .on(Trigger.s3("landing", "flights/", (in, event) -> in.set(Input::key, event.key())))
              .flow((flow, in) -> flow.run("rest", Wait.of(Duration.ofSeconds(1)))),
          Workflow.named("by-asset", Input.class)
              .on(
                  Trigger.assets(
                      Asset.of("s3://landing/flights"),
                      (in, event) -> in.set(Input::key, Text.of("any"))))
              .flow((flow, in) -> flow.run("rest", Wait.of(Duration.ofSeconds(1)))));
    }

    @Override
    public Resources resources() {
      return Resources.builder().add(new Resource.Bucket("landing", null)).build();
    }
  }

  private static ObjectEvent event(ObjectEvent.Kind kind, String key) {
    return new ObjectEvent(
        kind, "landing", key, 1, "e", null, "00", Instant.parse("2026-01-01T00:00:00.500Z"));
  }

  @Test
  void aNewObjectMakesARunAndUpdatesTheAssetsItLiesIn() {
    try (Scheduler scheduler = Scheduler.builder().build()) {
      WorkflowSpecs two = new WorkflowSpecs(new Two());
      two.all().forEach(scheduler::register);
      ObjectTriggers triggers = new ObjectTriggers(two.compiled(), scheduler);

      triggers.onEvent(event(ObjectEvent.Kind.PUT, "flights/day=\"1\"/a.csv"));
      triggers.onEvent(event(ObjectEvent.Kind.PUT, "flights-old/a.csv"));
      triggers.onEvent(event(ObjectEvent.Kind.DELETE, "flights/a.csv"));

      assertThat(scheduler.ledger().runs(RunFilter.of("by-object")))
          .singleElement()
          .extracting(Run::input)
          .isEqualTo(
              Json.parse(
                  """
                  {"_trigger": {"name": "s3", "bucket": "landing",
                   "key": "flights/day=\\"1\\"/a.csv", "time": "2026-01-01T00:00:00Z"}}
                  """));
      assertThat(scheduler.ledger().events(null, 9))
          .singleElement()
          .extracting(AssetEvent::asset)
          .isEqualTo(new dev.stepwell.scheduler.Asset("s3://landing/flights"));
    }
  }
}
