package dev.stepwell.dsl.model;

import java.util.List;

/**
 * What a step takes of others and gives to them, for the scheduler; its states do not show it.
 *
 * @param pool the pool whose slots it takes; empty for the default one
 * @param slots how many
 * @param priority who goes first where slots are scarce; the higher number
 * @param outlets the URIs of the assets that it updates when it succeeds
 * @param inlets the URIs of the assets that it reads; for people, nothing follows from them
 */
public record Demand(
    String pool, int slots, int priority, List<String> outlets, List<String> inlets) {

  /** One slot of the default pool. */
  public static final Demand NONE = new Demand("", 1, 1, List.of(), List.of());

  /** Copies the lists. */
  public Demand {
    outlets = List.copyOf(outlets);
    inlets = List.copyOf(inlets);
  }

  /** The same, taking slots of a pool. */
  public Demand ofPool(String name, int howMany) {
    return new Demand(name, howMany, priority, outlets, inlets);
  }

  /** The same with another priority. */
  public Demand withPriority(int weight) {
    return new Demand(pool, slots, weight, outlets, inlets);
  }

  /** The same, updating assets. */
  public Demand updating(List<String> uris) {
    return new Demand(pool, slots, priority, uris, inlets);
  }

  /** The same, reading assets. */
  public Demand reading(List<String> uris) {
    return new Demand(pool, slots, priority, outlets, uris);
  }
}
