package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Amazon EMR on EC2: a cluster for some steps. In a graph the cluster is a setup and its end a
 * teardown, so that it is paid for no longer than it is needed:
 *
 * <pre>{@code
 * var cluster = graph.run("cluster", Emr.cluster("nightly", "emr-7.2.0", "m5.xlarge")).setup();
 * Text id = cluster.output().clusterId();
 * var join = graph.run("join", Emr.spark(id, "join", Text.of("s3://code/join.py")));
 * graph.run("end", Emr.terminate(id)).after(join).teardown(cluster);
 * }</pre>
 *
 * <p>EMR has no client tokens. A call is made again only where EMR has refused it, never where its
 * answer was lost, so that no cluster and no step is there twice.
 *
 * <p>Step Functions fails the task of a job that ends badly with {@code States.TaskFailed} and the
 * job's description as the cause. Sources: EMR's API model; the Step Functions developer guide,
 * "EMR integration".
 */
public final class Emr {

  /** EMR has refused the request; another try is refused too. */
  public static final ErrorName INVALID_REQUEST = ErrorName.of("EMR.InvalidRequestException");

  /** Throttling, missing rights and all else that EMR does not model. */
  public static final ErrorName SERVICE_ERROR = ErrorName.of("EMR.AmazonElasticMapReduceException");

  /** A cluster has ended, but its task had not failed. */
  public static final ErrorName CLUSTER_FAILED = ErrorName.of("Emr.ClusterFailed");

  /** A step has ended badly or was cancelled, but its task had not failed. */
  public static final ErrorName STEP_FAILED = ErrorName.of("Emr.StepFailed");

  static final String CLUSTERS = Arns.here("elasticmapreduce") + "cluster/";
  static final List<RetryRule> RETRIES = List.of(RetryRule.service(SERVICE_ERROR.name()));
  static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,256}");
  static final String NAME_RULE = "has 1 to 256 characters in one line; shorten it";
  private static final int HOUR = 3600;

  private Emr() {}

  /**
   * A cluster that waits for steps.
   *
   * @param clusterId its id, {@code j-..}
   */
  public record Cluster(Text clusterId) {}

  /**
   * A step that has ended well.
   *
   * @param stepId its id, {@code s-..}; empty if EMR does not say it
   * @param state COMPLETED
   */
  public record StepRun(Text stepId, Text state) {}

  /** What the end of a cluster gives: nothing. */
  public record Terminated() {}

  /**
   * Starts a cluster and waits until it waits for steps. It has one primary node, stays up without
   * steps and ends by itself when it has been idle for an hour, which is the net for executions
   * that never come to {@link #terminate}. Time-out 1 hour.
   *
   * @param name 1 to 256 characters
   * @param release a release of EMR, such as {@code emr-7.2.0}
   * @param instanceType of the primary node, such as {@code m5.xlarge}
   */
  public static EmrCluster cluster(String name, String release, String instanceType) {
    return EmrCluster.of(name, release, instanceType);
  }

  /**
   * Runs a program on a cluster and waits for its end. Time-out 1 day. A failed step leaves the
   * cluster and its other steps alone ({@code CONTINUE}).
   *
   * @param clusterId as {@link Cluster#clusterId} gives it
   * @param name 1 to 256 characters
   * @param jar {@code command-runner.jar} for what EMR has installed, or {@code s3://..}
   */
  public static EmrStep step(Text clusterId, String name, Text jar) {
    return EmrStep.of(clusterId, name, jar);
  }

  /**
   * Runs a Spark program with {@code spark-submit} in cluster mode and waits for its end. Arguments
   * that are added are those of the program.
   *
   * @param program {@code s3://..}, a jar or a Python file
   * @param options of {@code spark-submit}, before the program, one word each, such as {@code
   *     --class}
   */
  public static EmrStep spark(Text clusterId, String name, Text program, String... options) {
    return EmrStep.of(clusterId, name, Text.of("command-runner.jar"))
        .args("spark-submit", "--deploy-mode", "cluster")
        .args(options)
        .arg(program);
  }

  /** Ends a cluster and waits until it has ended. Time-out 1 hour. Ending it twice is no error. */
  public static Task<Terminated> terminate(Text clusterId) {
    Call call =
        new Call(
            "elasticmapreduce:terminateCluster.sync",
            Expr.fields().and("ClusterId", clusterId.expr()),
            HOUR,
            RETRIES,
            List.of(
                Permission.on(
                    CLUSTERS + Arns.of(clusterId),
                    "elasticmapreduce:TerminateJobFlows",
                    "elasticmapreduce:DescribeCluster"),
                Permission.managedRule("StepFunctionsGetEventForEMRTerminateJobFlowsRule")));
    return new Task<>(
        "EMR terminate",
        new Work.Request(call, Outputs.of(Expr.fields())),
        parts -> new Terminated());
  }

  static Expr idle(Duration limit) {
    return Accepted.time("idle time of the EMR cluster", limit, 1, 60, 604_800);
  }
}
