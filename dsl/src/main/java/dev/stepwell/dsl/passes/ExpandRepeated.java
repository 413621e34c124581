package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.join;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a job that may be started anew into states: {@code id} runs it, {@code id.caught} decides
 * about a failure, {@code id.again} waits and counts, {@code id.raise} gives the failure up; then
 * {@code id.check} as for every job, and {@code id.result} fetches.
 *
 * <p>A retry of the author's that names {@code States.TaskFailed} or {@code States.ALL} cannot be a
 * retrier of the state: that would repeat the request with the token of the work that failed, and
 * get that same work. It sets how often and at what distance this loop goes round instead.
 */
final class ExpandRepeated {

  private static final List<String> FAILED = List.of("States.TaskFailed");

  private final StepStates states;
  private final Work.Repeated work;
  private final String id;
  private final Optional<RetryRule> authors;

  ExpandRepeated(StepStates states, Work.Repeated work) {
    this.work = work;
    this.id = states.id();
    this.authors =
        states.authorsRetries().stream().filter(ExpandRepeated::takesFailures).findFirst();
    this.states =
        states.repeating(
            states.authorsRetries().stream().filter(each -> !takesFailures(each)).toList(),
            tried(states));
  }

  /** How often the job was started before. */
  private static Expr tried(StepStates states) {
    return Expr.raw("$exists({0}) ? {0} : 0", states.get("attempt"));
  }

  private static boolean takesFailures(RetryRule rule) {
    return rule.errors().contains("States.TaskFailed") || rule.errors().contains("States.ALL");
  }

  void add(@Nullable String next) {
    run();
    caught();
    String last = work.fetch() == null ? states.orDone(next) : id + ".result";
    ExpandStep.check(states, work.job(), last);
    if (work.fetch() != null) {
      states.call(id + ".result", work.fetch(), states.outputs(work.outputs()), shown(), next);
    }
  }

  private void run() {
    Expr.Fields ended = ExpandStep.ended(states, work.job());
    boolean own = work.fetch() == null;
    Draft.Task task =
        states.submit(
            states.within(work.job().call()),
            own
                ? join(ended, states.outputs(work.outputs()))
                : ended.and(states.name("result"), new Expr.Result(work.handle())),
            own ? work.outputs().shown() : Expr.fields(),
            id + ".check");
    Expr output = new Expr.At("$states.errorOutput", List.of("Error"));
    Expr cause = new Expr.At("$states.errorOutput", List.of("Cause"));
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(
        new Draft.CatchRule(
            authors.map(RetryRule::errors).orElse(FAILED),
            Expr.fields()
                .and(states.name("error"), output)
                .and(states.name("cause"), Expr.raw("$exists({0}) ? {0} : ''", cause)),
            id + ".caught"));
    if (!catches.get(0).errors().contains("States.ALL")) {
      catches.addAll(task.catches());
    }
    states.add(task.catching(catches));
  }

  private void caught() {
    Expr attempt = states.get("attempt");
    int most = authors.map(rule -> rule.maxAttempts()).orElse(work.attempts() - 1);
    Expr left = Expr.raw("{0} < " + most, tried(states));
    Expr worthwhile =
        Expr.raw(
            "{0} = 'States.TaskFailed' and {1}",
            states.get("error"), states.lower(work.worthwhile()));
    states.add(
        new Draft.Choice(
            id + ".caught",
            List.of(
                rule(
                    authors.isPresent() ? left : StepStates.both(left, worthwhile), id + ".again")),
            Expr.fields(),
            id + ".raise"));
    states.add(
        new Draft.Wait(
            id + ".again",
            Delay.seconds(authors.map(this::pause).orElse(Expr.number(work.pauseSeconds()))),
            Expr.fields()
                .and(states.name("attempt"), Expr.raw("$exists({0}) ? {0} + 1 : 1", attempt)),
            id));
    states.raise(id + ".raise", states.get("cause"));
  }

  /** What was fetched is in the step's variable; showing it again would be as much once more. */
  private Expr shown() {
    String last = work.handle().get(work.handle().size() - 1);
    return Expr.fields().and(last, states.get("result"));
  }

  /** How long the author's rule waits before the next try; without its jitter. */
  private Expr pause(RetryRule rule) {
    if (rule.backoffRate() == 1) {
      return Expr.number(rule.intervalSeconds());
    }
    Expr longer =
        Expr.call(
            "$floor({0} * $power({1}, {2}))",
            Expr.number(rule.intervalSeconds()),
            new Expr.Constant(Json.of(rule.backoffRate())),
            tried(states));
    Integer longest = rule.maxDelaySeconds();
    return longest == null ? longer : Expr.call("$min([{0}, {1}])", longer, Expr.number(longest));
  }
}
