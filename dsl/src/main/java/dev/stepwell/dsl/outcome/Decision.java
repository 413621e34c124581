package dev.stepwell.dsl.outcome;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.TriggerRule;

/** What a trigger rule says once everything before a task has ended. */
public enum Decision {
  /** The task runs. */
  RUN,
  /** It is skipped. */
  SKIP,
  /** It is marked as {@code upstream_failed}. */
  GIVE_UP;

  private static final int SUCCESS = TaskState.SUCCESS.bit();
  private static final int SKIPPED = TaskState.SKIPPED.bit();
  private static final int BAD = TaskState.FAILED.bit() | TaskState.UPSTREAM_FAILED.bit();

  /** The state of a task that does not run. */
  public TaskState state() {
    return switch (this) {
      case RUN -> throw new IllegalStateException("a task that runs has no state yet");
      case SKIP -> TaskState.SKIPPED;
      case GIVE_UP -> TaskState.UPSTREAM_FAILED;
    };
  }

  /**
   * What a rule says. All rules depend only on which states there are, not on how often. Source:
   * Airflow's {@code TriggerRuleDep}.
   *
   * @param present the states of the tasks that count: the direct upstream ones, for a teardown the
   *     setups among them; empty if there are none
   */
  public static Decision of(TriggerRule rule, int present) {
    if (present == 0) {
      return RUN;
    }
    boolean success = (present & SUCCESS) != 0;
    boolean skipped = (present & SKIPPED) != 0;
    boolean bad = (present & BAD) != 0;
    return switch (rule) {
      case ALL_SUCCESS -> bad ? GIVE_UP : skipped ? SKIP : RUN;
      case ALL_FAILED -> success || skipped ? SKIP : RUN;
      case ALL_DONE, ALWAYS -> RUN;
      case ALL_DONE_MIN_ONE_SUCCESS -> skipped ? SKIP : success ? RUN : GIVE_UP;
      case ALL_SKIPPED -> success || bad ? SKIP : RUN;
      case ONE_SUCCESS, ALL_DONE_SETUP_SUCCESS -> success ? RUN : bad ? GIVE_UP : SKIP;
      case ONE_FAILED -> bad ? RUN : SKIP;
      case ONE_DONE -> success || (present & TaskState.FAILED.bit()) != 0 ? RUN : SKIP;
      case NONE_FAILED -> bad ? GIVE_UP : RUN;
      case NONE_FAILED_MIN_ONE_SUCCESS -> bad ? GIVE_UP : success ? RUN : SKIP;
      case NONE_SKIPPED -> skipped ? SKIP : RUN;
    };
  }
}
