package dev.stepwell.engine;

/** What can stand in an execution's history. */
public enum EventType {
  /** AWS's ExecutionStarted. */
  EXECUTION_STARTED("ExecutionStarted", "executionStartedEventDetails"),
  /** AWS's ExecutionSucceeded. */
  EXECUTION_SUCCEEDED("ExecutionSucceeded", "executionSucceededEventDetails"),
  /** AWS's ExecutionFailed. */
  EXECUTION_FAILED("ExecutionFailed", "executionFailedEventDetails"),
  /** AWS's ExecutionTimedOut. */
  EXECUTION_TIMED_OUT("ExecutionTimedOut", "executionTimedOutEventDetails"),
  /** AWS's ExecutionAborted. */
  EXECUTION_ABORTED("ExecutionAborted", "executionAbortedEventDetails"),
  /** AWS's ExecutionRedriven. */
  EXECUTION_REDRIVEN("ExecutionRedriven", "executionRedrivenEventDetails"),
  /** AWS's PassStateEntered. */
  PASS_STATE_ENTERED("PassStateEntered", "stateEnteredEventDetails"),
  /** AWS's TaskStateEntered. */
  TASK_STATE_ENTERED("TaskStateEntered", "stateEnteredEventDetails"),
  /** AWS's ChoiceStateEntered. */
  CHOICE_STATE_ENTERED("ChoiceStateEntered", "stateEnteredEventDetails"),
  /** AWS's WaitStateEntered. */
  WAIT_STATE_ENTERED("WaitStateEntered", "stateEnteredEventDetails"),
  /** AWS's SucceedStateEntered. */
  SUCCEED_STATE_ENTERED("SucceedStateEntered", "stateEnteredEventDetails"),
  /** AWS's FailStateEntered. */
  FAIL_STATE_ENTERED("FailStateEntered", "stateEnteredEventDetails"),
  /** AWS's ParallelStateEntered. */
  PARALLEL_STATE_ENTERED("ParallelStateEntered", "stateEnteredEventDetails"),
  /** AWS's MapStateEntered. */
  MAP_STATE_ENTERED("MapStateEntered", "stateEnteredEventDetails"),
  /** AWS's PassStateExited. */
  PASS_STATE_EXITED("PassStateExited", "stateExitedEventDetails"),
  /** AWS's TaskStateExited. */
  TASK_STATE_EXITED("TaskStateExited", "stateExitedEventDetails"),
  /** AWS's ChoiceStateExited. */
  CHOICE_STATE_EXITED("ChoiceStateExited", "stateExitedEventDetails"),
  /** AWS's WaitStateExited. */
  WAIT_STATE_EXITED("WaitStateExited", "stateExitedEventDetails"),
  /** AWS's SucceedStateExited. */
  SUCCEED_STATE_EXITED("SucceedStateExited", "stateExitedEventDetails"),
  /** AWS's ParallelStateExited. */
  PARALLEL_STATE_EXITED("ParallelStateExited", "stateExitedEventDetails"),
  /** AWS's MapStateExited. */
  MAP_STATE_EXITED("MapStateExited", "stateExitedEventDetails"),
  /** AWS's TaskStateAborted. */
  TASK_STATE_ABORTED("TaskStateAborted", ""),
  /** AWS's WaitStateAborted. */
  WAIT_STATE_ABORTED("WaitStateAborted", ""),
  /** AWS's ParallelStateAborted. */
  PARALLEL_STATE_ABORTED("ParallelStateAborted", ""),
  /** AWS's MapStateAborted. */
  MAP_STATE_ABORTED("MapStateAborted", ""),
  /** AWS's LambdaFunctionScheduled. */
  LAMBDA_FUNCTION_SCHEDULED("LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails"),
  /** AWS's LambdaFunctionScheduleFailed. */
  LAMBDA_FUNCTION_SCHEDULE_FAILED(
      "LambdaFunctionScheduleFailed", "lambdaFunctionScheduleFailedEventDetails"),
  /** AWS's LambdaFunctionStarted. */
  LAMBDA_FUNCTION_STARTED("LambdaFunctionStarted", ""),
  /** AWS's LambdaFunctionStartFailed. */
  LAMBDA_FUNCTION_START_FAILED(
      "LambdaFunctionStartFailed", "lambdaFunctionStartFailedEventDetails"),
  /** AWS's LambdaFunctionSucceeded. */
  LAMBDA_FUNCTION_SUCCEEDED("LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails"),
  /** AWS's LambdaFunctionFailed. */
  LAMBDA_FUNCTION_FAILED("LambdaFunctionFailed", "lambdaFunctionFailedEventDetails"),
  /** AWS's LambdaFunctionTimedOut. */
  LAMBDA_FUNCTION_TIMED_OUT("LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails"),
  /** AWS's ActivityScheduled. */
  ACTIVITY_SCHEDULED("ActivityScheduled", "activityScheduledEventDetails"),
  /** AWS's ActivityScheduleFailed. */
  ACTIVITY_SCHEDULE_FAILED("ActivityScheduleFailed", "activityScheduleFailedEventDetails"),
  /** AWS's ActivityStarted. */
  ACTIVITY_STARTED("ActivityStarted", "activityStartedEventDetails"),
  /** AWS's ActivitySucceeded. */
  ACTIVITY_SUCCEEDED("ActivitySucceeded", "activitySucceededEventDetails"),
  /** AWS's ActivityFailed. */
  ACTIVITY_FAILED("ActivityFailed", "activityFailedEventDetails"),
  /** AWS's ActivityTimedOut. */
  ACTIVITY_TIMED_OUT("ActivityTimedOut", "activityTimedOutEventDetails"),
  /** AWS's TaskScheduled. */
  TASK_SCHEDULED("TaskScheduled", "taskScheduledEventDetails"),
  /** AWS's TaskStarted. */
  TASK_STARTED("TaskStarted", "taskStartedEventDetails"),
  /** AWS's TaskStartFailed. */
  TASK_START_FAILED("TaskStartFailed", "taskStartFailedEventDetails"),
  /** AWS's TaskSubmitted. */
  TASK_SUBMITTED("TaskSubmitted", "taskSubmittedEventDetails"),
  /** AWS's TaskSubmitFailed. */
  TASK_SUBMIT_FAILED("TaskSubmitFailed", "taskSubmitFailedEventDetails"),
  /** AWS's TaskSucceeded. */
  TASK_SUCCEEDED("TaskSucceeded", "taskSucceededEventDetails"),
  /** AWS's TaskFailed. */
  TASK_FAILED("TaskFailed", "taskFailedEventDetails"),
  /** AWS's TaskTimedOut. */
  TASK_TIMED_OUT("TaskTimedOut", "taskTimedOutEventDetails"),
  /** AWS's ParallelStateStarted. */
  PARALLEL_STATE_STARTED("ParallelStateStarted", ""),
  /** AWS's ParallelStateSucceeded. */
  PARALLEL_STATE_SUCCEEDED("ParallelStateSucceeded", ""),
  /** AWS's ParallelStateFailed. */
  PARALLEL_STATE_FAILED("ParallelStateFailed", ""),
  /** AWS's MapStateStarted. */
  MAP_STATE_STARTED("MapStateStarted", "mapStateStartedEventDetails"),
  /** AWS's MapStateSucceeded. */
  MAP_STATE_SUCCEEDED("MapStateSucceeded", ""),
  /** AWS's MapStateFailed. */
  MAP_STATE_FAILED("MapStateFailed", ""),
  /** AWS's MapIterationStarted. */
  MAP_ITERATION_STARTED("MapIterationStarted", "mapIterationStartedEventDetails"),
  /** AWS's MapIterationSucceeded. */
  MAP_ITERATION_SUCCEEDED("MapIterationSucceeded", "mapIterationSucceededEventDetails"),
  /** AWS's MapIterationFailed. */
  MAP_ITERATION_FAILED("MapIterationFailed", "mapIterationFailedEventDetails"),
  /** AWS's MapIterationAborted. */
  MAP_ITERATION_ABORTED("MapIterationAborted", "mapIterationAbortedEventDetails"),
  /** AWS's MapRunStarted. */
  MAP_RUN_STARTED("MapRunStarted", "mapRunStartedEventDetails"),
  /** AWS's MapRunSucceeded. */
  MAP_RUN_SUCCEEDED("MapRunSucceeded", ""),
  /** AWS's MapRunFailed. */
  MAP_RUN_FAILED("MapRunFailed", "mapRunFailedEventDetails"),
  /** AWS's MapRunAborted. */
  MAP_RUN_ABORTED("MapRunAborted", ""),
  /** AWS's MapRunRedriven. */
  MAP_RUN_REDRIVEN("MapRunRedriven", "mapRunRedrivenEventDetails"),
  /** AWS's EvaluationFailed. */
  EVALUATION_FAILED("EvaluationFailed", "evaluationFailedEventDetails");

  private final String word;
  private final String detailsMember;

  EventType(String word, String detailsMember) {
    this.word = word;
    this.detailsMember = detailsMember;
  }

  /** The word that AWS uses, such as {@code TaskStateEntered}. */
  public String word() {
    return word;
  }

  /** The member that holds an event's details; empty for types without details. */
  String detailsMember() {
    return detailsMember;
  }
}
