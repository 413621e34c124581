package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Blocks.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.GraphStep;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Blocks.Input;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What cannot be said of a graph of tasks, and what is warned of. */
class GraphMistakesTest {

  private static Compiled compiled(Consumer<Graph> graph) {
    return compiled((tasks, text) -> graph.accept(tasks));
  }

  private static Compiled compiled(BiConsumer<Graph, Text> graph) {
    return Workflow.named("wrong", Input.class)
        .flow((flow, in) -> flow.graph("g", tasks -> graph.accept(tasks, in.text(Input::note))))
        .compile();
  }

  private static void refused(Consumer<Graph> graph, String... parts) {
    assertThatThrownBy(() -> compiled(graph))
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining("GraphMistakesTest.java:")
        .satisfies(error -> assertThat(error.getMessage()).contains(parts));
  }

  private static GraphStep<Sns.Published> add(Graph graph, String id) {
    return graph.run(id, say(id));
  }

  @Test
  void tasksWaitForEachOtherInACircle() {
    refused(
        graph -> {
          var a = add(graph, "a");
          var b = add(graph, "b").after(a);
          a.after(add(graph, "c").after(b));
        },
        "graph 'g' wait for each other in a circle: b -> c -> a -> b",
        "remove one");
  }

  @Test
  void taskIsAfterItself() {
    refused(
        graph -> {
          var a = add(graph, "a");
          a.after(a);
        },
        "'a' is after itself");
  }

  @Test
  void graphHasNoTask() {
    refused(graph -> {}, "graph 'g' has no task");
    refused(
        graph -> {
          add(graph, "a");
          graph.group("empty", inner -> {});
        },
        "group 'empty' has no task");
  }

  @Test
  void whatFollowsASetupHasAnotherRule() {
    refused(
        graph -> {
          var a = add(graph, "a").setup();
          add(graph, "b").after(a).rule(TriggerRule.ALL_DONE);
        },
        "task 'b' is directly after the setup 'a' and has the rule all_done",
        "must have all_success");
  }

  @Test
  void teardownHasARuleOfItsOwn() {
    refused(
        graph -> add(graph, "a").rule(TriggerRule.ALL_DONE).teardown(), "teardown 'a' has a rule");
    refused(graph -> add(graph, "a").rule(TriggerRule.ALL_DONE_SETUP_SUCCESS), "call teardown");
  }

  @Test
  void branchHasNoSuchWay() {
    refused(
        graph -> {
          var branch = graph.branch("choice", dev.stepwell.dsl.Bool.of(true));
          add(graph, "a").after(branch.output().way("maybe"));
        },
        "branch 'choice' has no way 'maybe'; it has [yes, no]");
  }

  @Test
  void outerFlowIsUsedInsideAGraph() {
    assertThatThrownBy(
            () ->
                Workflow.named("wrong", Input.class)
                    .flow((flow, in) -> flow.graph("g", graph -> flow.run("outside", say("x")))))
        .hasMessageContaining("is not the innermost open one");
  }

  @Test
  void strictGraphWouldNeedWaits() {
    refused(
        graph -> {
          graph.strict();
          crossed(graph);
        },
        "graph 'g' is strict",
        " also waits for ",
        "leave out strict");
  }

  /** The smallest graph that does not nest. */
  private static void crossed(Graph graph) {
    var a = add(graph, "a");
    var b = add(graph, "b");
    add(graph, "c").after(a);
    add(graph, "d").after(a, b);
  }

  @Test
  void everyAddedWaitIsNamed() {
    assertThat(compiled(GraphMistakesTest::crossed).diagnostics())
        .extracting(Diagnostic::code, Diagnostic::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ADDED_WAIT", "c also waits for b, in graph 'g'"));
  }

  @Test
  void expectedTimesDecideWhatWaits() {
    Compiled slow =
        compiled(
            graph -> {
              var a = add(graph, "a").expected(Duration.ofMinutes(5));
              var b = add(graph, "b").expected(Duration.ofMinutes(9));
              add(graph, "c").after(a).expected(Duration.ofMinutes(5));
              add(graph, "d").after(a, b).expected(Duration.ofMinutes(1));
            });

    assertThat(slow.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("d also waits for c, in graph 'g'");
  }

  @Test
  void taskStandsBetweenTasksOfAForEach() {
    assertThatThrownBy(
            () ->
                Workflow.named("wrong", Input.class)
                    .flow(
                        (flow, in) ->
                            flow.graph(
                                "g",
                                graph -> {
                                  var between = add(graph, "between");
                                  graph
                                      .forEach("each", in.items(Input::groups))
                                      .graph(
                                          (inner, item) -> {
                                            between.after(add(inner, "one"));
                                            add(inner, "two").after(between);
                                          });
                                }))
                    .compile())
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining("wait for each other")
        .hasMessageContaining("each");
  }

  @Test
  void teardownThatNeedsWhatWasMadeIsNotInTheNet() {
    Compiled made =
        compiled(
            graph -> {
              var make = add(graph, "make").setup();
              graph.run("drop", say(make.output().messageId())).teardown(make);
            });

    assertThat(made.net()).isNull();
    assertThat(made.diagnostics())
        .extracting(Diagnostic::code)
        .isEqualTo(List.of("TEARDOWN_NOT_IN_NET"));
  }
}
