package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.both;
import static dev.stepwell.dsl.passes.StepStates.isOneOf;
import static dev.stepwell.dsl.passes.StepStates.orEmpty;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns work that has one run at a time, and no name for it, into states: {@code id.before} looks
 * and remembers when the last run started, {@code id.free} and {@code id.busy} wait for somebody
 * else's run, {@code id} starts, unless somebody else was faster once too often; then the usual
 * loop, which believes only a run with another start than the one remembered.
 */
final class ExpandExclusive {

  private final StepStates states;
  private final Work.Exclusive work;
  private final Polling polling;
  private final String id;

  ExpandExclusive(StepStates states, Work.Exclusive work) {
    this.states = states;
    this.work = work;
    this.polling = states.within(work.polling());
    this.id = states.id();
  }

  void add(@Nullable String next) {
    look();
    start();
    states.loop(
        polling,
        Expr.fields()
            .and(states.name("started"), orEmpty(work.startedPath()))
            .and(states.name("ended"), orEmpty(work.endedPath())));
    check(next);
  }

  private void look() {
    Expr status = new Expr.Result(polling.statusPath());
    states.call(
        id + ".before",
        polling.status(),
        Expr.fields()
            .and(states.name("status"), status)
            .and(states.name("reason"), Expr.text(""))
            .and(states.name("ended"), orEmpty(work.endedPath()))
            .and(states.name("before"), orEmpty(work.startedPath())),
        Expr.fields().and(polling.statusPath().get(polling.statusPath().size() - 1), status),
        id + ".free");
    Expr waits = states.get("busy");
    Expr free = states.statusIs(List.of(work.free()));
    Expr busy = states.statusIs(polling.running());
    Expr early = Expr.raw("($exists({0}) ? {0} : 0) < " + polling.limit(), waits);
    states.add(
        new Draft.Choice(
            id + ".free",
            List.of(
                rule(both(free, early), id),
                rule(both(busy, early), id + ".busy"),
                states.failing(Expr.raw("{0} or {1}", free, busy), polling.errors() + "TimedOut")),
            states.error(polling.errors() + "StatusUnknown"),
            id + ".failed"));
    states.add(
        new Draft.Wait(
            id + ".busy",
            Delay.seconds(Expr.number(polling.longestWait())),
            Expr.fields().and(states.name("busy"), Expr.raw("$exists({0}) ? {0} + 1 : 1", waits)),
            id + ".before"));
  }

  private void start() {
    Draft.Task start =
        states.submit(
            work.start(),
            Expr.fields().and(states.name("polls"), Expr.number(0)),
            Expr.fields(),
            id + ".wait");
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(new Draft.CatchRule(List.of(work.busy()), Expr.fields(), id + ".busy"));
    catches.addAll(start.catches());
    states.add(start.catching(catches));
  }

  private void check(@Nullable String next) {
    Expr ours =
        Expr.raw(
            "{0} = {1} and {2} != {3}",
            states.get("status"),
            Expr.text(work.free()),
            states.get("started"),
            states.get("before"));
    Expr ended = states.get("ended");
    List<String> going = new ArrayList<>(polling.running());
    going.add(work.free());
    Expr waiting = Expr.raw("{0} and $not({1})", states.statusIs(going), ours);
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(rule(both(ours, isOneOf(ended, polling.done())), states.orDone(next)));
    rules.add(
        states.failing(both(ours, isOneOf(ended, polling.failed())), polling.errors() + "Failed"));
    rules.add(rule(both(waiting, states.beforeDeadline(polling)), id + ".wait"));
    rules.add(states.failing(waiting, polling.errors() + "TimedOut"));
    Expr status = Expr.join(List.of(states.get("status"), Expr.text(", last run "), ended));
    states.check(rules, polling.errors(), status);
  }
}
