package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Glue's actions over jobs and their runs. */
final class JobActions {

  private static final int PAGE = 200;
  private static final int BATCH = 25;

  private final Jobs jobs;

  JobActions(Jobs jobs) {
    this.jobs = jobs;
  }

  void addTo(Service.Builder glue) {
    Parameters start = Jobs.parameters();
    glue.optimized(
            "startJobRun",
            start,
            Resumption.LOOK_UP,
            (arguments, context) -> started(jobs.run(arguments, context, run -> {}), true))
        .optimized("startJobRun.sync", start, Resumption.LOOK_UP, this::startAndWait)
        .action(
            "startJobRun",
            start,
            Resumption.LOOK_UP,
            (arguments, context) -> started(jobs.run(arguments, context, run -> {}), false))
        .action(
            "getJobRun",
            Parameters.required("JobName", "RunId").optional("PredecessorsIncluded"),
            Resumption.REPEAT,
            this::getJobRun)
        .action(
            "getJobRuns",
            Parameters.required("JobName").optional("MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::getJobRuns)
        .action("getJob", Parameters.required("JobName"), Resumption.REPEAT, this::getJob)
        .action(
            "batchStopJobRun",
            Parameters.required("JobName", "JobRunIds"),
            Resumption.REPEAT,
            this::batchStop);
  }

  private static JsonObject started(JobRun run, boolean named) {
    return named
        ? JsonObject.of("JobName", Json.of(run.job()), "JobRunId", Json.of(run.id()))
        : JsonObject.of("JobRunId", Json.of(run.id()));
  }

  private Json startAndWait(JsonObject arguments, CallContext context) throws ServiceException {
    JobRun run = jobs.run(arguments, context, each -> context.submitted(started(each, true)));
    if (run.isBad()) {
      throw new TaskFailedException("States.TaskFailed", run.describeOptimized().compact());
    }
    return run.describeOptimized();
  }

  private Json getJob(JsonObject arguments, CallContext context) throws ServiceException {
    JobDefinition job = jobs.find(text(arguments, "JobName")).definition();
    return JsonObject.of(
        "Job",
        JsonObject.builder()
            .put("Name", job.name())
            .put("Command", JsonObject.of("Name", Json.of("glueetl")))
            .put("DefaultArguments", Json.of(job.defaultArguments()))
            .put(
                "ExecutionProperty",
                JsonObject.of("MaxConcurrentRuns", Json.of(job.maxConcurrentRuns())))
            .put("JobRunQueuingEnabled", job.queued())
            .build());
  }

  private Json getJobRun(JsonObject arguments, CallContext context) throws ServiceException {
    String id = text(arguments, "RunId");
    String job = text(arguments, "JobName");
    Optional<JobRun> run = jobs.run(id).filter(each -> each.job().equals(job));
    if (run.isEmpty()) {
      throw ServiceException.refused(
          "EntityNotFoundException", "Job Run " + id + " not found" + jobs.excuse());
    }
    return JsonObject.of("JobRun", run.get().describe());
  }

  private Json getJobRuns(JsonObject arguments, CallContext context) throws ServiceException {
    String job = jobs.find(text(arguments, "JobName")).definition().name();
    List<JobRun> found = new ArrayList<>();
    for (JobRun run : jobs.runs()) {
      if (run.job().equals(job)) {
        found.add(0, run);
      }
    }
    return Pages.page(arguments, "JobRuns", found, PAGE, JobRun::describe);
  }

  private Json batchStop(JsonObject arguments, CallContext context) throws ServiceException {
    String job = jobs.find(text(arguments, "JobName")).definition().name();
    List<Json> stopped = new ArrayList<>();
    List<Json> errors = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "JobRunIds", BATCH)) {
      String id = String.valueOf(each.toJava());
      JsonObject names = JsonObject.of("JobName", Json.of(job), "JobRunId", Json.of(id));
      boolean known = jobs.run(id).filter(run -> run.job().equals(job)).isPresent();
      if (known && jobs.stop(id)) {
        stopped.add(names);
      } else {
        String code = known ? "InvalidInputException" : "EntityNotFoundException";
        String message =
            known ? "The job run has ended and cannot be stopped" : "Job Run " + id + " not found";
        JsonObject detail =
            JsonObject.of("ErrorCode", Json.of(code), "ErrorMessage", Json.of(message));
        errors.add(names.with("ErrorDetail", detail));
      }
    }
    return JsonObject.of(
        "SuccessfulSubmissions", JsonArray.of(stopped), "Errors", JsonArray.of(errors));
  }
}
