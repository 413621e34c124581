package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A run of a replication task. */
public final class DmsTask extends Task<Dms.Run> {

  private static final Pattern ARN = Pattern.compile("arn:[^:]+:dms:[^:]*:[^:]*:task:.+");
  private static final Pattern STOP = Pattern.compile("(server|commit)_time:.+");
  private static final List<String> ENDS =
      List.of("Stop Reason NORMAL", "Stop Reason FULL_LOAD_ONLY_FINISHED");
  private static final List<String> AFTER_FULL_LOAD =
      List.of("Stop Reason STOPPED_AFTER_FULL_LOAD", "Stop Reason STOPPED_AFTER_CACHED_EVENTS");
  private static final List<String> AT_TIME =
      List.of("Stop Reason STOPPED_AT_SERVER_TIME", "Stop Reason STOPPED_AT_COMMIT_TIME");
  private static final List<String> OTHER_ENDS =
      List.of(
          "failed",
          "Stop Reason RECOVERABLE_ERROR",
          "Stop Reason FATAL_ERROR",
          "Stop Reason EXPRESS_LICENSE_LIMITS_REACHED",
          "Stop Reason STOPPED_AFTER_DDL_APPLY",
          "Stop Reason STOPPED_DUE_TO_LOW_MEMORY",
          "Stop Reason STOPPED_DUE_TO_LOW_DISK",
          "Stop Reason RECONFIGURATION_RESTART",
          "Stop Reason RECYCLE_TASK");
  private static final int TWELVE_HOURS = 12 * 3600;

  private final Text taskArn;
  private final Dms.Start again;
  private final Expr.Fields positions;
  private final List<String> ends;

  private DmsTask(Text taskArn, Dms.Start again, Expr.Fields positions, List<String> ends) {
    super(
        "DMS replication task",
        work(taskArn, again, positions, ends),
        parts ->
            new Dms.Run(
                new Num(parts.part("tablesLoaded")),
                new Num(parts.part("tablesErrored")),
                new Text(parts.part("stopReason"))));
    this.taskArn = taskArn;
    this.again = again;
    this.positions = positions;
    this.ends = ends;
  }

  static DmsTask of(Text taskArn) {
    Accepted.text(
        "replication task",
        taskArn,
        ARN,
        "is the ARN of a task, arn:aws:dms:REGION:ACCOUNT:task:ID; DMS starts none by its name");
    return new DmsTask(taskArn, Dms.Start.RELOAD_TARGET, Expr.fields(), ENDS);
  }

  /** Goes on where the last run stopped instead of loading the target anew. */
  public DmsTask resuming() {
    return new DmsTask(taskArn, Dms.Start.RESUME_PROCESSING, positions, ends);
  }

  /** Replicates changes from this position: a time, a checkpoint or a number of the log. */
  public DmsTask from(Text position) {
    return new DmsTask(
        taskArn, again, Members.put(positions, position.expr(), "CdcStartPosition"), ends);
  }

  /**
   * Replicates changes up to this position, and has ended well there.
   *
   * @param position {@code server_time:2026-02-09T12:12:12} or {@code commit_time:..}
   */
  public DmsTask until(Text position) {
    Accepted.text(
        "stop position of the replication task",
        position,
        STOP,
        "begins with server_time: or commit_time:; say which clock it means");
    return new DmsTask(
        taskArn,
        again,
        Members.put(positions, position.expr(), "CdcStopPosition"),
        plus(ends, AT_TIME));
  }

  /** Has also ended well when it stopped after the full load, as its settings say. */
  public DmsTask stopsAfterFullLoad() {
    return new DmsTask(taskArn, again, positions, plus(ends, AFTER_FULL_LOAD));
  }

  private static List<String> plus(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    second.stream().filter(end -> !first.contains(end)).forEach(all::add);
    return all;
  }

  private static Work work(
      Text taskArn, Dms.Start again, Expr.Fields positions, List<String> ends) {
    Expr type =
        Expr.raw(
            "{0} = 'ready' ? {1} : {2}",
            new Expr.Local("ended"), Dms.Start.START_REPLICATION.word(), again.word());
    Expr.Fields request =
        Expr.fields()
            .and("ReplicationTaskArn", taskArn.expr())
            .and("StartReplicationTaskType", type);
    for (Expr.Member position : positions.members()) {
      request = request.and(position.name(), position.value());
    }
    Expr.Fields question =
        Expr.fields()
            .and(
                "Filters",
                new Expr.Elements(
                    List.of(
                        Expr.fields()
                            .and("Name", Expr.text("replication-task-arn"))
                            .and("Values", Members.texts(taskArn)))))
            .and("WithoutSettings", new Expr.Constant(Json.of(true)));
    Expr status = of("Status");
    List<String> bad = new ArrayList<>(OTHER_ENDS);
    plus(AFTER_FULL_LOAD, AT_TIME).stream().filter(end -> !ends.contains(end)).forEach(bad::add);
    Polling polling =
        new Polling(
            Dms.call(
                "describeReplicationTasks",
                question,
                Permission.on("*", "dms:DescribeReplicationTasks")),
            Expr.raw("{0} in ['ready', 'stopped', 'failed'] ? 'idle' : {0}", status),
            Told.text("", of("LastFailureMessage")),
            List.of(
                "creating", "starting", "running", "stopping", "modifying", "testing", "moving"),
            ends,
            bad,
            "Dms.Run",
            30,
            60,
            TWELVE_HOURS);
    Expr stopReason = Told.text("", of("StopReason"));
    return new Work.Exclusive(
        Dms.call("startReplicationTask", request, Dms.startPermission(taskArn)),
        polling,
        Told.text("", of("ReplicationTaskStats", "StartDate")),
        Expr.raw("{0} = 'stopped' ? {1} : {0}", status, stopReason),
        "idle",
        "",
        Outputs.of(
            Expr.fields()
                .and("tablesLoaded", Told.number(of("ReplicationTaskStats", "TablesLoaded")))
                .and("tablesErrored", Told.number(of("ReplicationTaskStats", "TablesErrored")))
                .and("stopReason", stopReason)));
  }

  /** A member of the one task that the question finds. */
  private static Expr of(String... path) {
    List<String> whole = new ArrayList<>(List.of("ReplicationTasks", "0"));
    whole.addAll(List.of(path));
    return new Expr.Result(whole);
  }
}
