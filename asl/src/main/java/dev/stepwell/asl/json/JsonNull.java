package dev.stepwell.asl.json;

import org.jspecify.annotations.Nullable;

/** The JSON value {@code null}, which is a value: a member that is null is present. */
public enum JsonNull implements Json {
  /** The one null. */
  NULL;

  @Override
  public int size() {
    return 4;
  }

  @Override
  public String typeName() {
    return "null";
  }

  @Override
  public @Nullable Object toJava() {
    return null;
  }

  @Override
  public String toString() {
    return "null";
  }
}
