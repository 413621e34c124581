package dev.stepwell.scheduler;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.Task;
import dev.stepwell.scheduler.ledger.Ledger;
import dev.stepwell.scheduler.ledger.LedgerException;
import dev.stepwell.scheduler.time.Timetable;
import dev.stepwell.scheduler.time.TimetableCheck;
import dev.stepwell.scheduler.time.Timetables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is decided, on the event loop. A pass looks at each workflow of which something
 * has changed: makes the runs that are due, starts those for which there is room, writes all of it
 * down at once, and only then does what was decided.
 */
final class Desk {

  private static final System.Logger LOG = System.getLogger(Desk.class.getName());

  /** How many ticks of a timetable are looked at when it is registered. */
  private static final int CHECKED = 10;

  private static final Duration NEXT_TRY = Duration.ofSeconds(1);

  private final Engine engine;
  private final Board board;
  private final TaskGate gate;
  private final Assets assets;
  private final Starts starts;
  private final Ticks ticks;
  private final Backfills backfills;
  private final Deadlines deadlines;
  private final RunActions runs;
  private final Pools pools;
  private boolean posted;
  private boolean started;

  Desk(Engine engine, Ledger ledger, TaskGate gate, Consumer<MissedDeadline> listener) {
    this.engine = engine;
    this.gate = gate;
    this.board = new Board(engine, ledger);
    this.assets = new Assets(board);
    this.starts = new Starts(board, new Reruns(board), new Ends(board, assets), this::look);
    this.ticks = new Ticks(board, starts);
    this.backfills = new Backfills(board, ticks);
    this.deadlines = new Deadlines(board, listener);
    this.runs = new RunActions(board, starts);
    this.pools = new Pools(board, gate);
  }

  // ---- passes

  /** Answers a request, with what it changed written down. */
  <T> T decide(Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } finally {
      pass();
    }
    return answer;
  }

  /** Has a pass follow soon. */
  private void look() {
    if (!posted) {
      posted = true;
      engine.eventLoop().execute(this::pass);
    }
  }

  private void pass() {
    posted = false;
    // What one workflow's pass changes may touch another, by an asset that both speak of.
    Set<Entry> now = board.takeTouched();
    while (started && !now.isEmpty()) {
      now.forEach(this::pass);
      now = board.takeTouched();
    }
    List<Runnable> effects;
    try {
      effects = board.commit();
    } catch (LedgerException e) {
      // What was decided stays decided; it is written as soon as that can be done.
      LOG.log(System.Logger.Level.ERROR, "the scheduler waits: " + e.getMessage());
      engine.eventLoop().alarm(board.now().plus(NEXT_TRY), this::pass);
      throw e;
    }
    effects.forEach(Desk::perform);
  }

  private void pass(Entry entry) {
    if (entry.spec().isEmpty()) {
      return;
    }
    @Nullable Instant next = null;
    if (!entry.state().paused()) {
      next = ticks.make(entry).orElse(null);
      assets.make(entry);
    }
    backfills.make(entry);
    starts.start(entry);
    // A backfill whose last date is skipped at its turn is over now, and not at the next event.
    backfills.make(entry);
    Optional<Instant> late = deadlines.check(entry);
    if (late.isPresent() && (next == null || late.get().isBefore(next))) {
      next = late.get();
    }
    @Nullable Instant at = next;
    entry.alarm(
        at == null
            ? null
            : engine
                .eventLoop()
                .alarm(
                    at,
                    () -> {
                      entry.rung();
                      board.touch(entry);
                      pass();
                    }));
  }

  private static void perform(Runnable effect) {
    try {
      effect.run();
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "what the scheduler decided could not be done", bug);
    }
  }

  // ---- workflows

  void register(WorkflowSpec spec) {
    spec.timed().forEach(trigger -> check(spec, trigger));
    Entry entry = board.find(spec.name()).orElse(null);
    StateMachineHandle machine = engine.create(spec.name(), spec.definition());
    if (entry == null) {
      entry =
          new Entry(
              new WorkflowState(spec.name(), spec.settings().pausedUponCreation(), Map.of(), 0));
      board.add(entry);
    }
    for (RunTrigger.OnTime trigger : spec.timed()) {
      if (!entry.state().considered().containsKey(trigger.name())) {
        board.update(
            entry,
            entry.state().withConsidered(trigger.name(), Ticks.first(spec, trigger, board.now())));
      }
    }
    entry.register(spec, machine);
    board.touch(entry);
  }

  /** Looks at timetables that somebody else wrote, before their contradictions become runs. */
  private void check(WorkflowSpec spec, RunTrigger.OnTime trigger) {
    if (trigger.timetable().equals(Timetables.continuous())
        && spec.settings().maxActiveRuns() > 1) {
      throw new SchedulerException(
          "workflow '"
              + spec.name()
              + "' runs continuously with max_active_runs "
              + spec.settings().maxActiveRuns()
              + ", so that runs would begin without end; set it to 1");
    }
    if (trigger.timetable().getClass().getPackage() == Timetable.class.getPackage()) {
      return;
    }
    List<String> problems = TimetableCheck.problems(trigger.timetable(), board.now(), CHECKED);
    if (!problems.isEmpty()) {
      throw new SchedulerException(
          "the timetable of '"
              + trigger.name()
              + "' of workflow '"
              + spec.name()
              + "' contradicts itself: "
              + String.join("; ", problems));
    }
  }

  void start() {
    if (started) {
      return;
    }
    started = true;
    for (Entry entry : board.entries()) {
      if (entry.spec().isPresent()) {
        takeUp(entry);
        board.touch(entry);
      }
    }
    for (StateMachineHandle machine : engine.stateMachines()) {
      open(machine).forEach(engine::resume);
    }
  }

  /** Follows what is on, and ends what nobody wants any longer. */
  private void takeUp(Entry entry) {
    Set<String> on = new LinkedHashSet<>();
    for (Run run : List.copyOf(entry.open())) {
      if (run.state() == RunState.RUNNING) {
        on.add(run.execution());
        board.afterwards(() -> starts.launch(entry, run));
      }
    }
    for (String name : List.of(entry.name(), Reruns.machine(entry.name()))) {
      engine.stateMachine(name).map(Desk::open).orElse(List.of()).stream()
          .filter(execution -> !on.contains(execution.name()))
          .forEach(execution -> engine.stop(execution, Starts.STOPPED, "its run has ended"));
    }
  }

  private static List<Execution> open(StateMachineHandle machine) {
    return machine.executionsNewestFirst().stream()
        .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
        .toList();
  }

  List<Scheduler.WorkflowView> workflows() {
    List<Scheduler.WorkflowView> views = new ArrayList<>();
    for (Entry entry : board.entries()) {
      int running =
          (int) entry.open().stream().filter(run -> run.state() == RunState.RUNNING).count();
      views.add(
          new Scheduler.WorkflowView(
              entry.name(),
              entry.spec().isPresent(),
              entry.state().paused(),
              entry.open().size() - running,
              running,
              entry.backfill()));
    }
    return views;
  }

  boolean pause(String workflow, boolean paused) {
    Entry entry = board.entry(workflow);
    if (entry.state().paused() != paused) {
      board.update(entry, entry.state().withPaused(paused));
      board.touch(entry);
    }
    return paused;
  }

  /** What people and events do with runs. */
  RunActions runs() {
    return runs;
  }

  /** The pools. */
  Pools pools() {
    return pools;
  }

  // ---- backfills

  BackfillPlan plan(BackfillRequest request) {
    return backfills.plan(board.entry(request.workflow()), request);
  }

  Backfill backfill(BackfillRequest request) {
    Entry entry = board.entry(request.workflow());
    Backfill backfill = backfills.begin(entry, backfills.plan(entry, request));
    board.touch(entry);
    return backfill;
  }

  Backfill pauseBackfill(long id, boolean paused) {
    Entry entry = of(id);
    Backfill backfill = backfills.pause(entry, id, paused);
    board.touch(entry);
    return backfill;
  }

  Backfill cancelBackfill(long id) {
    Entry entry = of(id);
    Backfill backfill = backfills.cancel(entry, id, starts);
    board.touch(entry);
    return backfill;
  }

  private Entry of(long backfill) {
    return board.entries().stream()
        .filter(entry -> entry.backfill().filter(on -> on.id() == backfill).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new SchedulerException(
                    "no backfill " + backfill + " is on; 'backfill list' shows all"));
  }

  @Nullable Pool pool(String name) {
    return board.pool(name);
  }

  /** Where a task belongs: to the step whose state it is, in a run of a workflow that we have. */
  TaskGate.@Nullable Place place(Task task) {
    String[] parts = task.executionArn().split(":", -1);
    String machine = parts[parts.length - 2];
    String execution = parts[parts.length - 1];
    int label = machine.indexOf('/');
    String workflow = Reruns.workflow(label < 0 ? machine : machine.substring(0, label));
    @Nullable Entry entry = board.find(workflow).orElse(null);
    @Nullable WorkflowSpec spec = entry == null ? null : entry.spec().orElse(null);
    if (entry == null || spec == null) {
      return null;
    }
    long order =
        entry.open().stream()
            .filter(run -> run.execution().equals(execution))
            .mapToLong(Run::order)
            .findFirst()
            .orElse(0);
    StepSpec step =
        spec.steps().stream()
            .filter(each -> each.states().contains(task.stateName()))
            .findFirst()
            .orElseGet(() -> StepSpec.of(task.stateName()));
    return new TaskGate.Place(
        workflow, spec.settings().maxActiveTasks(), step, entry.weight(step), order);
  }

  // ---- assets

  AssetEvent updated(Asset asset, String partition, JsonObject extra) {
    return assets.updated(asset, partition, "", "", "", extra);
  }

  int purge(String workflow) {
    return assets.purge(board.entry(workflow));
  }

  // ---- explanations

  List<Scheduler.NextRun> next(String workflow, int most) {
    Entry entry = board.entry(workflow);
    WorkflowSpec spec = board.spec(entry);
    List<Scheduler.NextRun> next = new ArrayList<>();
    for (RunTrigger.OnTime trigger : spec.timed()) {
      Optional<Instant> tick = ticks.next(entry, spec, trigger);
      for (int i = 0; i < most && tick.isPresent(); i++) {
        next.add(
            new Scheduler.NextRun(
                trigger.name(),
                trigger.timetable().description(),
                tick.get(),
                Ticks.due(spec, tick.get())));
        tick = Ticks.within(spec, trigger.timetable().next(tick.get()));
      }
    }
    return next.stream()
        .sorted(
            Comparator.comparing(Scheduler.NextRun::tick).thenComparing(Scheduler.NextRun::trigger))
        .limit(most)
        .toList();
  }

  List<Reason> why(String workflow) {
    return new Explanation(board, ticks, assets, starts, gate, started).of(board.entry(workflow));
  }

  List<Reason> why(String workflow, String runId) {
    return new Explanation(board, ticks, assets, starts, gate, started)
        .of(board.entry(workflow), runs.known(workflow, runId));
  }
}
