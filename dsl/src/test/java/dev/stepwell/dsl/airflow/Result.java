package dev.stepwell.dsl.airflow;

import java.util.List;

/**
 * How a run ended.
 *
 * @param states for every task, the states of its instances; one for a task that is not mapped
 * @param verdict {@code SUCCESS} or {@code FAILED}
 */
public record Result(List<List<State>> states, State verdict) {

  /** Copies the lists. */
  public Result {
    states = states.stream().map(List::copyOf).toList();
  }

  /** The state of a task that is not mapped. */
  public State of(int task) {
    if (states.get(task).size() != 1) {
      throw new IllegalArgumentException("task " + task + " has states " + states.get(task));
    }
    return states.get(task).get(0);
  }
}
