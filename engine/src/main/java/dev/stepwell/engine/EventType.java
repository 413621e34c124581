package dev.stepwell.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What can stand in an execution's history. */
public enum EventType {
  /** AWS's ExecutionStarted. */
  EXECUTION_STARTED(1, "ExecutionStarted", "executionStartedEventDetails"),
  /** AWS's ExecutionSucceeded. */
  EXECUTION_SUCCEEDED(2, "ExecutionSucceeded", "executionSucceededEventDetails"),
  /** AWS's ExecutionFailed. */
  EXECUTION_FAILED(3, "ExecutionFailed", "executionFailedEventDetails"),
  /** AWS's ExecutionTimedOut. */
  EXECUTION_TIMED_OUT(4, "ExecutionTimedOut", "executionTimedOutEventDetails"),
  /** AWS's ExecutionAborted. */
  EXECUTION_ABORTED(5, "ExecutionAborted", "executionAbortedEventDetails"),
  /** AWS's ExecutionRedriven. */
  EXECUTION_REDRIVEN(6, "ExecutionRedriven", "executionRedrivenEventDetails"),
  /** AWS's PassStateEntered. */
  PASS_STATE_ENTERED(7, "PassStateEntered", "stateEnteredEventDetails"),
  /** AWS's TaskStateEntered. */
  TASK_STATE_ENTERED(8, "TaskStateEntered", "stateEnteredEventDetails"),
  /** AWS's ChoiceStateEntered. */
  CHOICE_STATE_ENTERED(9, "ChoiceStateEntered", "stateEnteredEventDetails"),
  /** AWS's WaitStateEntered. */
  WAIT_STATE_ENTERED(10, "WaitStateEntered", "stateEnteredEventDetails"),
  /** AWS's SucceedStateEntered. */
  SUCCEED_STATE_ENTERED(11, "SucceedStateEntered", "stateEnteredEventDetails"),
  /** AWS's FailStateEntered. */
  FAIL_STATE_ENTERED(12, "FailStateEntered", "stateEnteredEventDetails"),
  /** AWS's ParallelStateEntered. */
  PARALLEL_STATE_ENTERED(13, "ParallelStateEntered", "stateEnteredEventDetails"),
  /** AWS's MapStateEntered. */
  MAP_STATE_ENTERED(14, "MapStateEntered", "stateEnteredEventDetails"),
  /** AWS's PassStateExited. */
  PASS_STATE_EXITED(15, "PassStateExited", "stateExitedEventDetails"),
  /** AWS's TaskStateExited. */
  TASK_STATE_EXITED(16, "TaskStateExited", "stateExitedEventDetails"),
  /** AWS's ChoiceStateExited. */
  CHOICE_STATE_EXITED(17, "ChoiceStateExited", "stateExitedEventDetails"),
  /** AWS's WaitStateExited. */
  WAIT_STATE_EXITED(18, "WaitStateExited", "stateExitedEventDetails"),
  /** AWS's SucceedStateExited. */
  SUCCEED_STATE_EXITED(19, "SucceedStateExited", "stateExitedEventDetails"),
  /** AWS's ParallelStateExited. */
  PARALLEL_STATE_EXITED(20, "ParallelStateExited", "stateExitedEventDetails"),
  /** AWS's MapStateExited. */
  MAP_STATE_EXITED(21, "MapStateExited", "stateExitedEventDetails"),
  /** AWS's TaskStateAborted. */
  TASK_STATE_ABORTED(22, "TaskStateAborted", ""),
  /** AWS's WaitStateAborted. */
  WAIT_STATE_ABORTED(23, "WaitStateAborted", ""),
  /** AWS's ParallelStateAborted. */
  PARALLEL_STATE_ABORTED(24, "ParallelStateAborted", ""),
  /** AWS's MapStateAborted. */
  MAP_STATE_ABORTED(25, "MapStateAborted", ""),
  /** AWS's LambdaFunctionScheduled. */
  LAMBDA_FUNCTION_SCHEDULED(26, "LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails"),
  /** AWS's LambdaFunctionScheduleFailed. */
  LAMBDA_FUNCTION_SCHEDULE_FAILED(
      27, "LambdaFunctionScheduleFailed", "lambdaFunctionScheduleFailedEventDetails"),
  /** AWS's LambdaFunctionStarted. */
  LAMBDA_FUNCTION_STARTED(28, "LambdaFunctionStarted", ""),
  /** AWS's LambdaFunctionStartFailed. */
  LAMBDA_FUNCTION_START_FAILED(
      29, "LambdaFunctionStartFailed", "lambdaFunctionStartFailedEventDetails"),
  /** AWS's LambdaFunctionSucceeded. */
  LAMBDA_FUNCTION_SUCCEEDED(30, "LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails"),
  /** AWS's LambdaFunctionFailed. */
  LAMBDA_FUNCTION_FAILED(31, "LambdaFunctionFailed", "lambdaFunctionFailedEventDetails"),
  /** AWS's LambdaFunctionTimedOut. */
  LAMBDA_FUNCTION_TIMED_OUT(32, "LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails"),
  /** AWS's ActivityScheduled. */
  ACTIVITY_SCHEDULED(33, "ActivityScheduled", "activityScheduledEventDetails"),
  /** AWS's ActivityScheduleFailed. */
  ACTIVITY_SCHEDULE_FAILED(34, "ActivityScheduleFailed", "activityScheduleFailedEventDetails"),
  /** AWS's ActivityStarted. */
  ACTIVITY_STARTED(35, "ActivityStarted", "activityStartedEventDetails"),
  /** AWS's ActivitySucceeded. */
  ACTIVITY_SUCCEEDED(36, "ActivitySucceeded", "activitySucceededEventDetails"),
  /** AWS's ActivityFailed. */
  ACTIVITY_FAILED(37, "ActivityFailed", "activityFailedEventDetails"),
  /** AWS's ActivityTimedOut. */
  ACTIVITY_TIMED_OUT(38, "ActivityTimedOut", "activityTimedOutEventDetails"),
  /** AWS's TaskScheduled. */
  TASK_SCHEDULED(39, "TaskScheduled", "taskScheduledEventDetails"),
  /** AWS's TaskStarted. */
  TASK_STARTED(40, "TaskStarted", "taskStartedEventDetails"),
  /** AWS's TaskStartFailed. */
  TASK_START_FAILED(41, "TaskStartFailed", "taskStartFailedEventDetails"),
  /** AWS's TaskSubmitted. */
  TASK_SUBMITTED(42, "TaskSubmitted", "taskSubmittedEventDetails"),
  /** AWS's TaskSubmitFailed. */
  TASK_SUBMIT_FAILED(43, "TaskSubmitFailed", "taskSubmitFailedEventDetails"),
  /** AWS's TaskSucceeded. */
  TASK_SUCCEEDED(44, "TaskSucceeded", "taskSucceededEventDetails"),
  /** AWS's TaskFailed. */
  TASK_FAILED(45, "TaskFailed", "taskFailedEventDetails"),
  /** AWS's TaskTimedOut. */
  TASK_TIMED_OUT(46, "TaskTimedOut", "taskTimedOutEventDetails"),
  /** AWS's ParallelStateStarted. */
  PARALLEL_STATE_STARTED(47, "ParallelStateStarted", ""),
  /** AWS's ParallelStateSucceeded. */
  PARALLEL_STATE_SUCCEEDED(48, "ParallelStateSucceeded", ""),
  /** AWS's ParallelStateFailed. */
  PARALLEL_STATE_FAILED(49, "ParallelStateFailed", ""),
  /** AWS's MapStateStarted. */
  MAP_STATE_STARTED(50, "MapStateStarted", "mapStateStartedEventDetails"),
  /** AWS's MapStateSucceeded. */
  MAP_STATE_SUCCEEDED(51, "MapStateSucceeded", ""),
  /** AWS's MapStateFailed. */
  MAP_STATE_FAILED(52, "MapStateFailed", ""),
  /** AWS's MapIterationStarted. */
  MAP_ITERATION_STARTED(53, "MapIterationStarted", "mapIterationStartedEventDetails"),
  /** AWS's MapIterationSucceeded. */
  MAP_ITERATION_SUCCEEDED(54, "MapIterationSucceeded", "mapIterationSucceededEventDetails"),
  /** AWS's MapIterationFailed. */
  MAP_ITERATION_FAILED(55, "MapIterationFailed", "mapIterationFailedEventDetails"),
  /** AWS's MapIterationAborted. */
  MAP_ITERATION_ABORTED(56, "MapIterationAborted", "mapIterationAbortedEventDetails"),
  /** AWS's MapRunStarted. */
  MAP_RUN_STARTED(57, "MapRunStarted", "mapRunStartedEventDetails"),
  /** AWS's MapRunSucceeded. */
  MAP_RUN_SUCCEEDED(58, "MapRunSucceeded", ""),
  /** AWS's MapRunFailed. */
  MAP_RUN_FAILED(59, "MapRunFailed", "mapRunFailedEventDetails"),
  /** AWS's MapRunAborted. */
  MAP_RUN_ABORTED(60, "MapRunAborted", ""),
  /** AWS's MapRunRedriven. */
  MAP_RUN_REDRIVEN(61, "MapRunRedriven", "mapRunRedrivenEventDetails"),
  /** AWS's EvaluationFailed. */
  EVALUATION_FAILED(62, "EvaluationFailed", "evaluationFailedEventDetails");

  private static final Map<Integer, EventType> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(type -> type.code, type -> type));

  private final int code;
  private final String word;
  private final String detailsMember;

  EventType(int code, String word, String detailsMember) {
    this.code = code;
    this.word = word;
    this.detailsMember = detailsMember;
  }

  /**
   * The type of a code.
   *
   * @throws IllegalArgumentException if no type has it
   */
  static EventType of(int code) {
    EventType type = BY_CODE.get(code);
    if (type == null) {
      throw new IllegalArgumentException("no type of event has the code " + code);
    }
    return type;
  }

  /** The number that stands for it in records; never changed, never used again. */
  int code() {
    return code;
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
