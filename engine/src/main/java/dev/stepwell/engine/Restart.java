package dev.stepwell.engine;

import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoredStream;
import java.util.Map;
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
        Map<Run, String> damages = recovered.damagesOf(run);
        engine.hold(run, () -> goOn(run, damages));
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

  private static void goOn(Run run, Map<Run, String> damages) {
    damages.forEach(
        (damaged, why) -> {
          if (!damaged.isClosed()) {
            damaged.fail(Failure.of(Recovered.DAMAGED, why), damaged.events());
          }
        });
    run.goOn();
  }
}
