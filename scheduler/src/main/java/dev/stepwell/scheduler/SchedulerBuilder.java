package dev.stepwell.scheduler;

import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineBuilder;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.scheduler.ledger.Ledger;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Describes a scheduler. Defaults: real time, no handlers, a ledger in memory, and deadlines that
 * are written down and told to nobody.
 */
public final class SchedulerBuilder {

  private EngineClock clock = EngineClock.system();
  private TaskHandlers handlers = TaskHandlers.none();
  private Ledger ledger = new MemoryLedger();
  private UnaryOperator<EngineBuilder> engine = builder -> builder;
  private Consumer<MissedDeadline> deadlines = missed -> {};

  SchedulerBuilder() {}

  /** What time it is and how it passes, for ticks and executions alike. */
  public SchedulerBuilder clock(EngineClock given) {
    this.clock = given;
    return this;
  }

  /** Who does the work of tasks. */
  public SchedulerBuilder handlers(TaskHandlers given) {
    this.handlers = given;
    return this;
  }

  /** Where decisions are written down; the scheduler closes it. */
  public SchedulerBuilder ledger(Ledger given) {
    this.ledger = given;
    return this;
  }

  /** What else the engine is to have, such as a store or a listener. */
  public SchedulerBuilder engine(UnaryOperator<EngineBuilder> more) {
    this.engine = more;
    return this;
  }

  /** Who is told of missed deadlines, on the event loop; must not block. */
  public SchedulerBuilder onMissedDeadline(Consumer<MissedDeadline> listener) {
    this.deadlines = listener;
    return this;
  }

  /**
   * Builds it. It makes no runs before {@link Scheduler#start}.
   *
   * @throws dev.stepwell.scheduler.ledger.LedgerException if the ledger cannot be read
   */
  public Scheduler build() {
    TaskGate gate = new TaskGate();
    // What an earlier process left open waits until it is known where it belongs.
    Engine built =
        engine
            .apply(Engine.builder().clock(clock).handlers(gate.behind(handlers)))
            .resuming(execution -> false)
            .build();
    try {
      Desk made = new Desk(built, ledger, gate, deadlines);
      gate.connect(new TaskGate.Surroundings(made::place, made::pool, built.eventLoop()::execute));
      return new Scheduler(built, ledger, made);
    } catch (RuntimeException e) {
      built.close();
      ledger.close();
      throw e;
    }
  }
}
