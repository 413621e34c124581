package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A state machine that an engine knows. Thread-safe. */
public final class StateMachineHandle {

  private final Engine engine;
  private final String name;
  private final WorkflowType type;
  private final String definition;
  private final Plan plan;
  private final JsonObject context;
  private final Map<String, Run> executions = new ConcurrentHashMap<>();

  StateMachineHandle(Engine engine, String name, WorkflowType type, String definition, Plan plan) {
    this.engine = engine;
    this.name = name;
    this.type = type;
    this.definition = definition;
    this.plan = plan;
    this.context = JsonObject.of("Id", Json.of(arn()), "Name", Json.of(name));
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
    return definition;
  }

  /** The execution of a name, open or closed. */
  public Optional<Execution> execution(String executionName) {
    return Optional.ofNullable(executions.get(executionName));
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

  Map<String, Run> executions() {
    return executions;
  }

  @Override
  public String toString() {
    return arn();
  }
}
