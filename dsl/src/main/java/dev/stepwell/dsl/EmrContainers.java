package dev.stepwell.dsl;

import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/**
 * Amazon EMR on EKS: Spark jobs on a virtual cluster. Step Functions makes the client token of each
 * call itself and takes none from the definition. Sources: the service's API model; the Step
 * Functions developer guide, "EMR on EKS integration".
 */
public final class EmrContainers {

  /** A job run has ended badly or was cancelled, but its task had not failed. */
  public static final ErrorName JOB_RUN_FAILED = ErrorName.of("EmrContainers.JobRunFailed");

  /** Both spellings of the service that the rule for names of errors allows. */
  static final List<RetryRule> RETRIES =
      List.of(
          RetryRule.service(
              "EmrContainers.AmazonEMRContainersException",
              "EMRContainers.AmazonEMRContainersException"));

  static final String CLUSTERS = Arns.here("emr-containers") + "/virtualclusters/";

  private EmrContainers() {}

  /**
   * A job run that has ended well.
   *
   * @param jobRunId its id; empty if the service does not say it
   * @param state COMPLETED
   */
  public record JobRun(Text jobRunId, Text state) {}

  /**
   * Runs a Spark job and waits for its end; time-out 1 day.
   *
   * @param virtualClusterId the virtual cluster's id
   * @param role the ARN of the role that the job has
   * @param release a release of EMR on EKS, such as {@code emr-7.2.0-latest}
   * @param entryPoint {@code s3://..} or {@code local://..}, a jar or a Python file
   */
  public static EmrContainersJob spark(
      Text virtualClusterId, Text role, String release, Text entryPoint) {
    return EmrContainersJob.of(virtualClusterId, role, release, entryPoint);
  }
}
