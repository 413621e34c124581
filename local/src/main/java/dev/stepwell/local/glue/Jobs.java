package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The jobs and their runs. A run happens inside the call that starts it, whether or not the call is
 * one that waits. Thread-safe.
 */
public final class Jobs {

  private record Job(JobDefinition definition, Semaphore free) {}

  private final JobRunner runner;
  private final Supplier<String> ids;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, JobRun> runs = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * No job yet.
   *
   * @param runner does the work
   * @param ids a new run id each time it is asked
   */
  public Jobs(JobRunner runner, Supplier<String> ids) {
    this.runner = runner;
    this.ids = ids;
  }

  /** Adds a job, in place of the one of its name. */
  public void add(JobDefinition job) {
    jobs.put(job.name(), new Job(job, new Semaphore(job.maxConcurrentRuns())));
  }

  /** All runs, in the order in which they began. */
  public List<JobRun> runs() {
    synchronized (runs) {
      return List.copyOf(runs.values());
    }
  }

  void addActions(Service.Builder glue) {
    Parameters start =
        Parameters.required("JobName")
            .optional(
                "JobRunId",
                "Arguments",
                "AllocatedCapacity",
                "MaxCapacity",
                "Timeout",
                "SecurityConfiguration",
                "NotificationProperty",
                "WorkerType",
                "NumberOfWorkers",
                "ExecutionClass",
                "JobRunQueuingEnabled");
    glue.optimized("startJobRun", start, (arguments, context) -> start(arguments, context, true))
        .optimized("startJobRun.sync", start, this::startAndWait)
        .action("startJobRun", start, (arguments, context) -> start(arguments, context, false))
        .action(
            "getJobRun",
            Parameters.required("JobName", "RunId").optional("PredecessorsIncluded"),
            this::getJobRun)
        .action(
            "getJobRuns",
            Parameters.required("JobName").optional("MaxResults", "NextToken"),
            this::getJobRuns);
  }

  private Json start(JsonObject arguments, CallContext context, boolean named)
      throws ServiceException {
    JobRun run = run(arguments, context, false);
    return named
        ? JsonObject.of("JobName", Json.of(run.job()), "JobRunId", Json.of(run.id()))
        : JsonObject.of("JobRunId", Json.of(run.id()));
  }

  private Json startAndWait(JsonObject arguments, CallContext context) throws ServiceException {
    JobRun run = run(arguments, context, true);
    if (run.state().equals("FAILED")) {
      throw new TaskFailedException("States.TaskFailed", run.describeOptimized().compact());
    }
    return run.describeOptimized();
  }

  private JobRun run(JsonObject arguments, CallContext context, boolean announce)
      throws ServiceException {
    Job job = find(text(arguments, "JobName"));
    Map<String, String> given = given(arguments);
    Map<String, String> all = new LinkedHashMap<>(job.definition.defaultArguments());
    all.putAll(given);
    if (!job.free.tryAcquire()) {
      throw ServiceException.refused(
          "ConcurrentRunsExceededException",
          "Concurrent runs exceeded for "
              + job.definition.name()
              + ": at most "
              + job.definition.maxConcurrentRuns()
              + " at once");
    }
    try {
      String id = "jr_" + ids.get().replace("-", "");
      JobRun begun =
          new JobRun(id, job.definition.name(), "RUNNING", null, given, context.now(), null);
      runs.put(id, begun);
      if (announce) {
        context.submitted(JsonObject.of("JobName", Json.of(begun.job()), "JobRunId", Json.of(id)));
      }
      JobRun ended = work(job.definition.script(), all, begun, context);
      runs.put(id, ended);
      return ended;
    } finally {
      job.free.release();
    }
  }

  private JobRun work(
      String script, Map<String, String> arguments, JobRun run, CallContext context) {
    AtomicBoolean cancelled = new AtomicBoolean();
    try {
      runner.run(script, arguments, run.id(), context.alsoOnCancel(() -> cancelled.set(true)));
      return run.ended("SUCCEEDED", null, context.now());
    } catch (JobFailedException failure) {
      return cancelled.get()
          ? run.ended("STOPPED", null, context.now())
          : run.ended("FAILED", failure.reason(), context.now());
    } catch (RuntimeException fault) {
      runs.put(run.id(), run.ended("FAILED", "Internal error: " + fault, context.now()));
      throw fault;
    }
  }

  private static Map<String, String> given(JsonObject arguments) throws ServiceException {
    Json given = arguments.get("Arguments");
    if (given == null) {
      return Map.of();
    }
    if (!(given instanceof JsonObject members)) {
      throw ServiceException.refused(
          "InvalidInputException", "Arguments must be an object, not " + given.compact());
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (String name : members.names()) {
      if (!name.startsWith("--")) {
        throw ServiceException.refused(
            "InvalidInputException",
            "The argument '" + name + "' must begin with --, else the job does not see it");
      }
      if (!(members.get(name) instanceof JsonString value)) {
        throw ServiceException.refused(
            "InvalidInputException", "The value of the argument '" + name + "' must be a string");
      }
      map.put(name, value.value());
    }
    return map;
  }

  private Job find(String name) throws ServiceException {
    Job job = jobs.get(name);
    if (job == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Failed to start job run due to missing metadata: there is no job '"
              + name
              + "', only "
              + jobs.keySet());
    }
    return job;
  }

  private Json getJobRun(JsonObject arguments, CallContext context) throws ServiceException {
    String id = text(arguments, "RunId");
    JobRun run = runs.get(id);
    if (run == null || !run.job().equals(text(arguments, "JobName"))) {
      throw ServiceException.refused("EntityNotFoundException", "Job Run " + id + " not found");
    }
    return JsonObject.of("JobRun", run.describe());
  }

  private Json getJobRuns(JsonObject arguments, CallContext context) throws ServiceException {
    Job job = find(text(arguments, "JobName"));
    List<Json> found = new ArrayList<>();
    for (JobRun run : runs()) {
      if (run.job().equals(job.definition.name())) {
        found.add(0, run.describe());
      }
    }
    return JsonObject.of("JobRuns", JsonArray.of(found));
  }
}
