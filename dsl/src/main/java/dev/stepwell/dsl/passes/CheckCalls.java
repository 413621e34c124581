package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.api.Arguments;
import dev.stepwell.dsl.api.Integration;
import dev.stepwell.dsl.api.Results;
import dev.stepwell.dsl.api.UnknownApiException;
import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Verdict;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds every call of a program against the API that it calls: arguments, what is read of results,
 * the statuses that a loop tells apart, the errors that it retries.
 */
public final class CheckCalls {

  private final Set<String> problems = new LinkedHashSet<>();

  private CheckCalls() {}

  /** All problems, in the order of the source. */
  public static List<String> problems(Program program) {
    CheckCalls check = new CheckCalls();
    check.block(program.root());
    return List.copyOf(check.problems);
  }

  private void block(Block block) {
    for (Node node : block.nodes()) {
      if (node instanceof Node.Step step) {
        step(step);
      }
      node.blocks().forEach(this::block);
    }
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        block(handler);
      }
    }
  }

  private void step(Node.Step step) {
    step.work().calls().forEach(call -> arguments(step, call));
    results(step, step.work());
  }

  private void results(Node.Step step, Work work) {
    if (work instanceof Work.Request request) {
      outputs(step, request.call(), request.outputs());
    } else if (work instanceof Work.Tolerant tolerant) {
      outputs(step, tolerant.call(), tolerant.outputs());
      raised(step, tolerant.call(), tolerant.errors(), "it tolerates ");
    } else if (work instanceof Work.Alternative alternative) {
      outputs(step, alternative.call(), alternative.outputs());
      outputs(step, alternative.otherwise(), alternative.otherwiseOutputs());
      raised(step, alternative.call(), alternative.errors(), "it does something else on ");
    } else if (work instanceof Work.Chain chain) {
      read(step, chain.first(), chain.handle());
      outputs(step, chain.second(), chain.outputs());
    } else if (work instanceof Work.Checked checked) {
      outputs(step, checked.call(), checked.outputs());
      verdict(step, checked.call(), checked.verdict());
    } else if (work instanceof Work.Chunked chunked) {
      leaves(step, chunked.look(), chunked.known());
      leaves(step, chunked.call(), chunked.sums());
      verdict(step, chunked.call(), chunked.verdict());
    } else if (work instanceof Work.Sensor sensor) {
      results(step, sensor.poke());
      sensor(step, sensor);
    } else {
      jobs(step, work);
    }
  }

  private void jobs(Node.Step step, Work work) {
    if (work instanceof Work.Job job) {
      job(step, job);
      outputs(step, job.call(), job.outputs());
    } else if (work instanceof Work.Repeated repeated) {
      job(step, repeated.job());
      read(step, repeated.job().call(), repeated.handle());
      Call last = repeated.fetch() == null ? repeated.job().call() : repeated.fetch();
      outputs(step, last, repeated.outputs());
    } else if (work instanceof Work.Polled polled) {
      leaves(step, polled.submit(), polled.handle());
      if (polled.known() != null) {
        raised(step, polled.submit(), List.of(polled.known().error()), "it goes on after ");
      }
      polling(step, polled.polling());
      outputs(step, polled.polling().status(), polled.outputs());
    } else if (work instanceof Work.Fetched fetched) {
      leaves(step, fetched.submit(), fetched.handle());
      polling(step, fetched.polling());
      leaves(step, fetched.polling().status(), fetched.resultId());
      outputs(step, fetched.fetch(), fetched.outputs());
    } else if (work instanceof Work.Exclusive exclusive) {
      exclusive(step, exclusive);
    }
  }

  private void job(Node.Step step, Work.Job job) {
    leaves(step, job.call(), job.status());
    leaves(step, job.call(), job.reason());
    statuses(step, job.call(), job.status(), all(job.done(), job.failed()), false);
  }

  private void polling(Node.Step step, Polling polling) {
    leaves(step, polling.status(), polling.reason());
    leaves(step, polling.status(), polling.state());
    List<String> known = all(all(polling.running(), polling.done()), polling.failed());
    statuses(step, polling.status(), polling.state(), known, true);
  }

  private void verdict(Node.Step step, Call call, Verdict verdict) {
    leaves(step, call, verdict.refused());
    leaves(step, call, verdict.reason());
  }

  /** A sensor's conditions are in the terms of the result of the last call of its poke. */
  private void sensor(Node.Step step, Work.Sensor sensor) {
    List<Call> calls = sensor.calls();
    Call last = calls.get(calls.size() - 1);
    leaves(step, last, sensor.ready());
    if (sensor.failed() != null) {
      leaves(step, last, sensor.failed());
    }
    leaves(step, last, sensor.reason());
    leaves(step, last, sensor.memory());
    raised(step, last, sensor.notYet(), "it asks again on ");
  }

  private void exclusive(Node.Step step, Work.Exclusive work) {
    Polling polling = work.polling();
    Call asking = polling.status();
    leaves(step, asking, polling.reason());
    leaves(step, asking, polling.state());
    leaves(step, asking, work.started());
    leaves(step, asking, work.ended());
    List<String> going = all(polling.running(), List.of(work.free()));
    statuses(step, asking, polling.state(), going, true);
    statuses(step, asking, work.ended(), all(polling.done(), polling.failed()), true);
    outputs(step, asking, work.outputs());
  }

  private void arguments(Node.Step step, Call call) {
    if (!call.checked()) {
      return;
    }
    try {
      Integration.of(call.resource())
          .ifPresent(
              integration -> {
                Arguments.problems(integration, call.arguments())
                    .forEach(problem -> add(step, call, problem));
              });
    } catch (UnknownApiException e) {
      add(step, call, e.getMessage());
    }
    call.retries().forEach(rule -> raised(step, call, rule.errors(), "it is retried on "));
  }

  /** The SDK's errors are all in the model; those of optimized integrations have other names. */
  private void raised(Node.Step step, Call call, List<String> errors, String what) {
    Integration integration = known(call);
    if (integration != null && integration.isSdk()) {
      List<String> known = integration.action().service().errors();
      errors.stream()
          .filter(error -> !error.startsWith("States.") && !known.contains(error))
          .forEach(error -> add(step, call, what + error + ", which the service never raises"));
    }
  }

  /** Every status must be one that exists, and of a loop, every one that exists must be told. */
  private void statuses(
      Node.Step step, Call call, Expr state, List<String> told, boolean complete) {
    Integration integration = known(call);
    List<String> path = place(state);
    List<String> all =
        integration == null || path == null ? List.of() : Results.values(integration, path);
    if (all.isEmpty()) {
      return;
    }
    for (String status : told) {
      if (!all.contains(status)) {
        add(step, call, "its status is never " + status + ", only " + String.join(", ", all));
      }
    }
    for (String status : all) {
      if (complete && !told.contains(status)) {
        add(step, call, "its status can be " + status + ", for which there is no way");
      }
    }
  }

  /** Where the result has what the expression gives, if it gives it as it is; otherwise null. */
  private static @Nullable List<String> place(Expr expr) {
    for (Expr leaf : expr.leaves()) {
      if (leaf instanceof Expr.Result result) {
        boolean asItIs =
            expr.equals(result)
                || expr.equals(Expr.resultOr(Json.of(""), result.path().toArray(new String[0])));
        return asItIs ? result.path() : null;
      }
    }
    return null;
  }

  private void outputs(Node.Step step, Call call, Outputs outputs) {
    Expr root = outputs.root();
    if (root != null) {
      leaves(step, call, root);
    }
    leaves(step, call, outputs.named());
  }

  private void leaves(Node.Step step, Call call, Expr expr) {
    for (Expr leaf : expr.leaves()) {
      if (leaf instanceof Expr.Result result) {
        read(step, call, result.path());
      }
    }
  }

  private void read(Node.Step step, Call call, List<String> path) {
    Integration integration = known(call);
    if (integration != null) {
      Results.problem(integration, path).ifPresent(problem -> add(step, call, problem));
    }
  }

  /** What the call calls; null if it is not known, which {@link #arguments} says. */
  private static @Nullable Integration known(Call call) {
    if (!call.checked()) {
      return null;
    }
    try {
      return Integration.of(call.resource()).orElse(null);
    } catch (UnknownApiException e) {
      return null;
    }
  }

  private void add(Node.Step step, Call call, @Nullable String problem) {
    problems.add(
        step.place() + ": step '" + step.id() + "' calls " + call.resource() + ": " + problem);
  }

  private static List<String> all(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
