package dev.stepwell.dsl.iam;

import java.util.List;
import java.util.Map;

/**
 * What {@code .sync} needs besides the call itself: to ask for the job's state, to stop it, and to
 * hear of its end through a rule that Step Functions manages (Step Functions developer guide, "IAM
 * policies for integrated services").
 */
final class SyncRights {

  /**
   * What follows the call.
   *
   * @param actions the actions on the job
   * @param tail the job's ARN behind region and account; {@code %s} is what the call works on, and
   *     an empty text stands for the resource of the call itself
   * @param rule the rule's name; empty for services without one
   */
  private record Following(List<String> actions, String tail, String rule) {}

  private static final Map<String, Following> ALL =
      Map.ofEntries(
          Map.entry(
              "athena:startQueryExecution",
              new Following(
                  List.of("athena:GetQueryExecution", "athena:StopQueryExecution"), "", "")),
          Map.entry(
              "batch:submitJob",
              new Following(
                  List.of("batch:DescribeJobs", "batch:TerminateJob"),
                  "*",
                  "StepFunctionsGetEventsForBatchJobsRule")),
          Map.entry(
              "codebuild:startBuild",
              new Following(
                  List.of("codebuild:BatchGetBuilds", "codebuild:StopBuild"),
                  "",
                  "StepFunctionsGetEventForCodeBuildStartBuildRule")),
          Map.entry(
              "codebuild:startBuildBatch",
              new Following(
                  List.of("codebuild:BatchGetBuildBatches", "codebuild:StopBuildBatch"),
                  "",
                  "StepFunctionsGetEventForCodeBuildStartBuildBatchRule")),
          Map.entry(
              "databrew:startJobRun",
              new Following(List.of("databrew:ListJobRuns", "databrew:StopJobRun"), "", "")),
          Map.entry(
              "ecs:runTask",
              new Following(
                  List.of("ecs:DescribeTasks", "ecs:StopTask"),
                  "*",
                  "StepFunctionsGetEventsForECSTaskRule")),
          Map.entry(
              "elasticmapreduce:addStep",
              new Following(
                  List.of("elasticmapreduce:DescribeStep", "elasticmapreduce:CancelSteps"),
                  "*",
                  "StepFunctionsGetEventForEMRAddJobFlowStepsRule")),
          Map.entry(
              "elasticmapreduce:createCluster",
              new Following(
                  List.of("elasticmapreduce:DescribeCluster", "elasticmapreduce:TerminateJobFlows"),
                  "*",
                  "StepFunctionsGetEventForEMRRunJobFlowRule")),
          Map.entry(
              "elasticmapreduce:terminateCluster",
              new Following(
                  List.of("elasticmapreduce:DescribeCluster"),
                  "*",
                  "StepFunctionsGetEventForEMRTerminateJobFlowsRule")),
          Map.entry(
              "emr-containers:startJobRun",
              new Following(
                  List.of("emr-containers:DescribeJobRun", "emr-containers:CancelJobRun"),
                  "*",
                  "")),
          Map.entry(
              "emr-serverless:startJobRun",
              new Following(
                  List.of("emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"),
                  "*",
                  "StepFunctionsGetEventsForEMRServerlessJobRule")),
          Map.entry(
              "emr-serverless:startApplication",
              new Following(
                  List.of("emr-serverless:GetApplication"),
                  "*",
                  "StepFunctionsGetEventsForEMRServerlessApplicationRule")),
          Map.entry(
              "emr-serverless:stopApplication",
              new Following(
                  List.of("emr-serverless:GetApplication"),
                  "*",
                  "StepFunctionsGetEventsForEMRServerlessApplicationRule")),
          Map.entry(
              "glue:startJobRun",
              new Following(
                  List.of("glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"), "", "")),
          Map.entry(
              "mediaconvert:createJob",
              new Following(
                  List.of("mediaconvert:GetJob", "mediaconvert:CancelJob"),
                  "*",
                  "StepFunctionsGetEventsForMediaConvertJobRule")),
          Map.entry("sagemaker:createTrainingJob", sageMaker("TrainingJob", "TrainingJobs")),
          Map.entry("sagemaker:createTransformJob", sageMaker("TransformJob", "TransformJobs")),
          Map.entry("sagemaker:createProcessingJob", sageMaker("ProcessingJob", "")),
          Map.entry(
              "sagemaker:createHyperParameterTuningJob",
              sageMaker("HyperParameterTuningJob", "TuningJobs")),
          Map.entry(
              "states:startExecution",
              new Following(
                  List.of("states:DescribeExecution", "states:StopExecution"),
                  "*",
                  "StepFunctionsGetEventsForStepFunctionsExecutionRule")));

  private SyncRights() {}

  private static Following sageMaker(String job, String rule) {
    return new Following(
        List.of("sagemaker:Describe" + job, "sagemaker:Stop" + job),
        "*",
        rule.isEmpty() ? "" : "StepFunctionsGetEventsForSageMaker" + rule + "Rule");
  }

  /** What follows a call; nothing is known of a service that is not in the list. */
  static void add(String call, Arguments arguments, List<Right> rights) {
    Following following = ALL.get(call);
    if (following == null) {
      return;
    }
    for (String action : following.actions) {
      rights.add(
          following.tail.isEmpty()
              ? Right.on(ResourceArns.of(action, arguments), action)
              : Right.anywhere(action));
    }
    if (!following.rule.isEmpty()) {
      String rule = ResourceArns.here("events") + "rule/" + following.rule;
      for (String action : List.of("events:PutTargets", "events:PutRule", "events:DescribeRule")) {
        rights.add(Right.on(rule, action));
      }
    }
  }
}
