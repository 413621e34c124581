package dev.stepwell.dsl.airflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tasks 0 to n-1 and who comes directly before whom. Every edge goes from a lower number to a
 * higher one.
 *
 * @param jobs the tasks
 * @param upstream for every task, the tasks directly upstream
 */
public record Graph(List<Job> jobs, List<Set<Integer>> upstream) {

  /** Copies the lists; refuses edges that do not go forward. */
  public Graph {
    jobs = List.copyOf(jobs);
    upstream = upstream.stream().map(Set::copyOf).toList();
    if (jobs.size() != upstream.size()) {
      throw new IllegalArgumentException(jobs.size() + " tasks, edges of " + upstream.size());
    }
    for (int task = 0; task < jobs.size(); task++) {
      for (int before : upstream.get(task)) {
        if (before < 0 || before >= task) {
          throw new IllegalArgumentException("edge " + before + " -> " + task + " goes backwards");
        }
      }
    }
  }

  public int size() {
    return jobs.size();
  }

  /** The tasks directly downstream. */
  public Set<Integer> downstream(int task) {
    Set<Integer> found = new TreeSet<>();
    for (int other = task + 1; other < size(); other++) {
      if (upstream.get(other).contains(task)) {
        found.add(other);
      }
    }
    return found;
  }

  /** Everything upstream. */
  public Set<Integer> ancestors(int task) {
    Set<Integer> found = new TreeSet<>(upstream.get(task));
    upstream.get(task).forEach(before -> found.addAll(ancestors(before)));
    return found;
  }

  /** Everything downstream. */
  public Set<Integer> descendants(int task) {
    Set<Integer> found = new TreeSet<>();
    for (int after : downstream(task)) {
      found.add(after);
      found.addAll(descendants(after));
    }
    return found;
  }

  /**
   * The setups upstream, but not directly, in whose scope the task is: they have no teardown, or
   * one of their teardowns is downstream of the task.
   */
  public List<Integer> indirectSetups(int task) {
    List<Integer> found = new ArrayList<>();
    for (int before : ancestors(task)) {
      if (jobs.get(before).role() != Job.Role.SETUP || upstream.get(task).contains(before)) {
        continue;
      }
      List<Integer> teardowns =
          downstream(before).stream().filter(after -> jobs.get(after).isTeardown()).toList();
      if (teardowns.isEmpty() || teardowns.stream().anyMatch(descendants(task)::contains)) {
        found.add(before);
      }
    }
    return found;
  }

  /**
   * The tasks that decide the run's verdict: nothing but teardowns that do not count comes after
   * them. If all tasks are such teardowns, the last ones.
   */
  public List<Integer> leaves() {
    List<Integer> found = new ArrayList<>();
    for (int task = 0; task < size(); task++) {
      if (counts(task) && downstream(task).stream().noneMatch(this::counts)) {
        found.add(task);
      }
    }
    for (int task = 0; found.isEmpty() && task < size(); task++) {
      if (downstream(task).isEmpty()) {
        found.add(task);
      }
    }
    return found;
  }

  private boolean counts(int task) {
    return jobs.get(task).role() != Job.Role.TEARDOWN;
  }

  /** What Airflow refuses; empty if the graph is legal. */
  public List<String> problems() {
    List<String> found = new ArrayList<>();
    for (int task = 0; task < size(); task++) {
      Job job = jobs.get(task);
      if (job.isTeardown() != (job.rule() == Rule.ALL_DONE_SETUP_SUCCESS)) {
        found.add("task " + task + ": all_done_setup_success is for teardowns, and only it");
      }
      boolean afterSetup =
          upstream.get(task).stream().anyMatch(up -> jobs.get(up).role() == Job.Role.SETUP);
      if (afterSetup && !job.isTeardown() && job.rule() != Rule.ALL_SUCCESS) {
        found.add("task " + task + ": directly after a setup, the rule must be all_success");
      }
      if (job.choice() instanceof Job.Choice.Branch branch
          && !downstream(task).containsAll(branch.chosen())) {
        found.add("task " + task + ": a branch may choose only tasks directly downstream");
      }
    }
    return found;
  }
}
