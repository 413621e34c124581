package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The jobs and their runs. A run happens inside the call that starts it, whether or not the call is
 * one that waits; whoever asks meanwhile sees it {@code WAITING}, {@code STARTING} or {@code
 * RUNNING}. A start that is resumed goes on with the run that its task has begun, under that run's
 * id. Thread-safe.
 */
public final class Jobs {

  private static final List<String> SETTINGS =
      List.of(
          "AllocatedCapacity",
          "ExecutionClass",
          "MaxCapacity",
          "NotificationProperty",
          "NumberOfWorkers",
          "SecurityConfiguration",
          "Timeout",
          "WorkerType");

  /** What a job is, and the room for its runs. */
  record Job(JobDefinition definition, JobSlots slots) {}

  private final Map<ScriptLanguage, JobRunner> runners = new ConcurrentHashMap<>();
  private final Supplier<String> ids;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, LiveRun> live = new ConcurrentHashMap<>();
  private final WorkRegister runs;
  private Bookmarks bookmarks = new Bookmarks(WorkRegister.inMemory());
  private JobTimer timer = JobTimer.SYSTEM;

  /**
   * No job yet.
   *
   * @param runner does the work of Spark SQL scripts
   * @param ids a new run id each time it is asked
   * @param runs keeps the runs
   */
  public Jobs(JobRunner runner, Supplier<String> ids, WorkRegister runs) {
    runners.put(ScriptLanguage.SPARK_SQL, runner);
    this.ids = ids;
    this.runs = runs;
  }

  /** Has scripts of a language run by this; before the service is in use. */
  public Jobs running(ScriptLanguage language, JobRunner runner) {
    runners.put(language, runner);
    return this;
  }

  /** Keeps bookmarks in this register; before the service is in use. */
  public Jobs keepingBookmarks(WorkRegister register) {
    bookmarks = new Bookmarks(register);
    return this;
  }

  /** Takes the time of time limits from this; before the service is in use. */
  Jobs timedBy(JobTimer other) {
    timer = other;
    return this;
  }

  /** Adds a job, in place of the one of its name. */
  public void add(JobDefinition job) {
    jobs.put(job.name(), new Job(job, new JobSlots(job.maxConcurrentRuns())));
  }

  /** All runs that are remembered, in the order in which they began. */
  public List<JobRun> runs() {
    return runs.all().stream().map(this::shown).toList();
  }

  private JobRun shown(Work work) {
    LiveRun on = live.get(work.key());
    return on == null ? JobRun.of(work) : on.run();
  }

  Optional<JobRun> run(String id) {
    return runs.find(id).map(this::shown);
  }

  String excuse() {
    return runs.excuse();
  }

  /** Stops a run; false if it has ended. */
  boolean stop(String id) {
    LiveRun on = live.get(id);
    if (on != null) {
      on.stop("STOPPED");
    }
    return on != null;
  }

  static Parameters parameters() {
    return Parameters.required("JobName")
        .optional("Arguments", "JobRunId", "JobRunQueuingEnabled")
        .optional(SETTINGS.toArray(String[]::new));
  }

  void addActions(Service.Builder glue) {
    new JobActions(this).addTo(glue);
    bookmarks.addActions(glue);
  }

  Job find(String name) throws ServiceException {
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

  /**
   * Runs a job to its end.
   *
   * @param request as {@code StartJobRun} has it
   * @param begun is told of the run once it is there
   */
  JobRun run(JsonObject request, CallContext context, Consumer<JobRun> begun)
      throws ServiceException {
    Job job = find(Parameters.text(request, "JobName"));
    JobDefinition definition = job.definition;
    Map<String, String> given = given(request);
    Map<String, String> all = new LinkedHashMap<>(definition.defaultArguments());
    all.putAll(given);
    Bookmarks.check(all);
    Duration limit = limit(request);
    checkRetried(request, definition);
    Optional<Work> before = context.before(runs);
    if (before.isPresent() && before.get().isFinished()) {
      JobRun ended = JobRun.of(before.get());
      begun.accept(ended);
      return ended;
    }
    boolean room = job.slots.tryTake();
    if (!room && !isQueued(request, definition)) {
      throw ServiceException.refused(
          "ConcurrentRunsExceededException",
          "Concurrent runs exceeded for "
              + definition.name()
              + ": at most "
              + definition.maxConcurrentRuns()
              + " at once");
    }
    LiveRun on = null;
    try {
      JobRunner runner = runner(definition);
      if (before.isPresent() && !runner.isRepeatable(definition.script(), all)) {
        throw broken(before.get());
      }
      String id = before.map(Work::key).orElseGet(() -> "jr_" + ids.get().replace("-", ""));
      JobRun first =
          new JobRun(
              id,
              definition.name(),
              room ? "STARTING" : "WAITING",
              null,
              given,
              context.now(),
              null,
              settings(request));
      on = new LiveRun(first, job.slots);
      live.put(id, on);
      runs.begin(id, context.token(), first.json());
      LiveRun run = on;
      context.onCancel(() -> run.stop("STOPPED"));
      begun.accept(first);
      if (!room) {
        room = job.slots.take(() -> !run.stoppedAs().isEmpty());
      }
      JobRun ended =
          room
              ? work(runner, definition, all, on, limit, context)
              : first.ended(on.stoppedAs(), null, context.now());
      runs.finish(id, ended.json());
      return ended;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new ServiceException("InternalServiceException", "The process is closing", 500);
    } finally {
      if (room) {
        job.slots.free();
      }
      if (on != null) {
        live.remove(on.run().id());
      }
    }
  }

  private JobRunner runner(JobDefinition definition) throws ServiceException {
    JobRunner runner = runners.get(definition.language());
    if (runner == null) {
      throw ServiceException.refused(
          "InvalidInputException",
          "Job "
              + definition.name()
              + " is written in "
              + definition.language()
              + ", which nothing here can run");
    }
    return runner;
  }

  private static boolean isQueued(JsonObject request, JobDefinition definition) {
    return request.get("JobRunQueuingEnabled") instanceof JsonBoolean wanted
        ? wanted.value()
        : definition.queued();
  }

  private static @Nullable Duration limit(JsonObject request) throws ServiceException {
    Json minutes = request.get("Timeout");
    if (minutes == null) {
      return null;
    }
    if (minutes instanceof JsonNumber number && number.isIntegral() && number.longValue() >= 1) {
      return Duration.ofMinutes(number.longValue());
    }
    throw ServiceException.refused(
        "InvalidInputException", "Timeout must be at least 1 minute, not " + minutes.compact());
  }

  private void checkRetried(JsonObject request, JobDefinition definition) throws ServiceException {
    String retried = request.string("JobRunId");
    if (retried != null
        && run(retried).filter(each -> each.job().equals(definition.name())).isEmpty()) {
      throw ServiceException.refused(
          "EntityNotFoundException", "Job Run " + retried + " not found" + runs.excuse());
    }
  }

  private static JsonObject settings(JsonObject request) {
    JsonObject.Builder settings = JsonObject.builder();
    SETTINGS.forEach(name -> settings.putIfPresent(name, request.get(name)));
    return settings.putIfPresent("PreviousRunId", request.get("JobRunId")).build();
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
      JobRunner runner,
      JobDefinition definition,
      Map<String, String> arguments,
      LiveRun on,
      @Nullable Duration limit,
      CallContext context) {
    on.enter("RUNNING");
    if (limit != null) {
      timer.after(limit, () -> on.stop("TIMEOUT"));
    }
    JobRun run = on.run();
    try {
      runner.run(definition.script(), arguments, run.id(), context.forPiece("", on::onStop));
      bookmarks.succeeded(run, arguments);
      return run.ended("SUCCEEDED", null, context.now());
    } catch (JobFailedException failure) {
      String stopped = on.stoppedAs();
      return switch (stopped) {
        case "" -> run.ended("FAILED", failure.reason(), context.now());
        case "TIMEOUT" ->
            run.ended("TIMEOUT", "Job run exceeded its timeout of " + limit, context.now());
        default -> run.ended(stopped, null, context.now());
      };
    } catch (RuntimeException | Error fault) {
      runs.finish(run.id(), run.ended("FAILED", "Internal error: " + fault, context.now()).json());
      throw fault;
    }
  }

  private static Map<String, String> given(JsonObject request) throws ServiceException {
    Json given = request.get("Arguments");
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
}
