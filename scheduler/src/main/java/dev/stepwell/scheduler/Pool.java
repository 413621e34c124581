package dev.stepwell.scheduler;

/**
 * How many tasks of whatever workflow may be at work on something at once.
 *
 * @param name its name
 * @param slots how many slots it has; 0 holds everything back
 * @param description what it protects; may be empty
 */
public record Pool(String name, int slots, String description) {

  /** The pool of tasks that name none. */
  public static final String DEFAULT = "default_pool";

  /** How many slots the default pool has until somebody says otherwise, as in Airflow. */
  public static final int DEFAULT_SLOTS = 128;

  /** Refuses what is no pool. */
  public Pool {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a pool needs a name");
    }
    if (slots < 0) {
      throw new IllegalArgumentException(
          "pool '" + name + "' cannot have " + slots + " slots; 0 holds everything back");
    }
  }
}
