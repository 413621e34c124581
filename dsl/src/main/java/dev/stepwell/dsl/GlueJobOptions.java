package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;
import org.jspecify.annotations.Nullable;

/**
 * What a run has in place of what its job defines. Null where the job's own value stays.
 *
 * @param timeoutMinutes the longest that it may run
 * @param worker the type of its workers
 * @param workers how many there are
 * @param maxCapacity data processing units, for jobs without workers
 * @param flexible whether it may wait for spare capacity
 * @param securityConfiguration how its files and logs are encrypted
 * @param queuing whether it waits where it would be refused
 * @param notifyAfterMinutes after how long Glue sends a notification that it is late
 */
record GlueJobOptions(
    @Nullable Integer timeoutMinutes,
    @Nullable GlueWorker worker,
    @Nullable Integer workers,
    @Nullable Double maxCapacity,
    @Nullable Boolean flexible,
    @Nullable Text securityConfiguration,
    @Nullable Boolean queuing,
    @Nullable Integer notifyAfterMinutes) {

  static final GlueJobOptions NONE =
      new GlueJobOptions(null, null, null, null, null, null, null, null);

  /** The members of {@code StartJobRun} that there is a value for. */
  Expr.Fields onto(Expr.Fields request) {
    Expr.Fields all = request;
    all = and(all, "Timeout", timeoutMinutes == null ? null : Expr.number(timeoutMinutes));
    all = and(all, "WorkerType", worker == null ? null : Expr.text(worker.name()));
    all = and(all, "NumberOfWorkers", workers == null ? null : Expr.number(workers));
    all = and(all, "MaxCapacity", maxCapacity == null ? null : Num.of(maxCapacity).expr());
    all =
        and(
            all,
            "ExecutionClass",
            flexible == null ? null : Expr.text(flexible ? "FLEX" : "STANDARD"));
    all =
        and(
            all,
            "SecurityConfiguration",
            securityConfiguration == null ? null : securityConfiguration.expr());
    all =
        and(
            all,
            "JobRunQueuingEnabled",
            queuing == null ? null : new Expr.Constant(Json.of(queuing)));
    return and(
        all,
        "NotificationProperty",
        notifyAfterMinutes == null
            ? null
            : Expr.fields().and("NotifyDelayAfter", Expr.number(notifyAfterMinutes)));
  }

  private static Expr.Fields and(Expr.Fields request, String name, @Nullable Expr value) {
    return value == null ? request : request.and(name, value);
  }

  GlueJobOptions timeout(int minutes) {
    return new GlueJobOptions(
        minutes,
        worker,
        workers,
        maxCapacity,
        flexible,
        securityConfiguration,
        queuing,
        notifyAfterMinutes);
  }

  GlueJobOptions workers(GlueWorker type, int number) {
    return new GlueJobOptions(
        timeoutMinutes,
        type,
        number,
        maxCapacity,
        flexible,
        securityConfiguration,
        queuing,
        notifyAfterMinutes);
  }

  GlueJobOptions maxCapacity(double units) {
    return new GlueJobOptions(
        timeoutMinutes,
        worker,
        workers,
        units,
        flexible,
        securityConfiguration,
        queuing,
        notifyAfterMinutes);
  }

  GlueJobOptions flexible(boolean flex) {
    return new GlueJobOptions(
        timeoutMinutes,
        worker,
        workers,
        maxCapacity,
        flex,
        securityConfiguration,
        queuing,
        notifyAfterMinutes);
  }

  GlueJobOptions securityConfiguration(Text name) {
    return new GlueJobOptions(
        timeoutMinutes, worker, workers, maxCapacity, flexible, name, queuing, notifyAfterMinutes);
  }

  GlueJobOptions queuing(boolean queued) {
    return new GlueJobOptions(
        timeoutMinutes,
        worker,
        workers,
        maxCapacity,
        flexible,
        securityConfiguration,
        queued,
        notifyAfterMinutes);
  }

  GlueJobOptions notifyAfter(int minutes) {
    return new GlueJobOptions(
        timeoutMinutes,
        worker,
        workers,
        maxCapacity,
        flexible,
        securityConfiguration,
        queuing,
        minutes);
  }
}
