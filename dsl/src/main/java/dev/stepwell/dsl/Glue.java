package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Set;

/** AWS Glue: crawlers, jobs and data quality. */
public final class Glue {

  /** A job has as many runs as its MaxConcurrentRuns allows. */
  public static final ErrorName CONCURRENT_RUNS =
      ErrorName.of("Glue.ConcurrentRunsExceededException");

  /** A crawler is running already. */
  public static final ErrorName CRAWLER_RUNNING = ErrorName.of("Glue.CrawlerRunningException");

  /** There is no crawler, job, table or ruleset of that name. */
  public static final ErrorName NOT_FOUND = ErrorName.of("Glue.EntityNotFoundException");

  /** A crawl ended FAILED or CANCELLED. */
  public static final ErrorName CRAWL_FAILED = ErrorName.of("Glue.CrawlFailed");

  /** A crawl did not end before its deadline. */
  public static final ErrorName CRAWL_TIMED_OUT = ErrorName.of("Glue.CrawlTimedOut");

  /** A job run ended in another state than SUCCEEDED without failing its task. */
  public static final ErrorName JOB_RUN_FAILED = ErrorName.of("Glue.JobRunFailed");

  /** A data quality run could not be brought to its end; broken rules do not raise this. */
  public static final ErrorName QUALITY_RUN_FAILED = ErrorName.of("Glue.QualityRunFailed");

  /** A data quality run did not end before its deadline. */
  public static final ErrorName QUALITY_RUN_TIMED_OUT = ErrorName.of("Glue.QualityRunTimedOut");

  private static final RetryRule SERVICE =
      RetryRule.service(
          "Glue.OperationTimeoutException",
          "Glue.InternalServiceException",
          "Glue.ThrottlingException",
          "Glue.GlueException");
  private static final String HERE = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
  private static final int CALL_SECONDS = 60;
  private static final int TWO_HOURS = 7200;

  private Glue() {}

  /** What a crawl gives: nothing. */
  public record CrawlerRun() {}

  /**
   * What a job run gives.
   *
   * @param jobRunId the run's id
   * @param state SUCCEEDED
   * @param executionSeconds how long it computed
   */
  public record JobRun(Text jobRunId, Text state, Num executionSeconds) {}

  /**
   * What a data quality run gives.
   *
   * @param score passed rules over all rules, from 0 to 1
   * @param failedRules the rules whose result is not PASS, ERROR included
   * @param resultId the id of the result
   */
  public record QualityRun(Num score, Items<QualityRule> failedRules, Text resultId) {}

  /**
   * A rule that did not pass.
   *
   * @param name the rule's name in the result
   * @param rule its DQDL
   * @param result FAIL or ERROR
   * @param message why, at most 200 characters
   */
  public record QualityRule(String name, String rule, String result, String message) {}

  /**
   * Runs a crawler and waits until this very crawl has ended well. If somebody else's crawl is
   * under way it is waited for first, because it may have listed the files too early. Polls every
   * 15 seconds, later every minute; deadline 2 hours.
   */
  public static Task<CrawlerRun> crawler(String name) {
    Expr.Fields arguments = Expr.fields().and("Name", Text.of(name).expr());
    String arn = HERE + "crawler/" + name;
    Call start =
        call("startCrawler", arguments, Permission.on(arn, "glue:StartCrawler", "glue:GetCrawler"));
    Polling polling =
        new Polling(
            call("getCrawler", arguments),
            List.of("Crawler", "State"),
            List.of("Crawler", "LastCrawl", "ErrorMessage"),
            List.of("RUNNING", "STOPPING"),
            List.of("SUCCEEDED"),
            List.of("FAILED", "CANCELLED"),
            "Glue.Crawl",
            15,
            60,
            TWO_HOURS);
    return new Task<>(
        "Glue crawler " + name,
        new Work.Exclusive(
            start,
            polling,
            List.of("Crawler", "LastCrawl", "StartTime"),
            List.of("Crawler", "LastCrawl", "Status"),
            "READY",
            CRAWLER_RUNNING.name(),
            Outputs.of(Expr.fields())),
        parts -> new CrawlerRun());
  }

  /**
   * Runs a job and waits for its end; any state but SUCCEEDED is a failure. Time-out 8 hours and a
   * quarter: the longest run that Glue allows by default, and the queue.
   */
  public static Job job(String name) {
    return new Job(name, Expr.fields());
  }

  /** A job run. */
  public static final class Job extends Task<JobRun> {

    private static final Set<String> RESERVED = Set.of("--conf", "--debug", "--mode", "--JOB_NAME");
    private static final int SECONDS = 8 * 3600 + 900;

    private final String name;
    private final Expr.Fields arguments;

    private Job(String name, Expr.Fields arguments) {
      super("Glue job " + name, work(name, arguments), Job::run);
      this.name = name;
      this.arguments = arguments;
    }

    /**
     * With this argument.
     *
     * @param argument starts with {@code --}; not one of those that Glue keeps for itself
     */
    public Job arg(String argument, Value<?> value) {
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
      return new Job(name, arguments.and(argument, value.asText()));
    }

    /** With this constant argument. */
    public Job arg(String argument, String value) {
      return arg(argument, Text.of(value));
    }

    private static Work work(String name, Expr.Fields arguments) {
      Expr.Fields request = Expr.fields().and("JobName", Text.of(name).expr());
      Call call =
          new Call(
              "glue:startJobRun.sync",
              arguments.members().isEmpty() ? request : request.and("Arguments", arguments),
              SECONDS,
              List.of(
                  new RetryRule(List.of(CONCURRENT_RUNS.name()), 30, 10, 2, 300, true),
                  RetryRule.service(
                      "Glue.AWSGlueException",
                      "Glue.InternalServiceException",
                      "Glue.OperationTimeoutException",
                      "Glue.ResourceNumberLimitExceededException")),
              List.of(
                  Permission.on(
                      HERE + "job/" + name,
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

    private static JobRun run(Parts parts) {
      return new JobRun(
          new Text(parts.part("jobRunId")),
          new Text(parts.part("state")),
          new Num(parts.part("executionSeconds")));
    }
  }

  /**
   * Evaluates a ruleset on a table and fetches the result. Broken rules are a result, not a
   * failure: look at the score. Deadline 2 hours.
   */
  public static Quality dataQuality(String ruleset, String database, String table) {
    return new Quality(
        ruleset, table(database, table), Expr.fields(), Text.deployed("GlueRoleArn"));
  }

  /** A table of the catalog. */
  public static Table table(String database, String name) {
    return new Table(
        Expr.fields()
            .and("DatabaseName", Text.of(database).expr())
            .and("TableName", Text.of(name).expr()),
        List.of());
  }

  /** A table of the catalog, or the part of it that a predicate on its partitions selects. */
  public static final class Table {

    private final Expr.Fields name;
    private final List<Expr> predicate;

    private Table(Expr.Fields name, List<Expr> predicate) {
      this.name = name;
      this.predicate = predicate;
    }

    /** The partitions whose column has this value. */
    public Table partition(String column, Value<?> value) {
      Expr equals =
          SqlText.of(dev.stepwell.dsl.language.Sql.identifier(column) + " = ")
              .literal(value.asText())
              .expr();
      return new Table(
          name,
          predicate.isEmpty()
              ? List.of(equals)
              : List.of(Expr.join(List.of(predicate.get(0), Expr.text(" and "), equals))));
    }

    private Expr.Fields source() {
      Expr.Fields table = name;
      if (!predicate.isEmpty()) {
        table =
            table.and(
                "AdditionalOptions", Expr.fields().and("pushDownPredicate", predicate.get(0)));
      }
      return Expr.fields().and("GlueTable", table);
    }
  }

  /** A data quality run. */
  public static final class Quality extends Task<QualityRun> {

    private final String ruleset;
    private final Table table;
    private final Expr.Fields sources;
    private final Text role;

    private Quality(String ruleset, Table table, Expr.Fields sources, Text role) {
      super(
          "Glue data quality " + ruleset,
          work(ruleset, table, sources, role),
          parts ->
              new QualityRun(
                  new Num(parts.part("score")),
                  new Items<>(parts.part("failedRules"), Naming.SAME),
                  new Text(parts.part("resultId"))));
      this.ruleset = ruleset;
      this.table = table;
      this.sources = sources;
      this.role = role;
    }

    /** On the partitions whose column has this value; without it the whole table is read. */
    public Quality partition(String column, Value<?> value) {
      return new Quality(ruleset, table.partition(column, value), sources, role);
    }

    /** With another table that rules can name by the alias. */
    public Quality source(String alias, Table other) {
      return new Quality(ruleset, table, sources.and(alias, other.source()), role);
    }

    /** With the role that reads the data; default <code>${GlueRoleArn}</code>. */
    public Quality role(Text arn) {
      return new Quality(ruleset, table, sources, arn);
    }

    private static Work work(String ruleset, Table table, Expr.Fields sources, Text role) {
      Expr.Fields request =
          Expr.fields()
              .and("DataSource", table.source())
              .and("Role", role.expr())
              .and("RulesetNames", new Expr.Elements(List.of(Text.of(ruleset).expr())))
              .and("ClientToken", new Expr.Token());
      Call start =
          call(
              "startDataQualityRulesetEvaluationRun",
              sources.members().isEmpty() ? request : request.and("AdditionalDataSources", sources),
              Permission.on(
                  HERE + "dataQualityRuleset/*",
                  "glue:StartDataQualityRulesetEvaluationRun",
                  "glue:GetDataQualityRulesetEvaluationRun",
                  "glue:GetDataQualityResult",
                  "glue:CancelDataQualityRulesetEvaluationRun"),
              Permission.passRole(Arns.of(role), "glue.amazonaws.com"));
      Polling polling =
          new Polling(
              call(
                  "getDataQualityRulesetEvaluationRun",
                  Expr.fields().and("RunId", new Expr.Local("run"))),
              List.of("Status"),
              List.of("ErrorString"),
              List.of("STARTING", "RUNNING", "STOPPING"),
              List.of("SUCCEEDED"),
              List.of("FAILED", "STOPPED", "TIMEOUT"),
              "Glue.QualityRun",
              15,
              60,
              TWO_HOURS);
      return new Work.Fetched(
          start,
          List.of("RunId"),
          polling,
          Expr.raw("$exists({0}) ? {0}[0] : ''", Expr.result("ResultIds")),
          call("getDataQualityResult", Expr.fields().and("ResultId", new Expr.Local("result"))),
          Outputs.of(
              Expr.fields()
                  .and("score", Expr.result("Score"))
                  .and(
                      "failedRules",
                      Expr.call(
                          "[{0}[Result != 'PASS'].{'name': Name, 'rule': Description, 'result':"
                              + " Result, 'message': $substring(EvaluationMessage, 0, 200)}]",
                          Expr.result("RuleResults")))
                  .and("resultId", Expr.result("ResultId"))));
    }
  }

  private static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:glue:" + action, arguments, CALL_SECONDS, List.of(SERVICE), List.of(permissions));
  }
}
