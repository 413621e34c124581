package dev.stepwell.engine;

import dev.stepwell.engine.record.RecordReader;
import dev.stepwell.engine.record.RecordWriter;
import dev.stepwell.engine.store.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what an engine knows: definitions, activities, and that executions begin and end.
 * Without a store nothing is written. Lives on the loop.
 */
final class EngineRecords {

  /** What is told of the engine itself, in the order in which it was written. */
  interface Visitor {

    /** A state machine was taken in, in place of one of the same name. */
    void defined(Definition definition);

    /** A state machine was deleted. */
    void deleted(String machine);

    /** An activity was created. */
    void activity(String arn);

    /** An activity was deleted. */
    void activityDeleted(String arn);
  }

  private static final int DEFINED = 1;
  private static final int DELETED = 2;
  private static final int ACTIVITY = 3;
  private static final int ACTIVITY_DELETED = 4;

  private final @Nullable Journal journal;

  EngineRecords(@Nullable Journal journal) {
    this.journal = journal;
  }

  // ---- the engine

  void define(Definition definition) {
    if (journal != null) {
      RecordWriter out = own(journal, DEFINED);
      out.number(definition.id());
      out.text(definition.name());
      out.text(definition.type().name());
      out.text(definition.roleArn());
      out.text(definition.text());
    }
  }

  void delete(String machine) {
    name(DELETED, machine);
  }

  void createActivity(String arn) {
    name(ACTIVITY, arn);
  }

  void deleteActivity(String arn) {
    name(ACTIVITY_DELETED, arn);
  }

  private void name(int kind, String name) {
    if (journal != null) {
      own(journal, kind).text(name);
    }
  }

  private static RecordWriter own(Journal journal, int kind) {
    RecordWriter out = journal.writer(Journal.OWN);
    out.number(kind);
    return out;
  }

  /** Tells what was written of the engine. */
  static void read(byte[] bytes, Visitor visitor) {
    RecordReader in = new RecordReader(bytes);
    while (in.hasMore()) {
      int kind = in.small();
      switch (kind) {
        case DEFINED ->
            visitor.defined(
                new Definition(
                    in.number(), in.text(), WorkflowType.valueOf(in.text()), in.text(), in.text()));
        case DELETED -> visitor.deleted(in.text());
        case ACTIVITY -> visitor.activity(in.text());
        case ACTIVITY_DELETED -> visitor.activityDeleted(in.text());
        default -> throw new IllegalStateException("no record of an engine is of kind " + kind);
      }
    }
  }

  // ---- executions

  /** An execution begins; from now on it is written down. */
  void begin(Run run) {
    if (journal == null || !run.isKept()) {
      return;
    }
    RunWriter writer = new RunWriter(journal, run.number());
    writer.created(run.birth());
    journal.put(info(run));
    if (run.stateMachine().type() == WorkflowType.STANDARD) {
      run.records(writer);
    }
  }

  /** An execution of another process is written on from now. */
  void goOn(Run run, long lastTime) {
    if (journal != null && run.stateMachine().type() == WorkflowType.STANDARD) {
      RunWriter writer = new RunWriter(journal, run.number());
      writer.continueFrom(lastTime);
      run.records(writer);
    }
  }

  /** An execution goes on that had ended. */
  void redrive(Run run) {
    if (journal != null && run.isKept()) {
      journal.put(info(run));
    }
  }

  /** A child is about to be set going again by its Map Run. */
  void awaitsRedrive(Run run) {
    if (journal != null && run.stateMachine().type() == WorkflowType.EXPRESS) {
      new RunWriter(journal, run.number()).awaitsRedrive();
    } else {
      run.records().awaitsRedrive();
    }
  }

  /** An execution has ended. */
  void end(Run run) {
    if (journal == null || !run.isKept()) {
      return;
    }
    if (run.stateMachine().type() == WorkflowType.EXPRESS) {
      if (!run.isChild()) {
        journal.forget(run.number());
        return;
      }
      run.writeEnd(new RunWriter(journal, run.number()));
    }
    journal.put(info(run));
  }

  /** Removes an execution, and all children of its Map Runs. */
  void forget(long root) {
    if (journal != null) {
      journal.forget(root);
    }
  }

  private static StreamInfo info(Run run) {
    return new StreamInfo(
        run.number(),
        run.root(),
        run.stateMachine().name(),
        run.name(),
        run.status().name(),
        run.startedAt(),
        run.isClosed() ? run.stoppedAt() : StreamInfo.OPEN);
  }
}
