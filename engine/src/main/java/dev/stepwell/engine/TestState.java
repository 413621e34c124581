package dev.stepwell.engine;

import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.State;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.teststate.TestStateException;
import dev.stepwell.engine.teststate.TestStateRequest;
import dev.stepwell.engine.teststate.TestStateResponse;

/**
 * Tests single states, as the TestState operation does: the engine runs the state as in any
 * execution, but its work may be mocked, and what its data looked like is told. Thread-safe.
 */
public final class TestState {

  private final Engine engine;

  /** Tests states in an engine, with its clock and its handlers. */
  public TestState(Engine engine) {
    this.engine = engine;
  }

  /**
   * The response to a request in the shape of the TestState operation. Waits for the state to end,
   * so not to be called on the engine's event loop.
   *
   * @throws dev.stepwell.engine.teststate.TestStateException if AWS would refuse the request
   */
  public JsonObject testState(JsonObject request) {
    return test(TestStateRequest.of(request)).json();
  }

  /**
   * Tests a state. Waits for its end, five minutes at most.
   *
   * @throws dev.stepwell.engine.teststate.TestStateException if AWS would refuse the request
   */
  public TestStateResponse test(TestStateRequest request) {
    State state = request.subject();
    Trial trial = new Trial(engine, request, state);
    Plan plan;
    try {
      plan =
          new Plan(
              TrialCompiler.compile(state, trial, engine.behaviour()),
              Long.MAX_VALUE,
              new PlanStates());
    } catch (InvalidDefinitionException e) {
      throw TestStateException.invalidDefinition(String.valueOf(e.getMessage()));
    }
    String name = engine.ids().next().toString();
    String role = request.roleArn() == null ? engine.roleArn() : request.roleArn();
    StateMachineHandle machine =
        new StateMachineHandle(
            engine,
            name,
            WorkflowType.EXPRESS,
            new Definition(0, name, WorkflowType.EXPRESS, role, request.definition()),
            plan,
            new Executions(Retention.DEFAULT));
    Run run = new Run(machine, engine.ids().next().toString(), request.input(), null);
    run.isolate(trial);
    engine.loop().post(run::begin);
    run.done().join();
    return trial.response(run);
  }
}
