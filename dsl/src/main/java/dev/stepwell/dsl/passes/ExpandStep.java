package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.Json;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns one task in its place into states. Work that has no call which waits for it becomes a loop:
 * {@code id} submits, {@code id.wait}, {@code id.status} asks, {@code id.check} has a way for every
 * status, {@code id.failed} raises what went wrong.
 */
final class ExpandStep {

  private final Routes routes;

  ExpandStep(Routes routes) {
    this.routes = routes;
  }

  /** Adds the states. The value, if any, is what the graph gives, as it ends with this step. */
  void add(Node.Step step, Context context, @Nullable String next, @Nullable Expr value) {
    Work work = step.work();
    if (work instanceof Work.Request request) {
      request(step, request, context, next, value);
    } else if (work instanceof Work.Job job) {
      job(step, job, context, next);
    } else if (work instanceof Work.Polled polled) {
      polled(step, polled, context, next);
    } else if (work instanceof Work.Fetched fetched) {
      fetched(step, fetched, context, next);
    } else if (work instanceof Work.Exclusive exclusive) {
      exclusive(step, exclusive, context, next);
    }
  }

  private void request(
      Node.Step step,
      Work.Request work,
      Context context,
      @Nullable String next,
      @Nullable Expr value) {
    Expr output =
        value == null
            ? work.outputs().all()
            : routes.lower(atHand(value, step, work), context.eaches(), step.id());
    context
        .graph()
        .add(
            submit(
                step,
                step.id(),
                within(step, work.call()),
                context,
                outputs(step, work.outputs()),
                output,
                next));
  }

  /** The value with this step's outputs taken from the state's own result. */
  private static Expr atHand(Expr value, Node.Step step, Work.Request work) {
    return value.replace(
        leaf ->
            leaf instanceof Expr.Output output && output.step().equals(step.id())
                ? work.outputs().at(output.path())
                : leaf);
  }

  private void job(Node.Step step, Work.Job work, Context context, @Nullable String next) {
    Locals local = new Locals(step.id());
    context
        .graph()
        .add(
            submit(
                step,
                step.id(),
                within(step, work.call()),
                context,
                join(
                    Expr.fields()
                        .and(local.name("status"), new Expr.Result(work.statusPath()))
                        .and(local.name("reason"), orEmpty(work.reasonPath())),
                    outputs(step, work.outputs())),
                work.outputs().all(),
                step.id() + ".check"));
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(
        rule(isOneOf(local.get("status"), work.done()), context.graph().orDone(next, step.id())));
    rules.add(
        failing(local, isOneOf(local.get("status"), work.failed()), work.errors() + "Failed"));
    check(step, local, rules, work.errors(), context);
  }

  private void polled(Node.Step step, Work.Polled work, Context context, @Nullable String next) {
    Locals local = new Locals(step.id());
    start(step, work.submit(), work.handle(), local, context);
    loop(step, within(step, work.polling()), outputs(step, work.outputs()), context);
    pollingCheck(step, work.polling(), local, context.graph().orDone(next, step.id()), context);
  }

  private void fetched(Node.Step step, Work.Fetched work, Context context, @Nullable String next) {
    Locals local = new Locals(step.id());
    start(step, work.submit(), work.handle(), local, context);
    loop(
        step,
        within(step, work.polling()),
        Expr.fields().and(local.name("result"), work.resultId()),
        context);
    pollingCheck(step, work.polling(), local, step.id() + ".result", context);
    context
        .graph()
        .add(
            task(
                step,
                step.id() + ".result",
                work.fetch(),
                context,
                outputs(step, work.outputs()),
                work.outputs().all(),
                next));
  }

  private void start(
      Node.Step step, Call call, List<String> handle, Locals local, Context context) {
    Expr run = new Expr.Result(handle);
    context
        .graph()
        .add(
            submit(
                step,
                step.id(),
                call,
                context,
                Expr.fields().and(local.name("run"), run).and(local.name("polls"), Expr.number(0)),
                Expr.fields().and(handle.get(handle.size() - 1), run),
                step.id() + ".wait"));
  }

  private void exclusive(
      Node.Step step, Work.Exclusive work, Context context, @Nullable String next) {
    Locals local = new Locals(step.id());
    String id = step.id();
    Polling polling = within(step, work.polling());
    Expr status = new Expr.Result(polling.statusPath());
    context
        .graph()
        .add(
            task(
                step,
                id + ".before",
                polling.status(),
                context,
                Expr.fields()
                    .and(local.name("status"), status)
                    .and(local.name("reason"), Expr.text(""))
                    .and(local.name("before"), orEmpty(work.startedPath())),
                Expr.fields().and("State", status),
                id + ".free"));
    Expr busy = new Expr.At("$" + local.name("busy"), List.of());
    Expr isBusy = isOneOf(local.get("status"), polling.running());
    context
        .graph()
        .add(
            new Draft.Choice(
                id + ".free",
                List.of(
                    rule(isOneOf(local.get("status"), List.of(work.free())), id),
                    rule(
                        Expr.raw(
                            "{0} and ($exists({1}) ? {1} : 0) < " + limit(polling), isBusy, busy),
                        id + ".busy"),
                    failing(local, isBusy, polling.errors() + "TimedOut")),
                unknown(local, polling.errors()),
                id + ".failed"));
    context
        .graph()
        .add(
            new Draft.Wait(
                id + ".busy",
                Expr.number(polling.longestWait()),
                Expr.fields().and(local.name("busy"), Expr.raw("$exists({0}) ? {0} + 1 : 1", busy)),
                id + ".before"));
    Draft.Task start =
        submit(
            step,
            id,
            work.start(),
            context,
            Expr.fields().and(local.name("polls"), Expr.number(0)),
            Expr.fields(),
            id + ".wait");
    List<Draft.CatchRule> catches = new ArrayList<>();
    catches.add(new Draft.CatchRule(List.of(work.busy()), Expr.fields(), id + ".busy"));
    catches.addAll(start.catches());
    context
        .graph()
        .add(
            new Draft.Task(
                id,
                start.call(),
                start.heartbeatSeconds(),
                catches,
                start.assign(),
                start.output(),
                start.next(),
                start.patches()));
    loop(
        step,
        polling,
        Expr.fields()
            .and(local.name("started"), orEmpty(work.startedPath()))
            .and(local.name("ended"), orEmpty(work.endedPath())),
        context);
    Expr mine =
        Expr.raw(
            "{0} = {1} and {2} != {3}",
            local.get("status"), Expr.text(work.free()), local.get("started"), local.get("before"));
    List<String> going = new ArrayList<>(polling.running());
    going.add(work.free());
    Expr waiting = Expr.raw("{0} and $not({1})", isOneOf(local.get("status"), going), mine);
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(
        rule(
            Expr.raw("{0} and {1}", mine, isOneOf(local.get("ended"), polling.done())),
            context.graph().orDone(next, id)));
    rules.add(
        failing(
            local,
            Expr.raw("{0} and {1}", mine, isOneOf(local.get("ended"), polling.failed())),
            polling.errors() + "Failed"));
    rules.add(rule(Expr.raw("{0} and {1}", waiting, before(polling, local)), id + ".wait"));
    rules.add(failing(local, waiting, polling.errors() + "TimedOut"));
    check(step, local, rules, polling.errors(), context);
  }

  /** The states {@code id.wait} and {@code id.status}. */
  private void loop(Node.Step step, Polling polling, Expr.Fields more, Context context) {
    Locals local = new Locals(step.id());
    Expr status = new Expr.Result(polling.statusPath());
    context
        .graph()
        .add(
            new Draft.Wait(
                step.id() + ".wait", pause(polling, local), Expr.fields(), step.id() + ".status"));
    context
        .graph()
        .add(
            task(
                step,
                step.id() + ".status",
                polling.status(),
                context,
                join(
                    Expr.fields()
                        .and(local.name("polls"), Expr.raw("{0} + 1", local.get("polls")))
                        .and(local.name("status"), status)
                        .and(local.name("reason"), orEmpty(polling.reasonPath())),
                    more),
                Expr.fields()
                    .and(polling.statusPath().get(polling.statusPath().size() - 1), status),
                step.id() + ".check"));
  }

  private void pollingCheck(
      Node.Step step, Polling declared, Locals local, String next, Context context) {
    Polling polling = within(step, declared);
    Expr running = isOneOf(local.get("status"), polling.running());
    List<Draft.Rule> rules = new ArrayList<>();
    rules.add(rule(isOneOf(local.get("status"), polling.done()), next));
    rules.add(rule(Expr.raw("{0} and {1}", running, before(polling, local)), step.id() + ".wait"));
    rules.add(failing(local, running, polling.errors() + "TimedOut"));
    rules.add(
        failing(
            local, isOneOf(local.get("status"), polling.failed()), polling.errors() + "Failed"));
    check(step, local, rules, polling.errors(), context);
  }

  /** The states {@code id.check}, with a default for statuses unheard of, and {@code id.failed}. */
  private void check(
      Node.Step step, Locals local, List<Draft.Rule> rules, String errors, Context context) {
    String failed = step.id() + ".failed";
    context
        .graph()
        .add(new Draft.Choice(step.id() + ".check", rules, unknown(local, errors), failed));
    Expr cause =
        Expr.join(
            List.of(
                Expr.text("step '" + step.id() + "' ended in state "),
                local.get("status"),
                Expr.text(": "),
                local.get("reason")));
    context.failures().raise(failed, local.get("error"), cause).forEach(context.graph()::add);
  }

  private static Expr.Fields unknown(Locals local, String errors) {
    return Expr.fields().and(local.name("error"), Expr.text(errors + "StatusUnknown"));
  }

  private static Draft.Rule rule(Expr condition, String next) {
    return new Draft.Rule(condition, Expr.fields(), next);
  }

  private Draft.Rule failing(Locals local, Expr condition, String error) {
    return new Draft.Rule(
        condition,
        Expr.fields().and(local.name("error"), Expr.text(error)),
        local.step() + ".failed");
  }

  private static Expr isOneOf(Expr status, List<String> words) {
    return words.size() == 1
        ? Expr.raw("{0} = {1}", status, Expr.text(words.get(0)))
        : Expr.raw(
            "{0} in {1}", status, new Expr.Elements(words.stream().map(Expr::text).toList()));
  }

  private static Expr before(Polling polling, Locals local) {
    return Expr.raw("{0} < " + limit(polling), local.get("polls"));
  }

  private static String limit(Polling polling) {
    return String.valueOf(polling.limit());
  }

  private static Expr pause(Polling polling, Locals local) {
    int doublings = polling.doublings();
    if (doublings == 0) {
      return Expr.number(polling.longestWait());
    }
    String factor = polling.firstWait() == 1 ? "" : polling.firstWait() + " * ";
    return Expr.raw(
        "{0} < " + doublings + " ? " + factor + "$power(2, {0}) : " + polling.longestWait(),
        local.get("polls"));
  }

  private static Expr orEmpty(List<String> path) {
    return Expr.resultOr(Json.of(""), path.toArray(new String[0]));
  }

  /** What of the step's output somebody reads, as an assignment to the step's variable. */
  private Expr.Fields outputs(Node.Step step, Outputs outputs) {
    Map<String, Boolean> read = routes.parts().getOrDefault(step.id(), Map.of());
    if (read.isEmpty()) {
      return Expr.fields();
    }
    Expr kept;
    if (read.containsKey("")) {
      kept = outputs.all();
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
    return Expr.fields().and(routes.variable(step.id()), kept);
  }

  private static Expr.Fields join(Expr.Fields first, Expr.Fields second) {
    List<Expr.Member> members = new ArrayList<>(first.members());
    members.addAll(second.members());
    return new Expr.Fields(members);
  }

  private static Call within(Node.Step step, Call call) {
    Integer seconds = step.options().timeoutSeconds();
    return seconds == null
        ? call
        : new Call(call.resource(), call.arguments(), seconds, call.retries(), call.permissions());
  }

  private static Polling within(Node.Step step, Polling polling) {
    Integer seconds = step.options().timeoutSeconds();
    return seconds == null ? polling : polling.within(seconds);
  }

  /** The step's own state, which has what the author added to the task. */
  private Draft.Task submit(
      Node.Step step,
      String name,
      Call call,
      Context context,
      Expr.Fields assign,
      Expr output,
      @Nullable String next) {
    List<RetryRule> retries = new ArrayList<>(step.options().retries());
    for (RetryRule own : call.retries()) {
      own.without(step.options().retries()).ifPresent(retries::add);
    }
    retries.sort(java.util.Comparator.comparing(rule -> rule.errors().contains("States.ALL")));
    Draft.Task task =
        task(
            step,
            name,
            new Call(
                call.resource(),
                call.arguments(),
                call.timeoutSeconds(),
                retries,
                call.permissions()),
            context,
            assign,
            output,
            next);
    return new Draft.Task(
        task.name(),
        task.call(),
        step.options().heartbeatSeconds(),
        task.catches(),
        task.assign(),
        task.output(),
        task.next(),
        step.options().patches());
  }

  private Draft.Task task(
      Node.Step step,
      String name,
      Call call,
      Context context,
      Expr.Fields assign,
      Expr output,
      @Nullable String next) {
    return new Draft.Task(
        name,
        call.with(routes.lower(call.arguments(), context.eaches(), step.id())),
        null,
        context.failures().catches(),
        assign,
        output,
        next,
        List.of());
  }

  /** The variables of one step. */
  private final class Locals {

    private final String step;

    Locals(String step) {
      this.step = step;
    }

    String step() {
      return step;
    }

    String name(String local) {
      return routes.local(step, local);
    }

    Expr get(String local) {
      return new Expr.At("$" + name(local), List.of());
    }
  }
}
