package dev.stepwell.dsl.airflow;

import java.util.Set;

/**
 * A task of a graph.
 *
 * @param rule its trigger rule
 * @param role what it is for
 * @param choice what it skips when it succeeds
 * @param mapping how many instances it has
 */
public record Job(Rule rule, Role role, Choice choice, Mapping mapping) {

  /** A plain task. */
  public static Job of(Rule rule) {
    return new Job(rule, Role.WORK, new Choice.All(), new Mapping.Once());
  }

  /** A setup. */
  public static Job setup(Rule rule) {
    return new Job(rule, Role.SETUP, new Choice.All(), new Mapping.Once());
  }

  /** A teardown of the setups that are directly upstream of it. */
  public static Job teardown() {
    return new Job(
        Rule.ALL_DONE_SETUP_SUCCESS, Role.TEARDOWN, new Choice.All(), new Mapping.Once());
  }

  /** A teardown whose failure fails the run ({@code on_failure_fail_dagrun}). */
  public static Job deciding() {
    return new Job(
        Rule.ALL_DONE_SETUP_SUCCESS, Role.DECIDING_TEARDOWN, new Choice.All(), new Mapping.Once());
  }

  /** A task that chooses among the tasks directly downstream; none chosen skips them all. */
  public static Job branch(Rule rule, Integer... chosen) {
    return of(rule).choosing(new Choice.Branch(Set.of(chosen)));
  }

  /** The same task with that choice. */
  public Job choosing(Choice other) {
    return new Job(rule, role, other, mapping);
  }

  /** The same task with that mapping. */
  public Job mapped(Mapping other) {
    return new Job(rule, role, choice, other);
  }

  boolean isTeardown() {
    return role == Role.TEARDOWN || role == Role.DECIDING_TEARDOWN;
  }

  /** What a task is for. */
  public enum Role {
    WORK,
    SETUP,
    /** Ignored by the run's verdict. */
    TEARDOWN,
    /** A teardown that counts for the run's verdict. */
    DECIDING_TEARDOWN
  }

  /** What a task skips when it succeeds. */
  public sealed interface Choice {

    /** Nothing. */
    record All() implements Choice {}

    /**
     * The direct downstream tasks but the chosen ones, and but those that are also downstream of a
     * chosen one.
     */
    record Branch(Set<Integer> chosen) implements Choice {}

    /** Everything downstream, whatever its rule, or only the direct downstream tasks. */
    record ShortCircuit(boolean everything) implements Choice {}
  }

  /** How many instances a task has. */
  public sealed interface Mapping {

    /** One, not mapped. */
    record Once() implements Mapping {}

    /** So many; each sees all instances of the upstream tasks. None: the task is skipped. */
    record Over(int instances) implements Mapping {}

    /** So many; each sees only its own index of upstream tasks of the same group. */
    record InGroup(String group, int instances) implements Mapping {}
  }
}
