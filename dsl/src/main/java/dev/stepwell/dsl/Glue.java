package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;

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

  /** There is a database, table or partition of that name already. */
  public static final ErrorName ALREADY_EXISTS = ErrorName.of("Glue.AlreadyExistsException");

  /** Somebody else changes the same thing at the same time. */
  public static final ErrorName CONCURRENT_MODIFICATION =
      ErrorName.of("Glue.ConcurrentModificationException");

  /** A request says what Glue does not take. */
  public static final ErrorName INVALID_INPUT = ErrorName.of("Glue.InvalidInputException");

  /** Partitions were refused for another reason than that they are there already. */
  public static final ErrorName PARTITIONS_REFUSED = ErrorName.of("Glue.PartitionsRefused");

  /** A partition was not there before the deadline of the wait for it. */
  public static final ErrorName PARTITION_TIMED_OUT = ErrorName.of("Glue.PartitionTimedOut");

  /** A workflow run ended STOPPED or ERROR, or COMPLETED with actions that failed. */
  public static final ErrorName WORKFLOW_RUN_FAILED = ErrorName.of("Glue.WorkflowRunFailed");

  /** A workflow run did not end before its deadline. It may still run. */
  public static final ErrorName WORKFLOW_RUN_TIMED_OUT = ErrorName.of("Glue.WorkflowRunTimedOut");

  private static final RetryRule SERVICE =
      RetryRule.service(
          "Glue.OperationTimeoutException",
          "Glue.InternalServiceException",
          "Glue.ThrottlingException",
          "Glue.GlueException");

  /** The errors after which it is sure that nothing was done. */
  static final String[] NOTHING_DONE = {
    "Glue.ThrottlingException", "Glue.GlueException", CONCURRENT_MODIFICATION.name()
  };

  private static final RetryRule CHANGED =
      RetryRule.service(CONCURRENT_MODIFICATION.name(), "Glue.ResourceNotReadyException");
  static final String HERE = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
  private static final int CALL_SECONDS = 60;
  static final int TWO_HOURS = 7200;

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
   * What writing a database or a table to the catalog gives.
   *
   * @param created false if there was one already
   */
  public record Written(Bool created) {}

  /**
   * What deleting from the catalog gives.
   *
   * @param existed false if there was nothing to delete
   */
  public record Deleted(Bool existed) {}

  /**
   * What creating partitions gives.
   *
   * @param created how many are new
   * @param existing how many were there already
   */
  public record PartitionsCreated(Num created, Num existing) {}

  /**
   * What listing partitions gives.
   *
   * @param count how many are listed
   * @param complete whether these are all
   * @param partitions the partitions
   */
  public record Partitions(Num count, Bool complete, Items<Partition> partitions) {}

  /**
   * A partition in a listing.
   *
   * @param values one for each partition key of the table, in their order
   * @param location where its files are
   */
  public record Partition(List<String> values, String location) {}

  /**
   * What waiting for a partition gives.
   *
   * @param location where its files are
   */
  public record FoundPartition(Text location) {}

  /**
   * What a workflow run gives.
   *
   * @param runId the run's id
   * @param actions how many jobs and crawlers ran
   */
  public record WorkflowRun(Text runId, Num actions) {}

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
  public static GlueJob job(String name) {
    return new GlueJob(name, Expr.fields());
  }

  /**
   * Evaluates a ruleset on a table and fetches the result. Broken rules are a result, not a
   * failure: look at the score. Deadline 2 hours.
   */
  public static GlueQuality dataQuality(String ruleset, String database, String table) {
    return new GlueQuality(
        ruleset, table(database, table), Expr.fields(), Text.deployed("GlueRoleArn"));
  }

  /** A database of the catalog. */
  public static GlueDatabase database(String name) {
    return new GlueDatabase(name);
  }

  /** A table of the catalog. */
  public static GlueTable table(String database, String name) {
    return new GlueTable(database, name, List.of());
  }

  /**
   * Runs a Glue workflow and waits until all of its jobs and crawlers have ended. Glue calls a run
   * COMPLETED even if actions of it failed; the task then fails. Deadline 8 hours. There is no
   * token for a run, so errors that leave open whether it was started are not retried.
   */
  public static GlueWorkflow workflow(String name) {
    return new GlueWorkflow(name, Expr.fields());
  }

  /** A call on the catalog, which somebody else may be changing. */
  static Call catalogCall(String action, Expr.Fields arguments, Permission... permissions) {
    return call(action, arguments, permissions).retrying(List.of(SERVICE, CHANGED));
  }

  static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:glue:" + action, arguments, CALL_SECONDS, List.of(SERVICE), List.of(permissions));
  }
}
