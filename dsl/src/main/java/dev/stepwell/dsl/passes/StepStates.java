package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states that one step is made of, whatever its kind of work: calls, loop, check, failure. */
final class StepStates {

  private final Routes routes;
  private final Node.Step step;
  private final Context context;

  StepStates(Routes routes, Node.Step step, Context context) {
    this.routes = routes;
    this.step = step;
    this.context = context;
  }

  String id() {
    return step.id();
  }

  void add(Draft state) {
    context.graph().add(state);
  }

  String orDone(@Nullable String next) {
    return context.graph().orDone(next, step.id());
  }

  Expr lower(Expr expr) {
    return routes.lower(expr, context, step.id());
  }

  /** The name of one of the step's own variables. */
  String name(String local) {
    return routes.local(step.id(), local);
  }

  /** One of the step's own variables. */
  Expr get(String local) {
    return new Expr.At("$" + name(local), List.of());
  }

  /** The call with the author's time-out. */
  Call within(Call call) {
    Integer seconds = step.options().timeoutSeconds();
    return seconds == null ? call : call.within(seconds);
  }

  /** The loop with the author's time-out as its deadline. */
  Polling within(Polling polling) {
    Integer seconds = step.options().timeoutSeconds();
    return seconds == null ? polling : polling.within(seconds);
  }

  /** What of the step's output somebody reads, as an assignment to the step's variable. */
  Expr.Fields outputs(Outputs outputs) {
    Map<String, Boolean> read = routes.parts().getOrDefault(step.id(), Map.of());
    if (read.isEmpty()) {
      return Expr.fields();
    }
    Expr kept;
    if (read.containsKey("")) {
      kept = outputs.whole();
    } else {
      Expr.Fields fields = Expr.fields();
      for (Map.Entry<String, Boolean> part : read.entrySet()) {
        Expr value = outputs.at(List.of(part.getKey()));
        boolean optional = part.getValue();
        fields =
            fields.and(
                part.getKey(), optional ? Expr.raw("$exists({0}) ? {0} : null", value) : value);
      }
      kept = fields;
    }
    return Expr.fields().and(routes.variable(step.id()), lower(kept));
  }

  /** The step's own state, which has what the author added to the task. */
  Draft.Task submit(Call call, Expr.Fields assign, Expr output, @Nullable String next) {
    List<RetryRule> retries = new ArrayList<>(step.options().retries());
    for (RetryRule own : call.retries()) {
      own.without(step.options().retries()).ifPresent(retries::add);
    }
    boolean again = !step.options().retries().isEmpty();
    retries.sort(Comparator.comparing(rule -> rule.errors().contains("States.ALL")));
    return new Draft.Task(
        step.id(),
        call.with((Expr.Fields) lower(naming(call.arguments(), again))).retrying(retries),
        step.options().heartbeatSeconds(),
        context.failures().catches(),
        assign,
        output,
        next,
        step.options().patches());
  }

  /** The arguments with the run's name; with the run's number where the author's retries rerun. */
  private static Expr naming(Expr arguments, boolean again) {
    Expr retries = new Expr.At("$states.context.State.RetryCount", List.of());
    Expr name =
        again
            ? Expr.join(List.of(new Expr.Token(), Expr.text("-"), Expr.call("$string({0})", retries)))
            : new Expr.Token();
    return arguments.replace(leaf -> leaf instanceof Expr.Run ? name : leaf);
  }

  /** The state that holds states which somebody else wrote. */
  Draft fragment(Work.Fragment work, @Nullable String next) {
    return new Draft.Fragment(
        step.id(),
        work.graph(),
        lower(work.arguments()),
        step.options().retries(),
        context.failures().catches(),
        outputs(work.outputs()),
        work.outputs().shown(),
        next,
        step.options().patches());
  }

  /** Another state that makes a call. */
  void call(String name, Call call, Expr.Fields assign, Expr output, @Nullable String next) {
    add(
        new Draft.Task(
            name,
            call.with((Expr.Fields) lower(call.arguments())),
            null,
            context.failures().catches(),
            assign,
            output,
            next,
            List.of()));
  }

  /** The states {@code id.wait} and {@code id.status}, which lead to {@code id.check}. */
  void loop(Polling polling, Expr.Fields more) {
    String asking = step.id() + ".status";
    add(new Draft.Wait(step.id() + ".wait", pause(polling), Expr.fields(), asking));
    Expr status = lower(polling.state());
    Expr.Fields assign =
        Expr.fields()
            .and(name("polls"), Expr.raw("{0} + 1", get("polls")))
            .and(name("status"), status)
            .and(name("reason"), lower(polling.reason()));
    call(
        asking,
        polling.status(),
        join(assign, more),
        Expr.fields().and(polling.shownAs(), status),
        step.id() + ".check");
  }

  private Expr pause(Polling polling) {
    int doublings = polling.doublings();
    if (doublings == 0) {
      return Expr.number(polling.longestWait());
    }
    String factor = polling.firstWait() == 1 ? "" : polling.firstWait() + " * ";
    return Expr.raw(
        "{0} < " + doublings + " ? " + factor + "$power(2, {0}) : " + polling.longestWait(),
        get("polls"));
  }

  /** Whether the loop may ask again. */
  Expr beforeDeadline(Polling polling) {
    return Expr.raw("{0} < " + polling.limit(), get("polls"));
  }

  Expr statusIs(List<String> words) {
    return isOneOf(get("status"), words);
  }

  /** The state {@code id.check}, which fails for a status unheard of, and {@code id.failed}. */
  void check(List<Draft.Rule> rules, String errors, Expr status) {
    add(
        new Draft.Choice(
            step.id() + ".check", rules, error(errors + "StatusUnknown"), step.id() + ".failed"));
    Expr reason = get("reason");
    Expr cause =
        Expr.join(
            List.of(
                Expr.text("step '" + step.id() + "' is in state "),
                status,
                Expr.raw("{0} = '' ? '' : ': ' & {0}", reason)));
    context
        .failures()
        .raise(step.id() + ".failed", get("error"), cause)
        .forEach(context.graph()::add);
  }

  /** The assignment of the error that {@code id.failed} raises. */
  Expr.Fields error(String error) {
    return Expr.fields().and(name("error"), Expr.text(error));
  }

  Draft.Rule failing(Expr condition, String error) {
    return new Draft.Rule(condition, error(error), step.id() + ".failed");
  }

  static Draft.Rule rule(Expr condition, String next) {
    return new Draft.Rule(condition, Expr.fields(), next);
  }

  static Expr both(Expr left, Expr right) {
    return Expr.raw("{0} and {1}", left, right);
  }

  static Expr isOneOf(Expr status, List<String> words) {
    return words.size() == 1
        ? Expr.raw("{0} = {1}", status, Expr.text(words.get(0)))
        : Expr.raw(
            "{0} in {1}", status, new Expr.Elements(words.stream().map(Expr::text).toList()));
  }

  static Expr.Fields join(Expr.Fields first, Expr.Fields second) {
    List<Expr.Member> members = new ArrayList<>(first.members());
    members.addAll(second.members());
    return new Expr.Fields(members);
  }
}
