package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Job bookmarks: per job the run that moved the bookmark last. A run moves it if it succeeds with
 * {@code --job-bookmark-option job-bookmark-enable}. What a script skips because of it is the
 * script's affair: a source of a Spark SQL script has no {@code transformation_ctx}, so here as on
 * AWS it reads everything. Thread-safe.
 */
final class Bookmarks {

  static final String OPTION = "--job-bookmark-option";

  private static final Set<String> OPTIONS =
      Set.of("job-bookmark-enable", "job-bookmark-disable", "job-bookmark-pause");

  private final Object lock = new Object();
  private final WorkRegister register;

  /** Bookmarks that are kept in this register, which must hold nothing else. */
  Bookmarks(WorkRegister register) {
    this.register = register;
  }

  /** Refuses an option that Glue does not know. */
  static void check(Map<String, String> arguments) throws ServiceException {
    String option = arguments.get(OPTION);
    if (option != null && !OPTIONS.contains(option)) {
      throw ServiceException.refused(
          "InvalidInputException",
          OPTION
              + " must be job-bookmark-enable, job-bookmark-disable or job-bookmark-pause, not "
              + option);
    }
  }

  /** Moves the bookmark if the run's arguments say so. */
  void succeeded(JobRun run, Map<String, String> arguments) {
    if (!"job-bookmark-enable".equals(arguments.get(OPTION))) {
      return;
    }
    synchronized (lock) {
      JsonObject before = entry(run.job()).orElse(JsonObject.EMPTY);
      JsonObject.Builder next =
          JsonObject.builder()
              .put("JobName", run.job())
              .put("Version", number(before, "Version") + 1)
              .put("Run", number(before, "Run") + 1)
              .put("Attempt", 0)
              .putIfPresent("PreviousRunId", before.string("RunId"))
              .put("RunId", run.id())
              .put(
                  "JobBookmark",
                  JsonObject.of("StartedOn", Json.of(run.started().toString())).compact());
      put(run.job(), next.build());
    }
  }

  private void put(String job, JsonObject entry) {
    register.begin(job, "", entry);
    register.finish(job, entry);
  }

  private Optional<JsonObject> entry(String job) {
    return register.find(job).map(Work::record).filter(each -> !each.isEmpty());
  }

  private static long number(JsonObject entry, String name) {
    return entry.get(name) instanceof JsonNumber number ? number.longValue() : 0;
  }

  void addActions(Service.Builder glue) {
    glue.action(
            "getJobBookmark",
            Parameters.required("JobName").optional("RunId"),
            Resumption.REPEAT,
            this::get)
        .action(
            "resetJobBookmark",
            Parameters.required("JobName").optional("RunId"),
            Resumption.REPEAT,
            this::reset);
  }

  private JsonObject find(JsonObject arguments) throws ServiceException {
    String job = text(arguments, "JobName");
    Optional<JsonObject> entry = entry(job);
    if (entry.isEmpty()) {
      throw ServiceException.refused(
          "EntityNotFoundException", "Continuation for job " + job + " not found");
    }
    return entry.get();
  }

  private Json get(JsonObject arguments, CallContext context) throws ServiceException {
    return JsonObject.of("JobBookmarkEntry", find(arguments));
  }

  /** Forgets what was processed; the job reads everything anew. Targets stay as they are. */
  private Json reset(JsonObject arguments, CallContext context) throws ServiceException {
    synchronized (lock) {
      JsonObject before = find(arguments);
      JsonObject after =
          JsonObject.builder()
              .put("JobName", String.valueOf(before.string("JobName")))
              .put("Version", number(before, "Version") + 1)
              .put("Run", 0)
              .put("Attempt", 0)
              .build();
      put(String.valueOf(before.string("JobName")), after);
      return JsonObject.of("JobBookmarkEntry", after);
    }
  }
}
