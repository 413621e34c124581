package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Glue workflows: rows of jobs and crawlers. A run happens inside the call that starts it, action
 * after action; the first that does not succeed is the last. A start that is resumed goes on with
 * its run, and does no action again that has ended. Thread-safe.
 */
public final class Workflows {

  private static final int PAGE = 1000;

  /** A run that is on its way. */
  private static final class Live {
    volatile WorkflowRun run;
    private final List<Runnable> stops = new ArrayList<>();
    private boolean stopped;

    Live(WorkflowRun run) {
      this.run = run;
    }

    void stop() {
      List<Runnable> all;
      synchronized (this) {
        if (stopped) {
          return;
        }
        stopped = true;
        run = run.in("STOPPING");
        all = List.copyOf(stops);
      }
      all.forEach(Runnable::run);
    }

    synchronized boolean isStopped() {
      return stopped;
    }

    void onStop(Runnable action) {
      synchronized (this) {
        stops.add(action);
        if (!stopped) {
          return;
        }
      }
      action.run();
    }

    synchronized void move(String from, String to) {
      run = run.moved(from, to);
    }
  }

  private final Jobs jobs;
  private final Crawlers crawlers;
  private final Supplier<String> ids;
  private final WorkRegister runs;
  private final Map<String, WorkflowDefinition> workflows = new ConcurrentHashMap<>();
  private final Map<String, Live> live = new ConcurrentHashMap<>();

  /**
   * No workflow yet.
   *
   * @param ids a new run id each time it is asked
   * @param runs keeps the runs
   */
  public Workflows(Jobs jobs, Crawlers crawlers, Supplier<String> ids, WorkRegister runs) {
    this.jobs = jobs;
    this.crawlers = crawlers;
    this.ids = ids;
    this.runs = runs;
  }

  /** Adds a workflow, in place of the one of its name. */
  public void add(WorkflowDefinition workflow) {
    workflows.put(workflow.name(), workflow);
  }

  /** Puts the actions over workflows. */
  public void addActions(Service.Builder glue) {
    Parameters run = Parameters.required("Name", "RunId");
    glue.action(
            "startWorkflowRun",
            Parameters.required("Name").optional("RunProperties"),
            Resumption.LOOK_UP,
            this::start)
        .action("getWorkflowRun", run.optional("IncludeGraph"), Resumption.REPEAT, this::getRun)
        .action(
            "getWorkflowRuns",
            Parameters.required("Name").optional("IncludeGraph", "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::getRuns)
        .action("stopWorkflowRun", run, Resumption.RECORD, this::stop);
  }

  private WorkflowDefinition find(String name) throws ServiceException {
    WorkflowDefinition workflow = workflows.get(name);
    if (workflow == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Workflow " + name + " not found. There are " + workflows.keySet());
    }
    return workflow;
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    WorkflowDefinition workflow = find(text(arguments, "Name"));
    JsonObject properties = properties(workflow, arguments);
    Optional<Work> before = context.before(runs);
    if (before.isPresent() && before.get().isFinished()) {
      return JsonObject.of("RunId", Json.of(before.get().key()));
    }
    String id = before.map(Work::key).orElseGet(() -> "wr_" + ids.get().replace("-", ""));
    WorkflowRun first = WorkflowRun.begun(id, workflow, properties, context.now());
    Live on = new Live(first);
    synchronized (live) {
      long running =
          live.values().stream()
              .filter(each -> each.run.workflow().equals(workflow.name()))
              .count();
      if (running >= workflow.maxConcurrentRuns()) {
        throw ServiceException.refused(
            "ConcurrentRunsExceededException",
            "Concurrent runs exceeded for workflow "
                + workflow.name()
                + ": at most "
                + workflow.maxConcurrentRuns()
                + " at once");
      }
      live.put(id, on);
    }
    try {
      runs.begin(id, context.token(), first.json());
      context.onCancel(on::stop);
      runActions(workflow, on, context);
      WorkflowRun ended =
          on.run.ended(on.isStopped() ? "STOPPED" : "COMPLETED", null, context.now());
      runs.finish(id, ended.json());
    } catch (ServiceException refused) {
      runs.finish(id, on.run.ended("ERROR", refused.reason(), context.now()).json());
    } finally {
      live.remove(id);
    }
    return JsonObject.of("RunId", Json.of(id));
  }

  private static JsonObject properties(WorkflowDefinition workflow, JsonObject arguments)
      throws ServiceException {
    JsonObject.Builder all = JsonObject.builder();
    workflow.defaultRunProperties().forEach(all::put);
    if (arguments.has("RunProperties")) {
      all.putAll(CatalogInput.object(arguments, "RunProperties"));
    }
    return all.build();
  }

  private void runActions(WorkflowDefinition workflow, Live on, CallContext context)
      throws ServiceException {
    for (int i = 0; i < workflow.actions().size() && !on.isStopped(); i++) {
      on.move("", "RunningActions");
      CallContext piece = context.forPiece(Integer.toString(i), on::onStop);
      String how = run(workflow.actions().get(i), on.run, piece);
      on.move("RunningActions", how);
      if (!how.equals("SucceededActions")) {
        return;
      }
    }
  }

  /** Runs one action; gives the count that it belongs to afterwards. */
  private String run(WorkflowDefinition.Action action, WorkflowRun run, CallContext context)
      throws ServiceException {
    if (action.kind() == WorkflowDefinition.Action.Kind.CRAWLER) {
      return switch (crawlers.crawl(action.name(), context)) {
        case "COMPLETED" -> "SucceededActions";
        case "STOPPED" -> "StoppedActions";
        default -> "FailedActions";
      };
    }
    JsonObject names =
        JsonObject.of(
            "--WORKFLOW_NAME", Json.of(run.workflow()), "--WORKFLOW_RUN_ID", Json.of(run.id()));
    JsonObject request = JsonObject.of("JobName", Json.of(action.name()), "Arguments", names);
    return switch (jobs.run(request, context, each -> {}).state()) {
      case "SUCCEEDED" -> "SucceededActions";
      case "STOPPED" -> "StoppedActions";
      case "TIMEOUT" -> "TimeoutActions";
      default -> "FailedActions";
    };
  }

  private WorkflowRun shown(Work work) {
    Live on = live.get(work.key());
    return on == null ? WorkflowRun.of(work) : on.run;
  }

  private WorkflowRun findRun(JsonObject arguments) throws ServiceException {
    String name = find(text(arguments, "Name")).name();
    String id = text(arguments, "RunId");
    Optional<WorkflowRun> run =
        runs.find(id).map(this::shown).filter(each -> each.workflow().equals(name));
    if (run.isEmpty()) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Run " + id + " of workflow " + name + " not found" + runs.excuse());
    }
    return run.get();
  }

  private Json getRun(JsonObject arguments, CallContext context) throws ServiceException {
    return JsonObject.of("Run", findRun(arguments).json());
  }

  private Json getRuns(JsonObject arguments, CallContext context) throws ServiceException {
    String name = find(text(arguments, "Name")).name();
    List<WorkflowRun> found = new ArrayList<>();
    for (Work each : runs.all()) {
      WorkflowRun run = shown(each);
      if (run.workflow().equals(name)) {
        found.add(0, run);
      }
    }
    return Pages.page(arguments, "Runs", found, PAGE, WorkflowRun::json);
  }

  private Json stop(JsonObject arguments, CallContext context) throws ServiceException {
    WorkflowRun run = findRun(arguments);
    Live on = live.get(run.id());
    if (on == null) {
      throw ServiceException.refused(
          "IllegalWorkflowStateException",
          "Run " + run.id() + " of workflow " + run.workflow() + " is " + run.status());
    }
    on.stop();
    return JsonObject.EMPTY;
  }
}
