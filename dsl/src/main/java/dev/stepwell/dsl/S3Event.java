package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** An object that appeared in a bucket. */
public final class S3Event {

  S3Event() {}

  /** The bucket's name. */
  public Text bucket() {
    return new Text(new Expr.Envelope("bucket"));
  }

  /** The object's key, as it is and not URL-encoded. */
  public Text key() {
    return new Text(new Expr.Envelope("key"));
  }

  /** When the object appeared. */
  public Instant time() {
    return new Instant(new Expr.Envelope("time"));
  }

  /**
   * The value of a Hive-style partition in the key: {@code 2001-01-03} for {@code day} in {@code
   * flights/day=2001-01-03/hour=08/flights.csv}. An event whose key has no such partition fails the
   * execution in its first state.
   *
   * @param name letters, digits and underscores
   */
  public Text partition(String name) {
    if (!name.matches("[A-Za-z0-9_]+")) {
      throw InvalidWorkflowException.here(
          "the partition '" + name + "' must consist of letters, digits and underscores");
    }
    return new Text(
        Expr.call(
            "$match({0}, /(^|\\/)" + name + "=([^\\/]*)\\//).groups[1]", new Expr.Envelope("key")));
  }
}
