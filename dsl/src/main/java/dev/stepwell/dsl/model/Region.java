package dev.stepwell.dsl.model;

import org.jspecify.annotations.Nullable;

/**
 * Vertices of a graph that run inside one state of their own.
 *
 * @param id the author's name for it
 * @param place where the author wrote it
 * @param items what it runs for, once an item; null for a child execution that runs once
 * @param atOnce how many items at the same time; 0 is as many as possible
 * @param parent the region it lies in; null for the graph itself
 */
public record Region(
    String id, Place place, @Nullable Expr items, int atOnce, @Nullable String parent) {

  /** Whether it runs once an item. */
  public boolean isMapped() {
    return items != null;
  }
}
