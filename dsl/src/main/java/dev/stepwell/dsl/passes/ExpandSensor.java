package dev.stepwell.dsl.passes;

import static dev.stepwell.dsl.passes.StepStates.both;
import static dev.stepwell.dsl.passes.StepStates.rule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a sensor into states: {@code id} pokes, {@code id.check} looks whether the wait is over,
 * {@code id.wait} leads back, {@code id.failed} raises what went wrong. A poke that has such states
 * itself leaves {@code id.ready}, {@code id.pause} and {@code id.late} to the sensor.
 *
 * <p>Waits are counted, so that the loop provably ends, and the time since the first poke is taken,
 * so that slow pokes do not move the deadline.
 */
final class ExpandSensor {

  private final StepStates states;
  private final Work.Sensor work;
  private final Pace pace;
  private final String check;
  private final String wait;
  private final String late;

  ExpandSensor(StepStates states, Work.Sensor work) {
    this.states = states;
    this.work = work;
    this.pace = states.within(work.pace());
    boolean plain = work.poke() instanceof Work.Request;
    this.check = states.id() + (plain ? ".check" : ".ready");
    this.wait = states.id() + (plain ? ".wait" : ".pause");
    this.late = states.id() + (plain ? ".failed" : ".late");
  }

  void add(@Nullable String next) {
    ExpandStep.add(states.poking(work.notYet(), check, found(), waits()), work.poke(), check, null);
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(rule(holds("found"), states.orDone(next)));
    if (work.failed() != null) {
      rules.add(new Draft.Rule(holds("vain"), states.error(work.errors() + "Failed"), late));
    }
    Expr early =
        Expr.raw(
            "($exists({0}) ? $millis() - {0} : 0) < " + pace.deadlineSeconds() * 1000L,
            states.get("since"));
    Expr again = Expr.raw("{0} < " + pace.limit(), waits());
    rules.add(rule(both(again, early), wait));
    Expr inVain = Expr.text("has waited in vain for " + Duration.ofSeconds(pace.deadlineSeconds()));
    Expr.Fields timedOut = states.error(work.errors() + "TimedOut").and(states.name("why"), inVain);
    states.add(new Draft.Choice(check, rules, timedOut, late));
    states.add(
        new Draft.Wait(wait, Delay.seconds(StepStates.pause(pace, waits())), again(), states.id()));
    states.raise(
        late, Expr.join(List.of(Expr.text("sensor '" + states.id() + "' "), states.get("why"))));
  }

  /** What the poke's last call leaves; what was not found does not hold. */
  private Expr.Fields found() {
    Expr.Fields fields = Expr.fields().and(states.name("found"), holds(work.ready()));
    if (work.failed() != null) {
      fields =
          fields
              .and(states.name("vain"), holds(work.failed()))
              .and(states.name("why"), states.lower(work.reason()));
    }
    for (Expr.Member member : work.memory().members()) {
      fields = fields.and(states.name(member.name()), states.lower(member.value()));
    }
    return fields;
  }

  /** What a wait leaves: one more, since when, and nothing found yet. */
  private Expr.Fields again() {
    Expr entered = new Expr.At("$states.context.State.EnteredTime", List.of());
    return Expr.fields()
        .and(states.name("waits"), Expr.raw("$exists({0}) ? {0} + 1 : 1", states.get("waits")))
        .and(
            states.name("since"),
            Expr.raw("$exists({0}) ? {0} : $toMillis({1})", states.get("since"), entered))
        .and(states.name("found"), new Expr.Constant(Json.of(false)));
  }

  private Expr waits() {
    return Expr.raw("$exists({0}) ? {0} : 0", states.get("waits"));
  }

  private Expr holds(Expr condition) {
    return Expr.raw("{0} = true", states.lower(condition));
  }

  private Expr holds(String local) {
    return Expr.raw("{0} = true", states.get(local));
  }
}
