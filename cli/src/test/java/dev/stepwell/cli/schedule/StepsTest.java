package dev.stepwell.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Catalogue;
import dev.stepwell.scheduler.StepSpec;
import dev.stepwell.scheduler.WorkflowSpec;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The steps of the project's own workflows. */
class StepsTest {

  private static final List<WorkflowSpec> ALL =
      new WorkflowSpecs(ServiceLoader.load(Catalogue.class).findFirst().orElseThrow()).all();

  private static WorkflowSpec workflow(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatFollowsAStepWaitsForIt() {
    assertThat(workflow("flights-daily").withDownstream(Set.of("copy")))
        .contains("copy", "vacuum", "analyze", "tell-success")
        .doesNotContain("create-tables", "crawl-raw", "plan", "transform", "check");
  }

  @Test
  void whatFollowsABlockWaitsForWhatLiesInIt() {
    assertThat(workflow("flights-daily").withDownstream(Set.of("transform")))
        .contains("transform-partition", "crawl-lake", "copy");
    assertThat(workflow("flights-daily").withDownstream(Set.of("transform-partition")))
        .contains("crawl-lake", "copy")
        .doesNotContain("plan");
  }

  @Test
  void inAGraphOnlyEdgesCount() {
    assertThat(workflow("flights-marts").withDownstream(Set.of("dim-route")))
        .contains("fact-routes")
        .doesNotContain("fact-departures", "dim-day", "dim-airport", "look");
  }

  @Test
  void aStepHasTheStatesThatItBecame() {
    StepSpec copy = workflow("flights-daily").step("copy").orElseThrow();
    assertThat(copy.states()).contains("copy", "copy.wait", "copy.status", "copy.check");
    assertThat(copy.outlets()).hasSize(1);
  }
}
