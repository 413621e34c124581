package dev.stepwell.engine;

import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoredStream;
import java.util.function.Predicate;

/** Takes up what another process left in a store. Before the loop starts. */
final class Restart {

  private final Engine engine;
  private final Machines machines;
  private final Store store;

  Restart(Engine engine, Machines machines, Store store) {
    this.engine = engine;
    this.machines = machines;
    this.store = store;
  }

  /**
   * Makes everything known again, and has open executions go on.
   *
   * @param resumes which of them; the others stay open, and stand still
   */
  void restart(Predicate<Execution> resumes) {
    Recovered recovered = new Recovered(engine, machines);
    store.openStreams(stream -> take(recovered, stream));
    machines.restored();
    for (Run run : recovered.roots()) {
      run.stateMachine().executions().adopt(run);
      if (!run.isClosed()) {
        engine.hold(run, () -> goOn(recovered, run));
        if (resumes.test(run)) {
          engine.resume(run);
        }
      }
    }
  }

  private void take(Recovered recovered, StoredStream stream) {
    if (stream.info().id() == Journal.OWN) {
      EngineRecords.read(stream.bytes(), machines);
    } else {
      recovered.add(stream);
    }
  }

  private static void goOn(Recovered recovered, Run run) {
    for (Run damaged : recovered.damaged()) {
      if (damaged.root() == run.number() && !damaged.isClosed()) {
        damaged.fail(Failure.of(Recovered.DAMAGED, recovered.damage(damaged)), damaged.events());
      }
    }
    run.goOn();
  }
}
