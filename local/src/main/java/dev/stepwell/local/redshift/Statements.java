package dev.stepwell.local.redshift;

import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are remembered. Callers can ask for them for 24 hours, and give their client
 * tokens for 8, as on AWS; tasks that are resumed find them for as long as the register has them.
 * Thread-safe: every method holds the object's own lock.
 */
final class Statements {

  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final Duration TOKENS = Duration.ofHours(8);

  private final WorkRegister register;
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final Map<String, Execution> byToken = new HashMap<>();

  /** The statements that earlier processes left in a register. */
  Statements(WorkRegister register) {
    this.register = register;
    register.all().forEach(work -> put(left(work)));
  }

  private static Execution left(Work work) {
    Execution execution = Execution.of(work.record());
    if (work.isInterrupted()) {
      execution.breakOff(false);
    }
    return execution;
  }

  private void put(Execution execution) {
    executions.put(execution.id(), execution);
    execution.parts().forEach(part -> executions.put(part.id(), part));
    String token = execution.arguments().string("ClientToken");
    if (token != null) {
      byToken.put(token, execution);
    }
  }

  /** What a resumed call had begun. */
  synchronized Optional<Work> before(CallContext context) {
    return context.before(register);
  }

  /** Says that an execution begins, on stable storage. */
  synchronized void begin(Execution execution, CallContext context) {
    register.begin(execution.id(), context.token(), execution.record());
    put(execution);
  }

  /** Says what became of an execution, on stable storage. */
  synchronized void end(Execution execution) {
    register.finish(execution.id(), execution.record());
    if (executions.containsKey(execution.id())) {
      put(execution);
    }
  }

  /** A statement, batch or part of a batch, by its id. */
  synchronized Optional<Execution> find(String id) {
    return Optional.ofNullable(executions.get(id));
  }

  /** The execution of a work, also if callers cannot ask for it any longer. */
  synchronized Execution of(Work work) {
    return find(work.key()).orElseGet(() -> left(work));
  }

  /** The work of a statement or batch whose process ended; empty for any other. */
  synchronized Optional<Work> interrupted(String id) {
    return register.find(id).filter(Work::isInterrupted);
  }

  /** All work whose process ended. */
  List<Work> interrupted() {
    return register.all().stream().filter(Work::isInterrupted).toList();
  }

  /** The execution that was handed in with a client token. */
  synchronized Optional<Execution> withToken(@Nullable String token) {
    return Optional.ofNullable(token).map(byToken::get);
  }

  /** How many statements and batches are under way. */
  synchronized int active() {
    return (int)
        executions.values().stream()
            .filter(each -> !each.id().contains(":") && !each.hasEnded())
            .count();
  }

  /** The statements and batches, the latest first. */
  synchronized List<Execution> latest() {
    List<Execution> latest = new ArrayList<>();
    for (Execution each : executions.values()) {
      if (!each.id().contains(":")) {
        latest.add(0, each);
      }
    }
    return latest;
  }

  /** Ends what callers can ask for. */
  synchronized void forgetBefore(Instant now) {
    executions.values().removeIf(each -> each.createdAt().isBefore(now.minus(REMEMBERED)));
    byToken.values().removeIf(each -> each.createdAt().isBefore(now.minus(TOKENS)));
  }

  /** What to say after "does not exist". */
  String excuse() {
    return register.excuse();
  }
}
