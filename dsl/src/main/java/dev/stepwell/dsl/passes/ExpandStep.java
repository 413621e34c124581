package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.both;
import static dev.stepwell.dsl.passes.StepStates.join;
import static dev.stepwell.dsl.passes.StepStates.orEmpty;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns one task in its place into states. Work that has no call which waits for it becomes a loop:
 * {@code id} submits, {@code id.wait}, {@code id.status} asks, {@code id.check} has a way for every
 * status, {@code id.failed} raises what went wrong.
 *
 * <p>An error that the work tolerates is not tried again, unless the author names it in a retry.
 */
final class ExpandStep {

  private final Routes routes;

  ExpandStep(Routes routes) {
    this.routes = routes;
  }

  /** Adds the states. The value, if any, is what the graph gives, as it ends with this step. */
  void add(Node.Step step, Context context, @Nullable String next, @Nullable Expr value) {
    add(new StepStates(routes, step, context), step.work(), next, value);
  }

  static void add(StepStates states, Work work, @Nullable String next, @Nullable Expr value) {
    if (work instanceof Work.Request request) {
      request(states, request, next, value);
    } else if (work instanceof Work.Tolerant tolerant) {
      tolerant(states, tolerant, next);
    } else if (work instanceof Work.Waiting waiting) {
      states.add(states.waiting(waiting, next));
    } else if (work instanceof Work.Sensor sensor) {
      new ExpandSensor(states, sensor).add(next);
    } else if (work instanceof Work.Fragment fragment) {
      states.add(states.fragment(fragment, next));
    } else if (work instanceof Work.Job job) {
      job(states, job, next);
    } else if (work instanceof Work.Polled polled) {
      start(states, polled.submit(), polled.handle());
      states.loop(states.within(polled.polling()), states.outputs(polled.outputs()));
      check(states, polled.polling(), states.orDone(next));
    } else if (work instanceof Work.Fetched fetched) {
      fetched(states, fetched, next);
    } else if (work instanceof Work.Exclusive exclusive) {
      new ExpandExclusive(states, exclusive).add(next);
    }
  }

  private static void request(
      StepStates states, Work.Request work, @Nullable String next, @Nullable Expr value) {
    Expr output =
        value == null ? work.outputs().shown() : states.lower(atHand(value, states.id(), work));
    states.add(
        states.submit(states.within(work.call()), states.outputs(work.outputs()), output, next));
  }

  private static void tolerant(StepStates states, Work.Tolerant work, @Nullable String next) {
    Draft.Task task =
        states.submit(
            states.within(work.call()),
            states.outputs(work.outputs()),
            work.outputs().shown(),
            next);
    List<RetryRule> retries = new ArrayList<>(task.call().retries());
    if (retries.stream().anyMatch(rule -> takesAny(rule) && !names(retries, work.errors()))) {
      retries.add(0, RetryRule.never(work.errors()));
    }
    Expr.Fields otherwise = (Expr.Fields) states.lower(work.otherwise());
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(
        new Draft.CatchRule(
            work.errors(), states.outputs(Outputs.of(otherwise)), otherwise, states.orDone(next)));
    catches.addAll(task.catches());
    states.add(task.calling(task.call().retrying(retries)).catching(catches));
  }

  private static boolean takesAny(RetryRule rule) {
    return rule.errors().contains("States.ALL") || rule.errors().contains("States.TaskFailed");
  }

  private static boolean names(List<RetryRule> rules, List<String> errors) {
    return rules.stream().anyMatch(rule -> errors.stream().anyMatch(rule.errors()::contains));
  }

  /** The value with this step's outputs taken from the state's own result. */
  private static Expr atHand(Expr value, String id, Work.Request work) {
    return value.replace(
        leaf ->
            leaf instanceof Expr.Output output && output.step().equals(id)
                ? work.outputs().at(output.path())
                : leaf);
  }

  private static void job(StepStates states, Work.Job work, @Nullable String next) {
    Expr.Fields ended =
        Expr.fields()
            .and(states.name("status"), new Expr.Result(work.statusPath()))
            .and(states.name("reason"), orEmpty(work.reasonPath()));
    states.add(
        states.submit(
            states.within(work.call()),
            join(ended, states.outputs(work.outputs())),
            work.outputs().shown(),
            states.id() + ".check"));
    List<Draft.Rule> rules =
        List.of(
            rule(states.statusIs(work.done()), states.orDone(next)),
            states.failing(states.statusIs(work.failed()), work.errors() + "Failed"));
    states.check(rules, work.errors(), states.get("status"));
  }

  private static void fetched(StepStates states, Work.Fetched work, @Nullable String next) {
    start(states, work.submit(), work.handle());
    states.loop(
        states.within(work.polling()), Expr.fields().and(states.name("result"), work.resultId()));
    check(states, work.polling(), states.id() + ".result");
    states.call(
        states.id() + ".result",
        work.fetch(),
        states.outputs(work.outputs()),
        work.outputs().shown(),
        next);
  }

  private static void start(StepStates states, Call call, List<String> handle) {
    Expr run = new Expr.Result(handle);
    states.add(
        states.submit(
            call,
            Expr.fields().and(states.name("run"), run).and(states.name("polls"), Expr.number(0)),
            Expr.fields().and(handle.get(handle.size() - 1), run),
            states.id() + ".wait"));
  }

  private static void check(StepStates states, Polling declared, String next) {
    Polling polling = states.within(declared);
    Expr running = states.statusIs(polling.running());
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(rule(states.statusIs(polling.done()), next));
    rules.add(rule(both(running, states.beforeDeadline(polling)), states.id() + ".wait"));
    rules.add(states.failing(running, polling.errors() + "TimedOut"));
    rules.add(states.failing(states.statusIs(polling.failed()), polling.errors() + "Failed"));
    states.check(rules, polling.errors(), states.get("status"));
  }
}
