package dev.stepwell.dsl.graph;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.GraphStep;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.Upstream;
import dev.stepwell.dsl.Ways;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.airflow.Graph;
import dev.stepwell.dsl.airflow.Job;
import dev.stepwell.dsl.airflow.Rule;
import dev.stepwell.dsl.airflow.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A reference graph said in the DSL. Mapped tasks run over the items of the input. */
final class Rebuilt {

  /** Letters for tasks; the flag opens gates and lets branches choose; items have letters too. */
  record Input(String outcomes, boolean flag, List<Item> items) {}

  record Item(String outcomes) {}

  private static final ErrorName SKIP = ErrorName.of("Skip");

  private final Graph graph;
  private final Map<Integer, GraphStep<?>> steps = new HashMap<>();
  private final Map<Integer, Ways> ways = new HashMap<>();

  private Rebuilt(Graph graph) {
    this.graph = graph;
  }

  static Workflow<Input> workflow(Graph graph) {
    return Workflow.named("proof", Input.class)
        .flow((flow, in) -> flow.graph("g", tasks -> new Rebuilt(graph).all(tasks, in)));
  }

  /** What an execution is started with. */
  static Json input(List<List<State>> outcomes, boolean flag, int items) {
    JsonObject.Builder input = JsonObject.builder();
    input.put("outcomes", letters(outcomes, 0)).put("flag", flag);
    List<Json> each = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      each.add(JsonObject.of("outcomes", Json.of(letters(outcomes, i))));
    }
    return input.put("items", each.stream().collect(JsonArray.collector())).build();
  }

  private static String letters(List<List<State>> outcomes, int index) {
    return outcomes.stream()
        .map(of -> of.get(Math.min(index, of.size() - 1)))
        .map(state -> state == State.SUCCESS ? "s" : state == State.SKIPPED ? "k" : "f")
        .collect(Collectors.joining());
  }

  private void all(dev.stepwell.dsl.Graph tasks, Obj<Input> in) {
    boolean grouped = false;
    for (int t = 0; t < graph.size(); t++) {
      if (graph.jobs().get(t).mapping() instanceof Job.Mapping.InGroup) {
        if (!grouped) {
          grouped = true;
          tasks.forEach("group", in.items(Input::items)).graph((each, item) -> group(each, item));
        }
      } else {
        steps.put(t, add(tasks, t, in));
        edges(t);
      }
    }
  }

  private void group(dev.stepwell.dsl.Graph each, Obj<Item> item) {
    for (int t = 0; t < graph.size(); t++) {
      if (graph.jobs().get(t).mapping() instanceof Job.Mapping.InGroup) {
        steps.put(t, each.run("t" + t, say(item.text(Item::outcomes))).skipOn(SKIP));
        edges(t);
      }
    }
  }

  private static Task<Sns.Published> say(Text text) {
    return Sns.publish(Text.of("topic"), "said", text);
  }

  private GraphStep<?> add(dev.stepwell.dsl.Graph tasks, int t, Obj<Input> in) {
    Job job = graph.jobs().get(t);
    String id = "t" + t;
    if (job.choice() instanceof Job.Choice.Branch) {
      GraphStep<Ways> branch = tasks.branch(id, in.flag(Input::flag));
      ways.put(t, branch.output());
      return branch;
    } else if (job.choice() instanceof Job.Choice.ShortCircuit circuit) {
      return circuit.everything()
          ? tasks.shortCircuit(id, in.flag(Input::flag))
          : tasks.shortCircuitNext(id, in.flag(Input::flag));
    } else if (job.mapping() instanceof Job.Mapping.Over) {
      // Steps in a mapped task have names of their own: as many digits as say the same number.
      return tasks
          .forEach(id, in.items(Input::items))
          .run((each, item) -> each.run("t0000" + t, say(item.text(Item::outcomes))))
          .skipOn(SKIP);
    }
    return tasks.run(id, say(in.text(Input::outcomes))).skipOn(SKIP);
  }

  private void edges(int t) {
    Job job = graph.jobs().get(t);
    GraphStep<?> step = Objects.requireNonNull(steps.get(t));
    if (job.rule() != Rule.ALL_DONE_SETUP_SUCCESS) {
      step.rule(TriggerRule.valueOf(job.rule().name()));
    }
    switch (job.role()) {
      case SETUP -> step.setup();
      case TEARDOWN -> step.teardown();
      case DECIDING_TEARDOWN -> step.decidingTeardown();
      default -> {}
    }
    for (int before : graph.upstream().get(t)) {
      Upstream from = Objects.requireNonNull(steps.get(before));
      if (graph.jobs().get(before).choice() instanceof Job.Choice.Branch branch) {
        Ways of = Objects.requireNonNull(ways.get(before));
        from = branch.chosen().contains(t) ? of.yes() : of.no();
      }
      step.after(from);
    }
  }
}
