package dev.stepwell.dsl.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block while it is recorded, and what values can be seen from it. Compared by identity; used by
 * one thread, the author's.
 */
public final class Scope {

  private final String name;
  private final @Nullable Scope parent;
  private final boolean handler;
  private final List<Scope> adopted = new ArrayList<>();

  private Scope(String name, @Nullable Scope parent, boolean handler) {
    this.name = name;
    this.parent = parent;
    this.handler = handler;
  }

  /** The scope of a whole workflow. */
  public static Scope root(String name) {
    return new Scope(name, null, false);
  }

  /** A block inside this one that runs where it stands. */
  public Scope block(String blockName) {
    return new Scope(blockName, this, false);
  }

  /** A block that may run before any step of this one has ended: it cannot see their outputs. */
  public Scope handler(String handlerName) {
    return new Scope(handlerName, this, true);
  }

  /** What the block is, for messages: {@code the block of 'transform'}. */
  public String name() {
    return name;
  }

  /** Makes the values of another scope visible here, once what makes them has ended. */
  public void adopt(Scope ended) {
    adopted.add(ended);
  }

  /** Whether a step output recorded in the other scope can be used here. */
  public boolean seesOutputOf(Scope other) {
    for (Scope at = this; at != null; at = at.handler ? null : at.parent) {
      if (at == other || at.adopted.contains(other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this scope is the other one or lies inside it. */
  public boolean isInside(Scope other) {
    for (Scope at = this; at != null; at = at.parent) {
      if (at == other) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name;
  }
}
