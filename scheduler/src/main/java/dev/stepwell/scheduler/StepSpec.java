package dev.stepwell.scheduler;

import java.util.List;
import java.util.Set;

/**
 * What the scheduler knows about a step.
 *
 * @param id the author's name for it
 * @param upstream the steps that it waits for directly
 * @param states the states of the definition that it became
 * @param pool the pool that its tasks take slots of
 * @param slots how many
 * @param priority who goes first where slots are scarce: the higher number, by {@link WeightRule}
 *     ({@code priority_weight}); 0 for a block, which has no task of its own
 * @param outlets the assets that it updates when it succeeds
 */
public record StepSpec(
    String id,
    Set<String> upstream,
    Set<String> states,
    String pool,
    int slots,
    int priority,
    List<Asset> outlets) {

  /** Copies the collections. */
  public StepSpec {
    upstream = Set.copyOf(upstream);
    states = Set.copyOf(states);
    outlets = List.copyOf(outlets);
    if (slots < 1) {
      throw new IllegalArgumentException(
          "step '" + id + "' takes " + slots + " slots of pool '" + pool + "'; take at least 1");
    }
  }

  /** A step of one state in the default pool. */
  public static StepSpec of(String id, String... upstream) {
    return new StepSpec(id, Set.of(upstream), Set.of(id), Pool.DEFAULT, 1, 1, List.of());
  }

  /** The same, taking slots of a pool. */
  public StepSpec pool(String name, int howMany, int weight) {
    return new StepSpec(id, upstream, states, name, howMany, weight, outlets);
  }

  /** The same, updating assets. */
  public StepSpec outlets(Asset... updated) {
    return new StepSpec(id, upstream, states, pool, slots, priority, List.of(updated));
  }
}
