package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.both;
import static dev.stepwell.dsl.passes.StepStates.join;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns one task in its place into states. Work that has no call which waits for it becomes a loop:
 * {@code id} submits, {@code id.wait}, {@code id.status} asks, {@code id.check} has a way for every
 * status, {@code id.cancel} tells work to stop that takes too long, {@code id.failed} raises what
 * went wrong.
 *
 * <p>An error that is no failure is not tried again, unless the author names it in a retry.
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
    } else if (work instanceof Work.Chain chain) {
      chain(states, chain, next);
    } else if (work instanceof Work.Waiting waiting) {
      states.add(states.waiting(waiting, next));
    } else if (work instanceof Work.Sensor sensor) {
      new ExpandSensor(states, sensor).add(next);
    } else if (work instanceof Work.Fragment fragment) {
      states.add(states.fragment(fragment, next));
    } else if (work instanceof Work.Job job) {
      job(states, job, next);
    } else if (work instanceof Work.Polled polled) {
      start(states, polled.submit(), polled.handle(), polled.known());
      states.loop(states.within(polled.polling()), states.outputs(polled.outputs()));
      check(states, polled.polling(), states.orDone(next));
    } else if (work instanceof Work.Fetched fetched) {
      fetched(states, fetched, next);
    } else if (work instanceof Work.Exclusive exclusive) {
      new ExpandExclusive(states, exclusive).add(next);
    } else if (work instanceof Work.Checked checked) {
      new ExpandVerdict(states).checked(checked, next);
    } else if (work instanceof Work.Chunked chunked) {
      new ExpandVerdict(states).chunked(chunked, next);
    } else if (work instanceof Work.Alternative alternative) {
      alternative(states, alternative, next);
    } else if (work instanceof Work.Repeated repeated) {
      new ExpandRepeated(states, repeated).add(next);
    }
  }

  private static void request(
      StepStates states, Work.Request work, @Nullable String next, @Nullable Expr value) {
    Expr output =
        value == null
            ? states.lower(work.outputs().shown())
            : states.lower(atHand(value, states.id(), work));
    states.add(
        states.submit(states.within(work.call()), states.outputs(work.outputs()), output, next));
  }

  private static void chain(StepStates states, Work.Chain work, @Nullable String next) {
    Expr run = new Expr.Result(work.handle());
    states.add(
        states.submit(
            states.within(work.first()),
            Expr.fields().and(states.name("run"), run),
            Expr.fields().and(work.handle().get(work.handle().size() - 1), run),
            states.id() + ".result"));
    result(states, work.second(), work.outputs(), next);
  }

  /** The state that fetches the result. */
  private static void result(
      StepStates states, Call fetch, Outputs outputs, @Nullable String next) {
    states.call(
        states.id() + ".result",
        fetch,
        states.outputs(outputs),
        states.lower(outputs.shown()),
        next);
  }

  private static void tolerant(StepStates states, Work.Tolerant work, @Nullable String next) {
    Draft.Task task =
        states
            .excusing(work.errors())
            .submit(
                states.within(work.call()),
                states.outputs(work.outputs()),
                states.lower(work.outputs().shown()),
                next);
    Expr.Fields otherwise = (Expr.Fields) states.lower(work.otherwise());
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(
        new Draft.CatchRule(
            work.errors(), states.outputs(Outputs.of(otherwise)), otherwise, states.orDone(next)));
    catches.addAll(task.catches());
    states.add(task.catching(catches));
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
    states.add(
        states.submit(
            states.within(work.call()),
            join(ended(states, work), states.outputs(work.outputs())),
            states.lower(work.outputs().shown()),
            states.id() + ".check"));
    check(states, work, states.orDone(next));
  }

  /** How a job has ended, from its result. */
  static Expr.Fields ended(StepStates states, Work.Job work) {
    return Expr.fields()
        .and(states.name("status"), states.lower(work.status()))
        .and(states.name("reason"), states.lower(work.reason()));
  }

  /** The state that has a way for every end of a job. */
  static void check(StepStates states, Work.Job work, String next) {
    List<Draft.Rule> rules =
        List.of(
            rule(states.statusIs(work.done()), next),
            states.failing(states.statusIs(work.failed()), work.errors() + "Failed"));
    states.check(rules, work.errors(), states.get("status"));
  }

  private static void alternative(StepStates states, Work.Alternative work, @Nullable String next) {
    String other = states.id() + ".otherwise";
    Draft.Task first =
        states
            .excusing(work.errors())
            .submit(
                states.within(work.call()),
                states.outputs(work.outputs()),
                work.outputs().shown(),
                next);
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(new Draft.CatchRule(work.errors(), Expr.fields(), other));
    catches.addAll(first.catches());
    states.add(first.catching(catches));
    states.call(
        other,
        work.otherwise(),
        states.outputs(work.otherwiseOutputs()),
        work.otherwiseOutputs().shown(),
        next);
  }

  private static void fetched(StepStates states, Work.Fetched work, @Nullable String next) {
    start(states, work.submit(), work.handle(), null);
    states.loop(
        states.within(work.polling()), Expr.fields().and(states.name("result"), work.resultId()));
    check(states, work.polling(), states.id() + ".result");
    result(states, work.fetch(), work.outputs(), next);
  }

  private static void start(StepStates states, Call call, Expr handle, Work.@Nullable Known known) {
    Expr.Fields polls = Expr.fields().and(states.name("polls"), Expr.number(0));
    Expr run = states.lower(handle);
    String shown = handle instanceof Expr.Result at ? at.path().get(at.path().size() - 1) : "Run";
    List<String> excused = known == null ? List.of() : List.of(known.error());
    Draft.Task submit =
        states
            .excusing(excused)
            .submit(
                call,
                join(Expr.fields().and(states.name("run"), run), polls),
                Expr.fields().and(shown, run),
                states.id() + ".wait");
    if (known != null) {
      Expr there = states.lower(known.run());
      List<Draft.CatchRule> catches = new ArrayList<>();
      catches.add(
          new Draft.CatchRule(
              List.of(known.error()),
              join(Expr.fields().and(states.name("run"), there), polls),
              states.id() + ".wait"));
      catches.addAll(submit.catches());
      submit = submit.catching(catches);
    }
    states.add(submit);
  }

  private static void check(StepStates states, Polling declared, String next) {
    Polling polling = states.within(declared);
    Expr running = states.statusIs(polling.running());
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(rule(states.statusIs(polling.done()), next));
    rules.add(rule(both(running, states.beforeDeadline(polling)), states.id() + ".wait"));
    String timedOut = polling.errors() + "TimedOut";
    Call cancel = polling.cancel();
    if (cancel == null) {
      rules.add(states.failing(running, timedOut));
    } else {
      String cancelling = states.id() + ".cancel";
      rules.add(new Draft.Rule(running, states.error(timedOut), cancelling));
      states.cancel(cancelling, cancel);
    }
    rules.add(states.failing(states.statusIs(polling.failed()), polling.errors() + "Failed"));
    states.check(rules, polling.errors(), states.get("status"));
  }
}
