package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state machine that an engine knows, at one revision: executions keep the definition that they
 * were started with. Immutable and thread-safe.
 */
public final class StateMachineHandle {

  private final Engine engine;
  private final String name;
  private final WorkflowType type;
  private final Definition definition;
  private final Plan plan;
  private final Executions executions;
  private final @Nullable String versionArn;
  private final @Nullable String aliasArn;
  private final @Nullable StateMachineHandle origin;
  private final JsonObject context;

  StateMachineHandle(
      Engine engine,
      String name,
      WorkflowType type,
      Definition definition,
      Plan plan,
      Executions executions) {
    this(engine, name, type, definition, plan, executions, null, null, null);
  }

  private StateMachineHandle(
      Engine engine,
      String name,
      WorkflowType type,
      Definition definition,
      Plan plan,
      Executions executions,
      @Nullable String versionArn,
      @Nullable String aliasArn,
      @Nullable StateMachineHandle origin) {
    this.engine = engine;
    this.name = name;
    this.type = type;
    this.definition = definition;
    this.plan = plan;
    this.executions = executions;
    this.versionArn = versionArn;
    this.aliasArn = aliasArn;
    this.origin = origin;
    this.context = JsonObject.of("Id", Json.of(arn()), "Name", Json.of(name));
  }

  /** This state machine as executions show it that are started by a version, or by an alias. */
  public StateMachineHandle startedBy(String version, @Nullable String alias) {
    return new StateMachineHandle(
        engine, name, type, definition, plan, executions, version, alias, revision());
  }

  /** The state machine of a Map's children, which end when this is deleted. */
  StateMachineHandle children(String label, WorkflowType childType, Plan processor) {
    return new StateMachineHandle(
        engine,
        name + "/" + label,
        childType,
        definition,
        processor,
        executions,
        versionArn,
        aliasArn,
        revision());
  }

  /** The revision that this is of: the same without version, alias and label. */
  public StateMachineHandle revision() {
    return origin == null ? this : origin;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** {@code arn:aws:states:<region>:<account>:stateMachine:<name>}. */
  public String arn() {
    return engine.arn("stateMachine", name);
  }

  /** Standard or Express. */
  public WorkflowType type() {
    return type;
  }

  /** The definition, as it was given. */
  public String definition() {
    return definition.text();
  }

  /** The revision's id, which the parts of a Map share. */
  long definitionId() {
    return definition.id();
  }

  Definition revisionDefinition() {
    return definition;
  }

  /** The role that executions show. */
  public String roleArn() {
    return definition.roleArn();
  }

  /** The version that executions are started by; null if by none. */
  public @Nullable String versionArn() {
    return versionArn;
  }

  /** The alias that executions are started by; null if by none. */
  public @Nullable String aliasArn() {
    return aliasArn;
  }

  /** The Standard execution of a name, open or closed, of whatever revision. */
  public Optional<Execution> execution(String executionName) {
    Run known = executions.find(executionName);
    return known != null ? Optional.of(known) : engine.archive().find(name, executionName);
  }

  /** All Standard executions, open or closed, of whatever revision; the newest first. */
  public List<Execution> executionsNewestFirst() {
    return engine.archive().with(name, executions.newestFirst());
  }

  /** The child of a name of any Map Run. */
  public Optional<Execution> child(String executionName) {
    return Optional.ofNullable(executions.child(executionName));
  }

  /** The Map Run of an ARN. */
  public Optional<MapRun> mapRun(String mapRunArn) {
    return Optional.ofNullable(executions.mapRun(mapRunArn));
  }

  /** Whether an execution has not ended. */
  public boolean isRunning() {
    return executions.anyOpen();
  }

  Engine engine() {
    return engine;
  }

  Plan plan() {
    return plan;
  }

  JsonObject context() {
    return context;
  }

  Executions executions() {
    return executions;
  }

  @Override
  public String toString() {
    return arn();
  }
}
