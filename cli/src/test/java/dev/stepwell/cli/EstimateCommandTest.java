package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandTest {

  @TempDir Path root;
  private TestBench bench;

  @BeforeEach
  void makeBench() {
    bench = TestBench.emptyIn(root);
  }

  @Test
  void showsAllWorkflows() {
    assertThat(bench.run("estimate")).isEqualTo(ExitCode.OK);
    assertThat(bench.out().lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("flights-daily").contains(" to ", "$"))
        .anySatisfy(line -> assertThat(line).startsWith("flights-marts"))
        .anySatisfy(line -> assertThat(line).startsWith("airports-refresh"));
  }

  @Test
  void showsTheStepsOfAWorkflow() {
    assertThat(bench.run("estimate", "flights-daily")).isEqualTo(ExitCode.OK);
    assertThat(bench.out())
        .contains("Map of 0 to 24", "    transform-partition", "Task, polls", "Task, on failure")
        .contains("Assumed: 'transform' has at most 24 items.")
        .contains("(create-tables.Arguments)");
    assertThat(bench.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(120));
  }

  @Test
  void saysWhereToSplitAndWhatExceedsTheBudgetWithMoreItems() {
    assertThat(bench.run("estimate", "flights-daily", "--items", "transform=5000"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("could pass 25,000 events")
        .contains("'transform': make it a distributed map; as it stands, up to ")
        .contains("Over budget: an execution of 'flights-daily' can take ")
        .contains("history events, but its budget is 20,000 (most take 'transform' 60,004");
  }

  @Test
  void printsJson() {
    assertThat(bench.run("estimate", "flights-daily", "--json", "--items", "transform=2"))
        .isEqualTo(ExitCode.OK);
    JsonObject estimate = (JsonObject) Json.parse(bench.out());
    assertThat(estimate.string("workflow")).isEqualTo("flights-daily");
    assertThat(estimate.object("assumed").compact()).isEqualTo("{\"transform\":2}");
    assertThat(estimate.array("openLists").compact()).isEqualTo("[\"transform\"]");
    assertThat(estimate.array("steps").stream())
        .anySatisfy(
            step ->
                assertThat(step.compact())
                    .contains("\"id\":\"transform\"", "\"items\":{\"least\":0,\"most\":2}"));
  }

  @Test
  void refusesItemsOfWhatIsNoOpenList() {
    assertThat(bench.run("estimate", "flights-daily", "--items", "copy=3"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("--items copy=3 makes no sense").contains("transform");
    assertThat(bench.run("estimate", "--items", "transform=3")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("--items needs a workflow");
  }
}
