package dev.stepwell.dsl;

import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/**
 * AWS Batch: containers in a queue. Batch has no client tokens: a submission is made again only
 * where Batch has refused it, never where its answer was lost, so that no job is there twice. A job
 * that fails fails its task with {@code States.TaskFailed} and the job's description as the cause.
 * Sources: Batch's API model; the Step Functions developer guide, "AWS Batch integration".
 */
public final class Batch {

  /** A queue, a definition or a parameter is wrong; another try fails too. */
  public static final ErrorName CLIENT_ERROR = ErrorName.of("Batch.ClientException");

  /** A job has ended FAILED, but its task had not failed. */
  public static final ErrorName JOB_FAILED = ErrorName.of("Batch.JobFailed");

  static final List<RetryRule> RETRIES = List.of(RetryRule.service("Batch.AWSBatchException"));

  private Batch() {}

  /**
   * A job that has ended well.
   *
   * @param jobId its id
   * @param status SUCCEEDED
   * @param logStream the log of its last attempt; empty if it has none of its own, such as an array
   */
  public record JobRun(Text jobId, Text status, Text logStream) {}

  /**
   * Submits a job and waits for its end. Time-out 1 day, because a job that no computer can take
   * stays RUNNABLE for ever.
   *
   * @param name 1 to 128 letters, digits, {@code -} and {@code _}
   * @param queue the queue's name or ARN
   * @param definition the job definition's name, name and revision ({@code join:3}) or ARN
   */
  public static BatchJob job(String name, Text queue, Text definition) {
    return BatchJob.of(name, queue, definition);
  }
}
