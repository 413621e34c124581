package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Locale;

/**
 * AWS Database Migration Service: replication tasks. A task has one run at a time and no token for
 * it, so it is looked at before it is started, and only a run with another start than the last one
 * counts. Sources: DMS's API model, with the reasons for which a task stops; the names of errors
 * are those of the SDK for Java 2.
 */
public final class Dms {

  /** There is no such replication task. */
  public static final ErrorName NOT_FOUND =
      ErrorName.of("DatabaseMigration.ResourceNotFoundException");

  /**
   * The task cannot be started as it is: somebody else was faster, or the connection to an endpoint
   * has not been tested.
   */
  public static final ErrorName INVALID_STATE =
      ErrorName.of("DatabaseMigration.InvalidResourceStateException");

  /** A run failed, or stopped for a reason that is no end of its work. */
  public static final ErrorName RUN_FAILED = ErrorName.of("Dms.RunFailed");

  /** A run did not end before its deadline, or the task was never free. It may still run. */
  public static final ErrorName RUN_TIMED_OUT = ErrorName.of("Dms.RunTimedOut");

  private static final RetryRule SERVICE =
      RetryRule.service("DatabaseMigration.DatabaseMigrationException");
  private static final int CALL_SECONDS = 60;

  private Dms() {}

  /** How a task begins. */
  public enum Start {
    /** The first run of a task. */
    START_REPLICATION,
    /** From where the last run stopped. */
    RESUME_PROCESSING,
    /** From the beginning, with tables loaded anew. */
    RELOAD_TARGET;

    Expr word() {
      return Expr.text(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  /**
   * A run that has ended well.
   *
   * @param tablesLoaded how many tables it has loaded
   * @param tablesErrored how many it could not load; such a run ends well all the same
   * @param stopReason why it stopped, as DMS spells it
   */
  public record Run(Num tablesLoaded, Num tablesErrored, Text stopReason) {}

  /**
   * A task that has been started.
   *
   * @param status its status then, such as {@code starting}
   */
  public record Started(Text status) {}

  /**
   * Runs a task that loads tables and waits for its end. The first run starts the replication,
   * later ones load the target anew. If the task runs already, that run is waited for first. Polls
   * every 30 seconds, later every minute; deadline 12 hours. Not for tasks that replicate changes
   * without end: start those with {@link #start}.
   *
   * @param taskArn the replication task's ARN
   */
  public static DmsTask run(Text taskArn) {
    return DmsTask.of(taskArn);
  }

  /** Starts a task and is done when DMS has accepted that; time-out 60 seconds. */
  public static Task<Started> start(Text taskArn, Start how) {
    Expr.Fields request =
        Expr.fields()
            .and("ReplicationTaskArn", taskArn.expr())
            .and("StartReplicationTaskType", how.word());
    return new Task<>(
        "DMS start",
        new Work.Request(
            call("startReplicationTask", request, startPermission(taskArn)),
            Outputs.of(
                Expr.fields().and("status", Told.text("", Told.at("ReplicationTask", "Status"))))),
        parts -> new Started(new Text(parts.part("status"))));
  }

  static Permission startPermission(Text taskArn) {
    return Permission.on(Arns.of(taskArn), "dms:StartReplicationTask");
  }

  static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:databasemigration:" + action,
        arguments,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(permissions));
  }
}
