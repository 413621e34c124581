package dev.stepwell.asl.json;

/** {@code true} or {@code false}. */
public enum JsonBoolean implements Json {
  /** The JSON value {@code true}. */
  TRUE,
  /** The JSON value {@code false}. */
  FALSE;

  /** The Java value. */
  public boolean value() {
    return this == TRUE;
  }

  @Override
  public int size() {
    return value() ? 4 : 5;
  }

  @Override
  public String typeName() {
    return "boolean";
  }

  @Override
  public Boolean toJava() {
    return value();
  }

  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
