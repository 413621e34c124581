package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.engine.store.StoredStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes executions of stored streams, parents before their children. For one thread. */
final class Recovered {

  /** The error of an execution whose records are damaged; it cannot go on. */
  static final String DAMAGED = "Stepwell.HistoryDamaged";

  private static final System.Logger LOG = System.getLogger(Recovered.class.getName());

  private final Engine engine;
  private final Machines machines;
  private final Map<Long, Run> byStream = new HashMap<>();
  private final List<Run> roots = new ArrayList<>();
  private final Map<Run, String> damages = new HashMap<>();

  Recovered(Engine engine, Machines machines) {
    this.engine = engine;
    this.machines = machines;
  }

  /** The executions that are nobody's children, in the order in which they were started. */
  List<Run> roots() {
    return roots;
  }

  /** What is wrong with the records of an execution and of its children; empty if nothing is. */
  Map<Run, String> damagesOf(Run root) {
    Map<Run, String> its = new HashMap<>();
    damages.forEach(
        (run, why) -> {
          if (run.root() == root.number()) {
            its.put(run, why);
          }
        });
    return its;
  }

  /** Makes an execution of its stream; null if that cannot be, which is logged. */
  @Nullable Run add(StoredStream stream) {
    RunReplay replay = new RunReplay(birth -> born(stream.info().id(), birth));
    RunReader reader =
        new RunReader(stream.bytes(), replay, birth -> origin(replay.result(), birth));
    String damage = stream.damage();
    try {
      reader.read();
    } catch (InvalidDefinitionException e) {
      lose(stream, "this release refuses its definition: " + e.getMessage());
      return null;
    } catch (RuntimeException e) {
      damage = damage == null ? "its records make no sense: " + e.getMessage() : damage;
    }
    Run run = replay.result();
    if (run == null) {
      lose(stream, damage == null ? "its records are empty" : damage);
      return null;
    }
    byStream.put(run.number(), run);
    engine.records().goOn(run, reader.lastTime());
    if (run.isChild()) {
      run.joinMapRun();
    } else {
      roots.add(run);
    }
    if (damage != null) {
      damages.put(run, damage);
      LOG.log(ERROR, run.arn() + " cannot go on: " + damage);
    }
    return run;
  }

  private static void lose(StoredStream stream, String why) {
    LOG.log(
        ERROR,
        "execution '"
            + stream.info().name()
            + "' of state machine '"
            + stream.info().machine()
            + "' cannot go on and is left as it is: "
            + why);
  }

  private Run born(long number, RunBirth birth) {
    RunBirth.Descent descent = birth.descent();
    if (descent == null) {
      return new Run(machine(birth), number, birth, null);
    }
    Run parent = byStream.get(descent.parent());
    if (parent == null) {
      throw new IllegalStateException("the execution that has its Map Run is not there");
    }
    MapRunAttempt mapRun = parent.ownMapRuns().get(descent.mapRunArn());
    return new Run(mapRun.children(), number, birth, mapRun.childAt(descent.index()));
  }

  private StateMachineHandle machine(RunBirth birth) {
    StateMachineHandle machine = machines.revision(birth.definition());
    if (machine == null) {
      throw new IllegalStateException("its definition is not in the store");
    }
    String version = birth.versionArn();
    return version == null ? machine : machine.startedBy(version, birth.aliasArn());
  }

  private EventCodec.Origin origin(@Nullable Run run, RunBirth birth) {
    if (run == null) {
      throw new IllegalStateException("it has not begun");
    }
    StateMachineHandle machine = run.stateMachine();
    return new EventCodec.Origin(
        machine.plan().states(),
        new EventDetails.Started(
            birth.input(), machine.roleArn(), machine.aliasArn(), machine.versionArn()),
        engine.region());
  }
}
