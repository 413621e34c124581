package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.scheduler.time.DataInterval;
import dev.stepwell.scheduler.time.Timetable;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What makes runs of a workflow by itself. */
public sealed interface RunTrigger {

  /** Its name, unique in the workflow. */
  String name();

  /**
   * Makes runs at the ticks of a timetable.
   *
   * @param partition which partition of its assets a run of a logical date updates; empty for whole
   *     assets
   */
  record OnTime(
      String name, Timetable timetable, TickInput input, Function<Instant, String> partition)
      implements RunTrigger {
    /** Runs that update whole assets. */
    public OnTime(String name, Timetable timetable, TickInput input) {
      this(name, timetable, input, logicalDate -> "");
    }
  }

  /**
   * Makes a run when assets were updated. What arrives while no run can be made is kept, and all of
   * it goes to the next run.
   *
   * @param byPartition whether each partition has runs of its own; then only events that name one
   *     count, and otherwise only those that name none
   */
  record OnAssets(
      String name,
      AssetCondition condition,
      boolean byPartition,
      PartitionMapper mapper,
      EventsInput input)
      implements RunTrigger {}

  /** Makes the input of a run from its tick. Must give the same for the same tick. */
  @FunctionalInterface
  interface TickInput {
    /** The input of the run that is due at a tick. */
    Json of(Instant tick, DataInterval interval);
  }

  /** Makes the input of a run from the events that it answers. */
  @FunctionalInterface
  interface EventsInput {
    /** The input of a run; events by their number, the oldest first. */
    Json of(Instant now, String partition, List<AssetEvent> events);
  }
}
