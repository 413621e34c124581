package dev.stepwell.dsl.model;

import java.util.List;

/**
 * What a step takes of others and gives to them, for the scheduler; its states do not show it.
 *
 * @param pool the pool whose slots it takes; empty for the default one
 * @param slots how many
 * @param priority who goes first where slots are scarce; the higher number
 * @param outlets the URIs of the assets that it updates when it succeeds
 */
public record Demand(String pool, int slots, int priority, List<String> outlets) {

  /** One slot of the default pool. */
  public static final Demand NONE = new Demand("", 1, 1, List.of());

  /** Copies the list. */
  public Demand {
    outlets = List.copyOf(outlets);
  }

  /** The same, taking slots of a pool. */
  public Demand ofPool(String name, int howMany) {
    return new Demand(name, howMany, priority, outlets);
  }

  /** The same with another priority. */
  public Demand withPriority(int weight) {
    return new Demand(pool, slots, weight, outlets);
  }

  /** The same, updating assets. */
  public Demand updating(List<String> uris) {
    return new Demand(pool, slots, priority, uris);
  }
}
