package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Sources;
import dev.stepwell.engine.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs state machines. All executions live on one event-loop thread; the methods here may be called
 * from any thread.
 *
 * <p>With a store ({@link EngineBuilder#store}) what happens outlives the process: an answer given
 * here rests on what is on stable storage, and another engine on the same store goes on where this
 * one was cut off. While the store cannot be written, executions pause and the methods here throw
 * {@link dev.stepwell.engine.store.StoreException}; those that wait already go on waiting.
 */
public final class Engine implements AutoCloseable {

  /** After how many ends of executions old ones are looked for. */
  private static final int SWEEP = 10_000;

  private final Loop loop;
  private final EngineClock clock;
  private final Ids ids;
  private final RandomGenerator random;
  private final Sources sources;
  private final TaskHandlers handlers;
  private final @Nullable HistoryListener listener;
  private final AwsBehaviour behaviour;
  private final String region;
  private final String account;
  private final String roleArn;
  private final NestedExecutions nested = new NestedExecutions(this);
  private final Activities activities = new Activities();
  private final Machines machines;
  private final Map<String, TaskAttempt> tokens = new ConcurrentHashMap<>();
  private final Retention retention;
  private final @Nullable Store store;
  private final EngineRecords records;
  private final Outbox outbox;
  private final Starter starter;
  private final Archive archive;
  private final AtomicLong numbers;
  private final Map<Execution, Runnable> held = new ConcurrentHashMap<>();
  private long ends;
  private volatile @Nullable Function<String, Optional<StateMachineHandle>> targets;

  private Engine(EngineBuilder builder) {
    this.clock = builder.clock;
    this.ids = builder.ids;
    this.random = builder.random;
    this.handlers = builder.handlers;
    this.listener = builder.listener;
    this.behaviour = builder.behaviour;
    this.region = builder.region;
    this.account = builder.account;
    this.roleArn = builder.roleArn();
    this.retention = builder.retention;
    this.sources = new Sources(clock, random, ids::next);
    this.store = builder.store;
    Journal journal = store == null ? null : new Journal(store);
    this.records = new EngineRecords(journal);
    this.numbers = new AtomicLong(store == null ? 0 : store.lastStream());
    this.outbox = new Outbox(journal, store == null ? 0 : store.settled());
    this.loop = new Loop(clock, outbox);
    this.starter = new Starter(this, loop);
    this.machines = new Machines(this, retention);
    this.archive = new Archive(this, machines, store, retention);
  }

  private void takeUp(Store from, Predicate<Execution> resumes) {
    try {
      new Restart(this, machines, from).restart(resumes);
    } catch (RuntimeException e) {
      from.close();
      throw e;
    }
  }

  /** Starts to describe an engine; everything has a default. */
  public static EngineBuilder builder() {
    return new EngineBuilder();
  }

  static Engine of(EngineBuilder builder) {
    Engine engine = new Engine(builder);
    Store store = builder.store;
    if (store != null) {
      engine.takeUp(store, builder.resumes);
      engine.loop.post(() -> engine.archive.sweep());
    }
    engine.loop.start();
    return engine;
  }

  /**
   * Takes a Standard state machine in, in place of one of the same name.
   *
   * @throws dev.stepwell.asl.InvalidDefinitionException if AWS would refuse the definition
   */
  public StateMachineHandle create(String name, String definition) {
    return create(name, definition, WorkflowType.STANDARD);
  }

  /**
   * Takes a state machine in, in place of one of the same name.
   *
   * @throws dev.stepwell.asl.InvalidDefinitionException if AWS would refuse the definition
   */
  public StateMachineHandle create(String name, String definition, WorkflowType type) {
    return create(name, definition, type, roleArn);
  }

  /**
   * Takes a state machine in, in place of one of the same name, which leaves its executions to it.
   *
   * @param role what its executions show as their role
   * @throws dev.stepwell.asl.InvalidDefinitionException if AWS would refuse the definition
   */
  public StateMachineHandle create(String name, String definition, WorkflowType type, String role) {
    return machines.create(name, definition, type, role);
  }

  /** Forgets a state machine; executions that are open end at their next state. */
  public void delete(StateMachineHandle machine) {
    machines.delete(machine);
  }

  /**
   * Has the engine's own {@code states:startExecution} find state machines elsewhere, so that it
   * can start versions and aliases too.
   */
  public void targets(Function<String, Optional<StateMachineHandle>> byArn) {
    targets = byArn;
  }

  Optional<StateMachineHandle> target(String arn) {
    Function<String, Optional<StateMachineHandle>> elsewhere = targets;
    Optional<StateMachineHandle> found =
        elsewhere == null ? Optional.empty() : elsewhere.apply(arn);
    return found.isPresent() ? found : stateMachine(arn);
  }

  /** The state machine of a name or ARN. */
  public Optional<StateMachineHandle> stateMachine(String nameOrArn) {
    String prefix = arn("stateMachine", "");
    String name = nameOrArn.startsWith(prefix) ? nameOrArn.substring(prefix.length()) : nameOrArn;
    return machines.find(name);
  }

  /** All state machines, in no order. */
  public List<StateMachineHandle> stateMachines() {
    return machines.all();
  }

  /**
   * Starts an execution. Starting an open one again, with the same name and input, gives that one.
   *
   * @param name the execution's name; null for a fresh id
   * @throws ExecutionAlreadyExistsException if the name is taken by another input or a closed one
   * @throws IllegalArgumentException if no execution may have this name or so large an input
   */
  public Execution start(StateMachineHandle machine, @Nullable String name, Json input) {
    return loop.isHere()
        ? starter.startHere(machine, name, input)
        : loop.await(startLater(machine, name, input));
  }

  /**
   * The same, for starters that do not wait: the answer comes when the start is on stable storage,
   * together with those of others that were started meanwhile.
   */
  public CompletableFuture<Execution> startLater(
      StateMachineHandle machine, @Nullable String name, Json input) {
    loop.checkTrouble();
    return starter.start(machine, name, input);
  }

  /**
   * Starts an execution whose starter waits for its end, as StartSyncExecution does.
   *
   * @param name the execution's name; null for a fresh id
   * @throws IllegalArgumentException if the state machine is not Express
   */
  public Execution startSync(StateMachineHandle machine, @Nullable String name, Json input) {
    if (machine.type() != WorkflowType.EXPRESS) {
      throw new IllegalArgumentException(
          "'" + machine.arn() + "' is Standard; only Express state machines are run synchronously");
    }
    return starter.startSync(machine, name, input);
  }

  /** Stops an execution; one that has ended stays as it is. */
  public void stop(Execution execution, @Nullable String error, @Nullable String cause) {
    loop.post(() -> archive.present(execution).ifPresent(run -> run.stop(error, cause)));
  }

  /** The same, and says when it is done. */
  public CompletableFuture<Execution> stopped(
      Execution execution, @Nullable String error, @Nullable String cause) {
    stop(execution, error, cause);
    CompletableFuture<Execution> done = new CompletableFuture<>();
    loop.post(() -> loop.release(() -> done.complete(execution)));
    return done;
  }

  /**
   * Sets an execution going again that has ended badly: from the state that failed, with the same
   * definition and input. Finished branches, iterations and children keep their outputs. The answer
   * fails with {@link NotRedrivableException} if it cannot.
   */
  public CompletableFuture<Execution> redrive(Execution execution) {
    CompletableFuture<Execution> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          Run run = archive.run(execution);
          Redrivability can = Redrivability.of(run, loop.now());
          if (can.status() == Redrivability.Status.REDRIVABLE) {
            run.stateMachine().executions().adopt(run);
            run.redrive();
            loop.release(() -> answer.complete(run));
          } else {
            answer.completeExceptionally(new NotRedrivableException(can.explanation()));
          }
        });
    return answer;
  }

  void hold(Run run, Runnable goOn) {
    held.put(run, goOn);
  }

  /**
   * Has an execution of an earlier process go on that {@link EngineBuilder#resuming} did not
   * choose.
   *
   * @return whether it stood still
   */
  public boolean resume(Execution execution) {
    Runnable goOn = held.remove(execution);
    if (goOn != null) {
      loop.post(goOn);
    }
    return goOn != null;
  }

  /**
   * Changes a Map Run; what is null stays as it is.
   *
   * @return whether it was still running
   */
  public boolean update(
      MapRun mapRun,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {
    MapRunAttempt attempt = (MapRunAttempt) mapRun;
    return onLoop(
        () -> attempt.update(maxConcurrency, toleratedFailureCount, toleratedFailurePercentage));
  }

  /**
   * Ends a task that waits for its token.
   *
   * @throws TaskTokenException if no task waits for it
   */
  public void sendTaskSuccess(String token, Json output) {
    task(token).succeed(output);
    loop.awaitWritten();
  }

  /**
   * Fails a task that waits for its token.
   *
   * @throws TaskTokenException if no task waits for it
   */
  public void sendTaskFailure(String token, @Nullable String error, @Nullable String cause) {
    task(token).fail(error, cause);
    loop.awaitWritten();
  }

  /**
   * Restarts the heartbeat's clock of a task that waits for its token.
   *
   * @throws TaskTokenException if no task waits for it
   */
  public void sendTaskHeartbeat(String token) {
    task(token).heartbeat();
  }

  private Task task(String token) {
    loop.checkTrouble();
    Task task = tokens.get(token);
    if (task == null) {
      // The loop may not yet have taken up what an earlier engine left; asked, it does so first.
      task = onLoop(() -> tokens.get(token));
    }
    if (task == null) {
      throw new TaskTokenException();
    }
    return task;
  }

  /** Makes an activity known, and gives its ARN. */
  public String createActivity(String name) {
    String arn = arn("activity", name);
    loop.checkTrouble();
    if (activities.create(arn)) {
      loop.write(() -> records.createActivity(arn));
    }
    loop.awaitWritten();
    return arn;
  }

  /** Forgets an activity; tasks that wait for its workers go on waiting. */
  public void deleteActivity(String activityArn) {
    loop.checkTrouble();
    activities.delete(activityArn);
    loop.write(() -> records.deleteActivity(activityArn));
    loop.awaitWritten();
  }

  /**
   * Asks for an activity's next task for a while; gives nothing if none comes.
   *
   * @param worker the worker's name for the history; null for none
   * @param wait how long to ask
   */
  public CompletableFuture<Optional<ActivityTask>> activityTask(
      String activityArn, @Nullable String worker, Duration wait) {
    return activities.task(loop, activityArn, worker, wait);
  }

  /**
   * Asks for an activity's next task. Cancel the answer to give up.
   *
   * @param worker the worker's name for the history; null for none
   */
  public CompletableFuture<ActivityTask> activityTask(String activityArn, @Nullable String worker) {
    CompletableFuture<ActivityTask> answer = new CompletableFuture<>();
    loop.post(() -> activities.poll(activityArn, worker, answer));
    return answer;
  }

  /** The one thread that everything happens on, for those who decide with the engine. */
  public EventLoop eventLoop() {
    return new EventLoop(loop);
  }

  /** Completes when nothing can run at the present time; tasks may still be out. */
  public CompletableFuture<Void> settled() {
    return loop.settled();
  }

  /**
   * Stops the event loop, and closes the store if there is one. Executions that have not ended are
   * left where they are; with a store, the next engine goes on with them.
   */
  @Override
  public void close() {
    loop.close();
    if (store != null) {
      store.close();
    }
  }

  <T> T onLoop(Supplier<T> question) {
    if (loop.isHere() || loop.isClosed()) {
      return question.get();
    }
    loop.checkTrouble();
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          T value = question.get();
          loop.release(() -> answer.complete(value));
        });
    return loop.await(answer);
  }

  // ---- what is kept

  /** The time at which an execution starts that somebody starts now. */
  long startTime() {
    return loop.isHere() ? loop.now() : clock.millis();
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  EngineRecords records() {
    return records;
  }

  Archive archive() {
    return archive;
  }

  /** An execution has ended, on the loop. */
  void ended(Run run) {
    held.remove(run);
    archive.forget(run);
    run.stateMachine().executions().closed(run, outbox.nextBatch(), archive);
    if (store != null && ++ends % SWEEP == 0) {
      loop.post(() -> archive.sweep());
    }
  }

  /** The Standard execution of an ARN that is nobody's child. */
  public Optional<Execution> execution(String arn) {
    String prefix = arn("execution", "");
    int colon = arn.lastIndexOf(':');
    if (!arn.startsWith(prefix) || colon < prefix.length()) {
      return Optional.empty();
    }
    return machines
        .find(arn.substring(prefix.length(), colon))
        .flatMap(machine -> machine.execution(arn.substring(colon + 1)));
  }

  @Nullable TaskHandler handler(String resource) {
    TaskHandler registered = handlers.find(resource).orElse(null);
    return registered == null && NestedExecutions.serves(resource) ? nested : registered;
  }

  /** Whether content of objects is asked of {@link ItemObjects#RESOURCE}. */
  boolean servesItemObjects() {
    return handlers.isPut(ItemObjects.RESOURCE);
  }

  /** {@code arn:aws:states:<region>:<account>:<kind>:<rest>}. */
  public String arn(String kind, String rest) {
    return "arn:aws:states:" + region + ":" + account + ":" + kind + ":" + rest;
  }

  Loop loop() {
    return loop;
  }

  /** What time it is. */
  public EngineClock clock() {
    return clock;
  }

  /** Where names come from that nobody gives. */
  public Ids ids() {
    return ids;
  }

  /** What chance draws from; to be used on the loop, or for what need not repeat. */
  public RandomGenerator random() {
    return random;
  }

  Sources sources() {
    return sources;
  }

  @Nullable HistoryListener listener() {
    return listener;
  }

  /** As of when AWS is matched. */
  public AwsBehaviour behaviour() {
    return behaviour;
  }

  String region() {
    return region;
  }

  String roleArn() {
    return roleArn;
  }

  Activities activities() {
    return activities;
  }

  Map<String, TaskAttempt> tokens() {
    return tokens;
  }
}
