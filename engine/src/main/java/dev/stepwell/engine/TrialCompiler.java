package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.TaskState;
import dev.stepwell.engine.teststate.Mock;
import java.util.List;

/** Makes a plan of one state: what it does is looked at, and every way out of it is an end. */
final class TrialCompiler extends PlanCompiler {

  private final Trial trial;
  private final AwsBehaviour behaviour;

  private TrialCompiler(Trial trial, AwsBehaviour behaviour) {
    super(behaviour, new PlanStates());
    this.trial = trial;
    this.behaviour = behaviour;
  }

  static Node compile(State state, Trial trial, AwsBehaviour behaviour) {
    TrialCompiler compiler = new TrialCompiler(trial, behaviour);
    Node node = compiler.checked(state);
    compiler.link();
    return node;
  }

  @Override
  Node target(String name) {
    return new WayOutNode(name, trial);
  }

  @Override
  Flow flow(State state) {
    return isJsonata(state)
        ? new ObservedQueryFlow(state.data(), trial.inspection())
        : new ObservedPathFlow(state.data(), !(state instanceof MapState), trial.inspection());
  }

  @Override
  Recovery recovery(List<RetryRule> retries, List<CatchRule> catches) {
    return new TrialRecovery(retries, catches, trial);
  }

  @Override
  Node task(TaskState state, Recovery recovery) {
    Mock mock = trial.mock();
    return mock == null
        ? super.task(state, recovery)
        : new MockedTaskNode(state.name(), flow(state), TaskCompiler.terms(state), recovery, mock);
  }

  @Override
  Node map(MapState state, Recovery recovery) {
    Mock mock = trial.mock();
    return mock == null
        ? super.map(state, recovery)
        : new MockedMapNode(
            state,
            flow(state),
            MapCompiler.source(state, behaviour),
            MapCompiler.extras(state),
            recovery,
            trial,
            mock);
  }

  @Override
  Node parallel(ParallelState state, Recovery recovery) {
    Mock mock = trial.mock();
    return mock == null
        ? super.parallel(state, recovery)
        : new MockedParallelNode(state.name(), flow(state), recovery, mock);
  }
}
