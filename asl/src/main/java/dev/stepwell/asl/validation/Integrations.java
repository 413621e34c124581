package dev.stepwell.asl.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The actions that optimised integrations offer, and how each may be waited for. */
final class Integrations {

  private static final Set<String> CALL = Set.of("");
  private static final Set<String> JOB = Set.of("", ".sync");
  private static final Set<String> CALLBACK = Set.of("", ".waitForTaskToken");
  private static final Set<String> BOTH = Set.of("", ".sync", ".waitForTaskToken");

  private static final Map<String, Set<String>> ACTIONS = actions();

  private Integrations() {}

  /**
   * Whether Step Functions knows the action.
   *
   * @param action such as {@code glue:startJobRun}
   * @param pattern {@code ""}, {@code ".sync"}, {@code ".sync:2"} or {@code ".waitForTaskToken"}
   */
  static boolean offer(String action, String pattern) {
    return ACTIONS.getOrDefault(action, Set.of()).contains(pattern);
  }

  /** Whether Step Functions knows the action in some way. */
  static boolean offer(String action) {
    return ACTIONS.containsKey(action);
  }

  private static Map<String, Set<String>> actions() {
    Map<String, Set<String>> all = new HashMap<>();
    put(all, CALLBACK, "apigateway", "invoke");
    put(all, JOB, "athena", "startQueryExecution");
    put(all, CALL, "athena", "stopQueryExecution", "getQueryExecution", "getQueryResults");
    put(all, JOB, "batch", "submitJob");
    put(all, CALLBACK, "bedrock", "invokeModel");
    put(all, JOB, "bedrock", "createModelCustomizationJob");
    put(all, JOB, "codebuild", "startBuild", "startBuildBatch", "retryBuildBatch");
    put(all, CALL, "codebuild", "stopBuild", "stopBuildBatch", "batchDeleteBuilds");
    put(all, CALL, "codebuild", "batchGetReports", "deleteBuildBatch");
    put(all, JOB, "databrew", "startJobRun");
    put(all, CALL, "dynamodb", "getItem", "putItem", "updateItem", "deleteItem");
    put(all, BOTH, "ecs", "runTask");
    put(all, JOB, "eks", "createCluster", "deleteCluster", "createNodegroup", "deleteNodegroup");
    put(all, JOB, "eks", "createFargateProfile", "deleteFargateProfile");
    put(all, BOTH, "eks", "runJob");
    put(all, CALLBACK, "eks", "call");
    put(all, JOB, "elasticmapreduce", "createCluster", "terminateCluster", "addStep");
    put(all, CALL, "elasticmapreduce", "cancelStep", "setClusterTerminationProtection");
    put(all, CALL, "elasticmapreduce", "modifyInstanceFleetByName", "modifyInstanceGroupByName");
    put(all, CALL, "emr-containers", "createVirtualCluster");
    put(all, JOB, "emr-containers", "deleteVirtualCluster", "startJobRun");
    put(all, JOB, "emr-serverless", "createApplication", "startApplication", "stopApplication");
    put(all, JOB, "emr-serverless", "deleteApplication", "startJobRun", "cancelJobRun");
    put(all, CALLBACK, "events", "putEvents");
    put(all, JOB, "glue", "startJobRun");
    put(all, CALL, "http", "invoke");
    put(all, CALLBACK, "lambda", "invoke");
    put(all, JOB, "mediaconvert", "createJob");
    put(all, JOB, "sagemaker", "createTrainingJob", "createTransformJob", "createProcessingJob");
    put(all, JOB, "sagemaker", "createLabelingJob", "createHyperParameterTuningJob");
    put(all, CALL, "sagemaker", "createEndpoint", "createEndpointConfig", "createModel");
    put(all, CALL, "sagemaker", "updateEndpoint");
    put(all, CALLBACK, "sns", "publish");
    put(all, CALLBACK, "sqs", "sendMessage");
    all.put("states:startExecution", Set.of("", ".sync", ".sync:2", ".waitForTaskToken"));
    return all;
  }

  private static void put(
      Map<String, Set<String>> all, Set<String> patterns, String service, String... actions) {
    for (String action : actions) {
      all.put(service + ":" + action, patterns);
    }
  }
}
