package dev.stepwell.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run of a distributed Map: the executions that it starts for its items. Thread-safe. */
public interface MapRun {

  /** How a Map Run stands. */
  enum Status {
    /** Not ended. */
    RUNNING,
    /** Ended well. */
    SUCCEEDED,
    /** Too many items failed, or items could not be read, or results not written. */
    FAILED,
    /** Cut off. */
    ABORTED
  }

  /** {@code arn:aws:states:<region>:<account>:mapRun:<machine>/<label>:<id>}. */
  String arn();

  /** The execution that the Map is in. */
  Execution execution();

  /** What the children run. */
  StateMachineHandle children();

  /** How it stands now. */
  Status status();

  /** When it began. */
  Instant startTime();

  /** When it ended, if it has. */
  Optional<Instant> stopTime();

  /** How many children may run at once; 0 for as many as possible. */
  long maxConcurrency();

  /** How many items may fail. */
  long toleratedFailureCount();

  /** Which share of all items may fail, from 0 to 100. */
  double toleratedFailurePercentage();

  /** How often it was set going again. */
  int redriveCount();

  /** When it was last set going again, if it was. */
  Optional<Instant> redriveTime();

  /** How its items stand. */
  MapRunCounts itemCounts();

  /** How its children stand. */
  MapRunCounts executionCounts();

  /** Its children so far, the newest first. */
  List<Execution> executions();

  /** How many items a child has. */
  int itemsOf(Execution child);
}
