package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Glue workflow whose triggers start one action after the other, each if the one before
 * succeeded.
 *
 * @param name its name
 * @param actions what is started, in order; at least one
 * @param defaultRunProperties the properties that a run has unless it is started with others
 * @param maxConcurrentRuns how many runs may be on their way at once, at least 1
 */
public record WorkflowDefinition(
    String name,
    List<Action> actions,
    Map<String, String> defaultRunProperties,
    int maxConcurrentRuns) {

  /**
   * A job or a crawler.
   *
   * @param kind which of the two
   * @param name its name
   */
  public record Action(Kind kind, String name) {

    /** What can be started. */
    public enum Kind {
      /** A job. */
      JOB,
      /** A crawler. */
      CRAWLER
    }

    /** A run of a job. */
    public static Action job(String name) {
      return new Action(Kind.JOB, name);
    }

    /** A crawl. */
    public static Action crawler(String name) {
      return new Action(Kind.CRAWLER, name);
    }
  }

  /** Checks that there is something to do, and copies. */
  public WorkflowDefinition {
    requireNonNull(name, "name");
    actions = List.copyOf(actions);
    defaultRunProperties = Collections.unmodifiableMap(new LinkedHashMap<>(defaultRunProperties));
    if (actions.isEmpty() || maxConcurrentRuns < 1) {
      throw new IllegalArgumentException(
          "workflow '"
              + name
              + "' needs at least one action, and maxConcurrentRuns of at least 1, not "
              + maxConcurrentRuns);
    }
  }

  /** A workflow without properties, of which one run at a time is on its way. */
  public static WorkflowDefinition of(String name, Action... actions) {
    return new WorkflowDefinition(name, List.of(actions), Map.of(), 1);
  }
}
