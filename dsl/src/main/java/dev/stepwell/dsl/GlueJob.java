package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A job run. Options that are not given are those of the job's definition. Immutable. */
public final class GlueJob extends Task<Glue.JobRun> {

  private static final Set<String> RESERVED = Set.of("--conf", "--debug", "--mode", "--JOB_NAME");
  private static final String BOOKMARK = "--job-bookmark-option";
  private static final String BOOKMARK_FROM = "--job-bookmark-from";
  private static final String BOOKMARK_TO = "--job-bookmark-to";
  private static final Set<String> BOOKMARKS = Set.of(BOOKMARK, BOOKMARK_FROM, BOOKMARK_TO);

  /** The longest that Glue lets a job run by default, from version 5 on. */
  private static final int USUAL_MINUTES = 8 * 60;

  /** How long a run may wait in Glue's queue. */
  private static final int QUEUE_SECONDS = 900;

  /** Seven days. */
  private static final int LONGEST_MINUTES = 7 * 24 * 60;

  private final String name;
  private final Expr.Fields arguments;
  private final GlueJobOptions options;

  GlueJob(String name, Expr.Fields arguments) {
    this(name, arguments, GlueJobOptions.NONE);
  }

  private GlueJob(String name, Expr.Fields arguments, GlueJobOptions options) {
    super("Glue job " + name, work(name, arguments, options), GlueJob::run);
    this.name = name;
    this.arguments = arguments;
    this.options = options;
  }

  /**
   * With this argument.
   *
   * @param argument starts with {@code --}; not one of those that Glue keeps for itself
   */
  public GlueJob arg(String argument, Value<?> value) {
    if (!argument.startsWith("--") || RESERVED.contains(argument)) {
      throw InvalidWorkflowException.here(
          "the argument '"
              + argument
              + "' of Glue job "
              + name
              + (RESERVED.contains(argument)
                  ? " belongs to Glue itself; use another name"
                  : " does not start with --, so the job would not see it; write --" + argument));
    }
    if (BOOKMARKS.contains(argument)) {
      throw InvalidWorkflowException.here(
          "the argument '"
              + argument
              + "' of Glue job "
              + name
              + " says what becomes of its bookmark; use bookmarks(..)");
    }
    return new GlueJob(name, arguments.and(argument, value.asText()), options);
  }

  /** With this constant argument. */
  public GlueJob arg(String argument, String value) {
    return arg(argument, Text.of(value));
  }

  /**
   * Told which partitions to read, as the argument {@code --push_down_predicate}; the job's script
   * must hand it to its source.
   *
   * @param selected a table with at least one {@link GlueTable#partition}
   */
  public GlueJob reading(GlueTable selected) {
    return arg("--push_down_predicate", new Text(selected.predicate()));
  }

  /** What a run does with the bookmark of its job. */
  public enum Bookmarks {
    /** Reads only what is new since the last run, and remembers what it has read. */
    ENABLE,
    /** Reads everything, and leaves the bookmark as it is. */
    DISABLE,
    /** Reads what is new since the last run, and leaves the bookmark as it is. */
    PAUSE
  }

  /**
   * With this treatment of its bookmark. A job has one bookmark, so runs of it at the same time,
   * and runs for days long ago, spoil it: enable it for one stream only, and disable it for a job
   * that is told its partition and overwrites it.
   */
  public GlueJob bookmarks(Bookmarks treatment) {
    return new GlueJob(
        name, bookmark().and(BOOKMARK, Expr.text("job-bookmark-" + word(treatment))), options);
  }

  /**
   * Reads again what was new between two of its runs, and leaves the bookmark as it is.
   *
   * @param from the run whose bookmark it begins behind
   * @param to the run whose bookmark it ends with
   */
  public GlueJob bookmarksBetween(Text from, Text to) {
    return new GlueJob(
        name,
        bookmark()
            .and(BOOKMARK, Expr.text("job-bookmark-" + word(Bookmarks.PAUSE)))
            .and(BOOKMARK_FROM, from.expr())
            .and(BOOKMARK_TO, to.expr()),
        options);
  }

  private static String word(Bookmarks treatment) {
    return treatment.name().toLowerCase(Locale.ROOT);
  }

  private Expr.Fields bookmark() {
    if (arguments.has(BOOKMARK)) {
      throw InvalidWorkflowException.here(
          "what becomes of the bookmark of Glue job " + name + " is said twice; say it once");
    }
    return arguments;
  }

  /** With these workers; not with {@link #maxCapacity}. */
  public GlueJob workers(GlueWorker type, int number) {
    if (number < 1) {
      throw InvalidWorkflowException.here(
          "Glue job " + name + " has at least 1 worker, but here it has " + number);
    }
    if (options.maxCapacity() != null) {
      throw twoCapacities();
    }
    return checked(options.workers(type, number));
  }

  /**
   * With so many data processing units, for jobs that have no workers.
   *
   * @param units for Python shell jobs 0.0625 or 1
   */
  public GlueJob maxCapacity(double units) {
    if (!(units > 0) || Double.isInfinite(units)) {
      throw InvalidWorkflowException.here(
          "Glue job " + name + " has a capacity above 0, but here it has " + units);
    }
    if (options.workers() != null) {
      throw twoCapacities();
    }
    return checked(options.maxCapacity(units));
  }

  private InvalidWorkflowException twoCapacities() {
    return InvalidWorkflowException.here(
        "Glue job " + name + " has workers and a capacity; Glue takes one of both, leave one out");
  }

  /**
   * Ends the run after this time, in state TIMEOUT. The task's own time-out becomes a quarter of an
   * hour more, for the queue.
   *
   * @param limit whole minutes, 1 to 10,080 (7 days)
   */
  public GlueJob runTimeout(Duration limit) {
    return checked(options.timeout(minutes("run time-out", limit)));
  }

  /** With a notification of Glue if the run takes longer than this; whole minutes. */
  public GlueJob notifyAfter(Duration delay) {
    return checked(options.notifyAfter(minutes("notification delay", delay)));
  }

  private int minutes(String what, Duration limit) {
    long minutes = limit.toMinutes();
    if (minutes < 1 || minutes > LONGEST_MINUTES || !limit.equals(Duration.ofMinutes(minutes))) {
      throw InvalidWorkflowException.here(
          "the "
              + what
              + " of Glue job "
              + name
              + " is "
              + limit
              + "; Glue takes whole minutes, 1 to 10,080");
    }
    return (int) minutes;
  }

  /** On spare capacity, cheaper and without a promise when it starts; for G.1X and G.2X workers. */
  public GlueJob flexible() {
    return checked(options.flexible(true));
  }

  /** On capacity of its own, even if the job's definition says otherwise. */
  public GlueJob dedicated() {
    return checked(options.flexible(false));
  }

  /** With files and logs encrypted as this security configuration of Glue says. */
  public GlueJob securityConfiguration(Text configuration) {
    return checked(options.securityConfiguration(configuration));
  }

  /**
   * Waiting in Glue's queue where the run would be refused because too many are active. Glue does
   * not queue runs of jobs that retry by themselves.
   */
  public GlueJob queued() {
    return checked(options.queuing(true));
  }

  private GlueJob checked(GlueJobOptions others) {
    GlueWorker worker = others.worker();
    if (Boolean.TRUE.equals(others.flexible())
        && worker != null
        && !worker.equals(GlueWorker.G_1X)
        && !worker.equals(GlueWorker.G_2X)) {
      throw InvalidWorkflowException.here(
          "Glue job "
              + name
              + " is flexible with workers of type "
              + worker.name()
              + "; spare capacity is there for G.1X and G.2X only");
    }
    return new GlueJob(name, arguments, others);
  }

  private static Work work(String name, Expr.Fields arguments, GlueJobOptions options) {
    Expr.Fields request = Expr.fields().and("JobName", Text.of(name).expr());
    Integer minutes = options.timeoutMinutes();
    Call call =
        new Call(
            "glue:startJobRun.sync",
            options.onto(
                arguments.members().isEmpty() ? request : request.and("Arguments", arguments)),
            60 * (minutes == null ? USUAL_MINUTES : minutes) + QUEUE_SECONDS,
            List.of(
                new RetryRule(List.of(Glue.CONCURRENT_RUNS.name()), 30, 10, 2, 300, true),
                RetryRule.service(
                    "Glue.AWSGlueException",
                    "Glue.InternalServiceException",
                    "Glue.OperationTimeoutException",
                    "Glue.ResourceNumberLimitExceededException")),
            List.of(
                Permission.on(
                    Glue.HERE + "job/" + name,
                    "glue:StartJobRun",
                    "glue:GetJobRun",
                    "glue:GetJobRuns",
                    "glue:BatchStopJobRun")));
    return new Work.Job(
        call,
        List.of("JobRunState"),
        List.of("ErrorMessage"),
        List.of("SUCCEEDED"),
        List.of("FAILED", "ERROR", "TIMEOUT", "STOPPED", "EXPIRED"),
        "Glue.JobRun",
        Outputs.of(
            Expr.fields()
                .and("jobRunId", Expr.result("Id"))
                .and("state", Expr.result("JobRunState"))
                .and("executionSeconds", Expr.resultOr(Json.of(0), "ExecutionTime"))));
  }

  private static Glue.JobRun run(Parts parts) {
    return new Glue.JobRun(
        new Text(parts.part("jobRunId")),
        new Text(parts.part("state")),
        new Num(parts.part("executionSeconds")));
  }
}
