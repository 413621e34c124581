package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import dev.stepwell.asl.StateMachine;
import dev.stepwell.asl.StateMachineReader;
import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs state machines. All executions live on one event-loop thread; the methods here may be called
 * from any thread.
 */
public final class Engine implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

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
  private final Map<String, StateMachineHandle> machines = new ConcurrentHashMap<>();
  private final Map<String, TaskAttempt> tokens = new ConcurrentHashMap<>();
  private final Retention retention;
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
    this.loop = new Loop(clock);
  }

  /** Starts to describe an engine; everything has a default. */
  public static EngineBuilder builder() {
    return new EngineBuilder();
  }

  static Engine of(EngineBuilder builder) {
    Engine engine = new Engine(builder);
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
    StateMachine machine = StateMachineReader.read(definition);
    Plan plan = PlanCompiler.compile(machine, behaviour);
    return machines.compute(
        name,
        (any, earlier) ->
            new StateMachineHandle(
                this,
                name,
                type,
                definition,
                role,
                plan,
                earlier == null ? new Executions(retention) : earlier.executions()));
  }

  /** Forgets a state machine; executions that are open end at their next state. */
  public void delete(StateMachineHandle machine) {
    machine.executions().delete();
    machines.computeIfPresent(
        machine.name(), (any, known) -> known.executions() == machine.executions() ? null : known);
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
    return Optional.ofNullable(machines.get(name));
  }

  /** All state machines, in no order. */
  public List<StateMachineHandle> stateMachines() {
    return List.copyOf(machines.values());
  }

  /**
   * Starts an execution. Starting an open one again, with the same name and input, gives that one.
   *
   * @param name the execution's name; null for a fresh id
   * @throws ExecutionAlreadyExistsException if the name is taken by another input or a closed one
   * @throws IllegalArgumentException if no execution may have this name or so large an input
   */
  public Execution start(StateMachineHandle machine, @Nullable String name, Json input) {
    String given = startable(name, input);
    Run run = new Run(machine, given, input, clock.millis());
    if (machine.type() == WorkflowType.EXPRESS) {
      loop.post(run::begin);
      return run;
    }
    Run other = machine.executions().add(run);
    if (other == null) {
      loop.post(run::begin);
      return run;
    }
    if (other.status() == ExecutionStatus.RUNNING && other.input().equals(input)) {
      return other;
    }
    throw new ExecutionAlreadyExistsException(other.arn());
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
    Run run = new Run(machine, startable(name, input), input, clock.millis());
    run.answersStarter();
    loop.post(run::begin);
    return run;
  }

  private String startable(@Nullable String name, Json input) {
    if (input.size() > Failure.MOST_BYTES) {
      throw new IllegalArgumentException(
          "the input of an execution has "
              + input.size()
              + " bytes; at most "
              + Failure.MOST_BYTES
              + " are allowed: hand large data over in S3");
    }
    if (name == null) {
      return ids.next().toString();
    }
    if (!Names.areAllowed(name)) {
      throw new IllegalArgumentException("Invalid Name: '" + name + "'");
    }
    return name;
  }

  /** Stops an execution; one that has ended stays as it is. */
  public void stop(Execution execution, @Nullable String error, @Nullable String cause) {
    Run run = (Run) execution;
    loop.post(() -> run.stop(error, cause));
  }

  /** The same, and says when it is done. */
  public CompletableFuture<Execution> stopped(
      Execution execution, @Nullable String error, @Nullable String cause) {
    stop(execution, error, cause);
    CompletableFuture<Execution> done = new CompletableFuture<>();
    loop.post(() -> done.complete(execution));
    return done;
  }

  /**
   * Sets an execution going again that has ended badly: from the state that failed, with the same
   * definition and input. Finished branches, iterations and children keep their outputs. The answer
   * fails with {@link NotRedrivableException} if it cannot.
   */
  public CompletableFuture<Execution> redrive(Execution execution) {
    Run run = (Run) execution;
    CompletableFuture<Execution> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          Redrivability can = Redrivability.of(run, loop.now());
          if (can.status() == Redrivability.Status.REDRIVABLE) {
            run.redrive();
            answer.complete(run);
          } else {
            answer.completeExceptionally(new NotRedrivableException(can.explanation()));
          }
        });
    return answer;
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
  }

  /**
   * Fails a task that waits for its token.
   *
   * @throws TaskTokenException if no task waits for it
   */
  public void sendTaskFailure(String token, @Nullable String error, @Nullable String cause) {
    task(token).fail(error, cause);
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
    Task task = tokens.get(token);
    if (task == null) {
      throw new TaskTokenException();
    }
    return task;
  }

  /** Makes an activity known, and gives its ARN. */
  public String createActivity(String name) {
    String arn = arn("activity", name);
    activities.create(arn);
    return arn;
  }

  /** Forgets an activity; tasks that wait for its workers go on waiting. */
  public void deleteActivity(String activityArn) {
    activities.delete(activityArn);
  }

  /**
   * Asks for an activity's next task for a while; gives nothing if none comes.
   *
   * @param worker the worker's name for the history; null for none
   * @param wait how long to ask
   */
  public CompletableFuture<Optional<ActivityTask>> activityTask(
      String activityArn, @Nullable String worker, Duration wait) {
    CompletableFuture<ActivityTask> answer = new CompletableFuture<>();
    CompletableFuture<Optional<ActivityTask>> limited = new CompletableFuture<>();
    loop.post(
        () -> {
          Timers.Timer timer =
              loop.at(
                  loop.now() + wait.toMillis(),
                  () -> {
                    answer.cancel(false);
                    limited.complete(Optional.empty());
                  });
          CompletableFuture<Void> unused =
              answer.thenAccept(
                  task -> {
                    loop.cancel(timer);
                    limited.complete(Optional.of(task));
                  });
          activities.poll(activityArn, worker, answer);
        });
    return limited;
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

  /** Completes when nothing can run at the present time; tasks may still be out. */
  public CompletableFuture<Void> settled() {
    return loop.settled();
  }

  /** Stops the event loop; executions that have not ended are left where they are. */
  @Override
  public void close() {
    loop.close();
  }

  <T> T onLoop(Supplier<T> question) {
    if (loop.isHere() || loop.isClosed()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.post(() -> answer.complete(question.get()));
    return answer.join();
  }

  void reportBug(Run run, String state, Throwable bug) {
    LOG.log(ERROR, "state '" + state + "' of " + run.arn() + " failed in the engine", bug);
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
