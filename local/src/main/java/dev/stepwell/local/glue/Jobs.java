package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The jobs and their runs. A run happens inside the call that starts it, whether or not the call is
 * one that waits. A start that is resumed goes on with the run that its task has begun, under that
 * run's id. Thread-safe.
 */
public final class Jobs {

  private record Job(JobDefinition definition, Semaphore free) {}

  private final JobRunner runner;
  private final Supplier<String> ids;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final WorkRegister runs;

  /**
   * No job yet.
   *
   * @param runner does the work
   * @param ids a new run id each time it is asked
   * @param runs keeps the runs
   */
  public Jobs(JobRunner runner, Supplier<String> ids, WorkRegister runs) {
    this.runner = runner;
    this.ids = ids;
    this.runs = runs;
  }

  /** Adds a job, in place of the one of its name. */
  public void add(JobDefinition job) {
    jobs.put(job.name(), new Job(job, new Semaphore(job.maxConcurrentRuns())));
  }

  /** All runs that are remembered, in the order in which they began. */
  public List<JobRun> runs() {
    return runs.all().stream().map(JobRun::of).toList();
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
    glue.optimized(
            "startJobRun",
            start,
            Resumption.LOOK_UP,
            (arguments, context) -> start(arguments, context, true))
        .optimized("startJobRun.sync", start, Resumption.LOOK_UP, this::startAndWait)
        .action(
            "startJobRun",
            start,
            Resumption.LOOK_UP,
            (arguments, context) -> start(arguments, context, false))
        .action(
            "getJobRun",
            Parameters.required("JobName", "RunId").optional("PredecessorsIncluded"),
            Resumption.REPEAT,
            this::getJobRun)
        .action(
            "getJobRuns",
            Parameters.required("JobName").optional("MaxResults", "NextToken"),
            Resumption.REPEAT,
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
    Optional<Work> before = context.before(runs);
    if (before.isPresent() && before.get().isFinished()) {
      JobRun ended = JobRun.of(before.get());
      announce(ended, context, announce);
      return ended;
    }
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
      String script = job.definition.script();
      if (before.isPresent() && !runner.isRepeatable(script, all)) {
        throw broken(before.get());
      }
      String id = before.map(Work::key).orElseGet(() -> "jr_" + ids.get().replace("-", ""));
      JobRun begun =
          new JobRun(id, job.definition.name(), "RUNNING", null, given, context.now(), null);
      runs.begin(id, context.token(), begun.json());
      announce(begun, context, announce);
      JobRun ended = work(script, all, begun, context);
      runs.finish(id, ended.json());
      return ended;
    } finally {
      job.free.release();
    }
  }

  private static void announce(JobRun run, CallContext context, boolean wanted) {
    if (wanted) {
      context.submitted(
          JsonObject.of("JobName", Json.of(run.job()), "JobRunId", Json.of(run.id())));
    }
  }

  /** Says that a run has failed for good because its process ended. */
  private TaskFailedException broken(Work interrupted) {
    JobRun failed = JobRun.of(interrupted);
    runs.finish(failed.id(), failed.json());
    return new TaskFailedException(
        TaskHandler.INTERRUPTED,
        JobRun.INTERRUPTED
            + ", and job '"
            + failed.job()
            + "' may leave something else behind if it runs once more. (A script that overwrites no"
            + " folder that it reads leaves the same.) Look at what run "
            + failed.id()
            + " left behind; Retry on "
            + TaskHandler.INTERRUPTED
            + " if the job may run again.");
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
    } catch (RuntimeException | Error fault) {
      runs.finish(run.id(), run.ended("FAILED", "Internal error: " + fault, context.now()).json());
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
    String job = text(arguments, "JobName");
    JobRun run =
        runs.find(id)
            .map(JobRun::of)
            .filter(each -> each.job().equals(job))
            .orElseThrow(
                () ->
                    ServiceException.refused(
                        "EntityNotFoundException", "Job Run " + id + " not found" + runs.excuse()));
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
