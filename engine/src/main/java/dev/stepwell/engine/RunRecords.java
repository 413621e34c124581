package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of an execution so that another process can go on with it: its events, and
 * beside them what no event tells. {@link RunWriter} turns the calls into bytes, {@link RunReader}
 * makes the same calls again.
 *
 * <p>Frames are known by their numbers: 0 is the execution's own, branches and iterations count on
 * in the order in which they are made. States are known by their index in {@link PlanStates}.
 */
interface RunRecords {

  /** Stands where a frame or a state is due and there is none. */
  int NONE = -1;

  /** Nothing is written down. */
  RunRecords NOWHERE = new RunRecords() {};

  /** The execution began; comes first. */
  default void created(RunBirth birth) {}

  /**
   * Something happened that histories show.
   *
   * @param frame to whom; {@link #NONE} for the execution
   * @param node in which state; {@link #NONE} for none
   */
  default void event(int frame, int node, HistoryEvent event) {}

  /**
   * A frame has left its state.
   *
   * @param next the state that follows; {@link #NONE} if the graph has ended
   */
  default void moved(int frame, int next) {}

  /** A task was scheduled that others answer by a token. */
  default void scheduled(int frame, String token) {}

  /**
   * A frame waits.
   *
   * @param until the moment in milliseconds since 1970
   * @param longest how long that was when it was set, in milliseconds; {@link Timers#UNLIMITED} if
   *     the moment itself is meant
   * @param effective what the state works on
   */
  default void waiting(int frame, long until, long longest, Json effective) {}

  /**
   * A frame waits to try its state again.
   *
   * @param last the event that what follows refers to
   * @param rule which retrier it is by, of so many
   * @param until the moment in milliseconds since 1970
   * @param longest how long that was when it was set, in milliseconds
   */
  default void retrying(int frame, int last, int rule, int rules, long until, long longest) {}

  /** A task's time was over, and the frame is about to fail. */
  default void timedOut(int frame, boolean pulse) {}

  /** A Parallel began, with one frame for each branch. */
  default void branches(int frame, Json effective) {}

  /** An inline Map began. */
  default void iterations(int frame, Json effective, int atOnce, List<MapItem> items) {}

  /** A distributed Map began. */
  default void mapRun(int frame, Json effective, Tolerance.Limits limits, long concurrency) {}

  /** A Map Run has found what its children are to work on. */
  default void inputs(int frame, List<Json> inputs, List<MapItem> items) {}

  /** A Map Run was changed. */
  default void updated(int frame, Tolerance.Limits limits, long concurrency) {}

  /**
   * A frame goes on that had ended badly or was cut off.
   *
   * @param cause the event that what follows refers to
   */
  default void revived(int frame, int cause) {}

  /** A child waits for its Map Run to set it going again. */
  default void awaitsRedrive() {}

  /** An Express execution ended, whose events are not written down. */
  default void closed(ExecutionStatus how, long at, @Nullable Json output, @Nullable Failure why) {}
}
