package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.join;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Verdict;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls whose good results can say that a part was refused into states: {@code id} calls,
 * {@code id.check} looks at what it said, {@code id.failed} raises it. For chunks {@code id} looks
 * something up, {@code id.check} goes on to {@code id.chunk} until all are done, and counts in
 * {@code chunk}.
 */
final class ExpandVerdict {

  private final StepStates states;
  private final String id;

  ExpandVerdict(StepStates states) {
    this.states = states;
    this.id = states.id();
  }

  void checked(Work.Checked work, @Nullable String next) {
    states.add(
        states.submit(
            states.within(work.call()),
            join(said(work.verdict()), states.outputs(work.outputs())),
            work.outputs().shown(),
            id + ".check"));
    Expr good = Expr.call("$not({0})", states.get("refused"));
    states.add(
        new Draft.Choice(
            id + ".check",
            List.of(rule(good, states.orDone(next))),
            states.error(work.verdict().error()),
            id + ".failed"));
    states.raise(id + ".failed", cause(states.get("reason")));
  }

  void chunked(Work.Chunked work, @Nullable String next) {
    Expr.Fields begin =
        Expr.fields()
            .and(states.name("chunk"), Expr.number(0))
            .and(states.name("refused"), new Expr.Constant(Json.of(false)))
            .and(states.name("reason"), Expr.text(""));
    Expr.Fields more = Expr.fields().and(states.name("chunk"), next("chunk", Expr.number(1)));
    for (Expr.Member known : work.known().members()) {
      begin = begin.and(states.name(known.name()), states.lower(known.value()));
    }
    for (Expr.Member sum : work.sums().members()) {
      begin = begin.and(states.name(sum.name()), Expr.number(0));
      more = more.and(states.name(sum.name()), next(sum.name(), sum.value()));
    }
    states.add(states.submit(work.look(), begin, Expr.fields(), id + ".check"));
    states.call(
        id + ".chunk",
        states.within(work.call()),
        join(more, said(work.verdict())),
        Expr.fields(),
        id + ".check");
    Expr chunk = states.get("chunk");
    Expr refused = states.get("refused");
    Expr done = Expr.raw("{0} >= {1}", chunk, states.lower(work.chunks()));
    states.add(
        new Draft.Choice(
            id + ".check",
            List.of(
                states.failing(refused, work.verdict().error()),
                new Draft.Rule(done, states.outputs(work.outputs()), states.orDone(next)),
                rule(Expr.raw("{0} < " + work.most(), chunk), id + ".chunk")),
            states.error(work.verdict().error()),
            id + ".failed"));
    states.raise(
        id + ".failed",
        Expr.raw(
            "{0} ? {1} : {2}",
            refused,
            cause(states.get("reason")),
            cause(Expr.text("has more than " + work.most() + " chunks; divide its list"))));
  }

  private Expr next(String local, Expr more) {
    return Expr.raw("{0} + {1}", states.get(local), more);
  }

  private Expr.Fields said(Verdict verdict) {
    return Expr.fields()
        .and(states.name("refused"), verdict.refused())
        .and(states.name("reason"), verdict.reason());
  }

  private Expr cause(Expr reason) {
    return Expr.join(List.of(Expr.text("step '" + id + "': "), reason));
  }
}
