package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
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
  private final Expr.Fields found;
  private final List<Expr> round;
  private final List<String> excused;

  StepStates(Routes routes, Node.Step step, Context context) {
    this(routes, step, context, Expr.fields(), List.of(), List.of());
  }

  private StepStates(
      Routes routes,
      Node.Step step,
      Context context,
      Expr.Fields found,
      List<Expr> round,
      List<String> excused) {
    this.routes = routes;
    this.step = step;
    this.context = context;
    this.found = found;
    this.round = round;
    this.excused = excused;
  }

  /** These states, whose first call does not try again what is no failure. */
  StepStates excusing(List<String> errors) {
    return new StepStates(routes, step, context, found, round, errors);
  }

  /**
   * The states of what a loop does in every round. The author's time-out is the loop's.
   *
   * @param absent the errors with which a round ends at {@code then} without a result
   * @param found what the round's last call assigns besides its outputs
   * @param round the number of the round
   */
  StepStates poking(List<String> absent, String then, Expr.Fields found, Expr round) {
    Node.Options options = step.options();
    Node.Options inside =
        new Node.Options(
            options.retries(),
            null,
            options.heartbeatSeconds(),
            options.patches(),
            options.demand());
    Failures failures = context.failures();
    if (!absent.isEmpty()) {
      failures =
          new Failures(List.of(new Failures.Target(absent, then, null, false))).before(failures);
    }
    return new StepStates(
        routes,
        new Node.Step(step.id(), step.place(), step.kind(), step.work(), inside),
        context.failing(failures),
        found,
        List.of(round),
        absent);
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
    Expr ours =
        round.isEmpty()
            ? expr
            : expr.replace(leaf -> leaf instanceof Expr.Token ? new Expr.Token(round) : leaf);
    return routes.lower(ours, context, step.id());
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

  /** The pace with the author's time-out as its deadline. */
  Pace within(Pace pace) {
    Integer seconds = step.options().timeoutSeconds();
    return seconds == null ? pace : pace.within(seconds);
  }

  /** What of the step's output somebody reads, as an assignment to the step's variable. */
  Expr.Fields outputs(Outputs outputs) {
    Map<String, Boolean> read = routes.parts().getOrDefault(step.id(), Map.of());
    if (read.isEmpty()) {
      return found;
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
    return join(found, Expr.fields().and(routes.variable(step.id()), lower(kept)));
  }

  /** The step's own state, which has what the author added to the task. */
  Draft.Task submit(Call call, Expr.Fields assign, Expr output, @Nullable String next) {
    boolean again = !step.options().retries().isEmpty();
    List<RetryRule> retries = retries(call, again);
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

  /** The author's retries first, then the task's own; none of what is no failure. */
  private List<RetryRule> retries(Call call, boolean again) {
    List<RetryRule> all = new ArrayList<>(step.options().retries());
    for (RetryRule own : call.retries()) {
      own.without(step.options().retries()).ifPresent(all::add);
    }
    boolean named = again && call.arguments().leaves().contains(new Expr.Run());
    List<RetryRule> retries = new ArrayList<>(named ? RetryRule.withoutLostAnswers(all) : all);
    retries.sort(Comparator.comparing(rule -> rule.errors().contains("States.ALL")));
    if (retries.stream().anyMatch(StepStates::takesAny)) {
      RetryRule.never(excused)
          .without(List.copyOf(retries))
          .ifPresent(rule -> retries.add(0, rule));
    }
    return retries;
  }

  /** What the author retries, in order. */
  List<RetryRule> authorsRetries() {
    return step.options().retries();
  }

  /** The states of work that is started anew, in every round with a token of its own. */
  StepStates repeating(List<RetryRule> retries, Expr again) {
    Node.Options options = step.options();
    List<Expr> rounds = new ArrayList<>(round);
    rounds.add(again);
    return new StepStates(
        routes,
        new Node.Step(
            step.id(),
            step.place(),
            step.kind(),
            step.work(),
            new Node.Options(
                retries,
                options.timeoutSeconds(),
                options.heartbeatSeconds(),
                options.patches(),
                options.demand())),
        context,
        found,
        rounds,
        excused);
  }

  /** The arguments with the run's name; with the run's number where the author's retries rerun. */
  private static Expr naming(Expr arguments, boolean again) {
    Expr retries = new Expr.At("$states.context.State.RetryCount", List.of());
    Expr name =
        again
            ? Expr.join(
                List.of(new Expr.Token(), Expr.text("-"), Expr.call("$string({0})", retries)))
            : new Expr.Token();
    return arguments.replace(leaf -> leaf instanceof Expr.Run ? name : leaf);
  }

  private static boolean takesAny(RetryRule rule) {
    return rule.errors().contains("States.ALL") || rule.errors().contains("States.TaskFailed");
  }

  /** The state of a task that only waits. */
  Draft waiting(Work.Waiting work, @Nullable String next) {
    return new Draft.Wait(
        step.id(),
        work.delay().of(lower(work.delay().value())),
        Expr.fields(),
        next,
        step.options().patches());
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
    Expr pause = pause(polling.pace(), get("polls"));
    add(new Draft.Wait(step.id() + ".wait", Delay.seconds(pause), Expr.fields(), asking));
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

  /** The seconds to wait after so many waits. */
  static Expr pause(Pace pace, Expr waits) {
    int doublings = pace.doublings();
    if (doublings == 0) {
      return Expr.number(pace.longestWait());
    }
    String factor = pace.firstWait() == 1 ? "" : pace.firstWait() + " * ";
    return Expr.raw(
        "{0} < " + doublings + " ? " + factor + "$power(2, {0}) : " + pace.longestWait(), waits);
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
    raise(step.id() + ".failed", cause);
  }

  /** The state that tells the work to stop; whether it does or not, the step has failed. */
  void cancel(String name, Call call) {
    String failed = step.id() + ".failed";
    add(
        new Draft.Task(
            name,
            call.with((Expr.Fields) lower(call.arguments())),
            null,
            List.of(new Draft.CatchRule(List.of("States.ALL"), Expr.fields(), failed)),
            Expr.fields(),
            Expr.fields(),
            failed,
            List.of()));
  }

  /** The state that raises what was assigned as the step's error. */
  void raise(String name, Expr cause) {
    context.failures().raise(name, get("error"), cause).forEach(context.graph()::add);
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
