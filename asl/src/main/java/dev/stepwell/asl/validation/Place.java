package dev.stepwell.asl.validation;

import org.jspecify.annotations.Nullable;

/** Where something stands in a definition; printed only when there is something to say. */
final class Place {

  static final Place ROOT = new Place(null, "", -1);

  private final @Nullable Place parent;
  private final String name;
  private final int index;

  private Place(@Nullable Place parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  Place member(String member) {
    return new Place(this, member, -1);
  }

  Place element(int at) {
    return new Place(this, "", at);
  }

  /** As AWS points: {@code /States/Copy/Retry[0]/MaxAttempts}; the root is {@code /}. */
  @Override
  public String toString() {
    if (parent == null) {
      return "/";
    }
    StringBuilder out = new StringBuilder();
    print(out);
    return out.toString();
  }

  private void print(StringBuilder out) {
    if (parent == null) {
      return;
    }
    parent.print(out);
    if (index < 0) {
      out.append('/').append(name);
    } else {
      out.append('[').append(index).append(']');
    }
  }
}
