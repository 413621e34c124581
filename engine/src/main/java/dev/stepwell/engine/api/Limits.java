package dev.stepwell.engine.api;

/** Constraints that many operations share; the numbers are AWS's. */
final class Limits {

  static final int DEFINITION_CHARACTERS = 1_048_576;
  static final int PAYLOAD = 262_144;

  static final Constraint ARN = Constraint.text(1, 256);
  static final Constraint LONG_ARN = Constraint.text(1, 2000);
  static final Constraint NAME = Constraint.text(1, 80);
  static final Constraint DEFINITION = Constraint.hidden(1, DEFINITION_CHARACTERS);
  static final Constraint DATA = Constraint.hidden(0, PAYLOAD);
  static final Constraint DESCRIPTION = Constraint.hidden(0, 256);
  static final Constraint TRACE = Constraint.text(0, 256, "\\p{ASCII}*");
  static final Constraint TYPE = Constraint.oneOf("STANDARD", "EXPRESS");
  static final Constraint INCLUDED = Constraint.oneOf("ALL_DATA", "METADATA_ONLY");
  static final Constraint ERROR = Constraint.hidden(0, 256);
  static final Constraint CAUSE = Constraint.hidden(0, 32_768);

  private Limits() {}

  /** A shape with the members of all lists. */
  static Shape paged(Shape shape, int longestToken) {
    return shape
        .optional("maxResults", Constraint.integer(0, 1000))
        .optional("nextToken", Constraint.text(1, longestToken));
  }

  static Shape paged(Shape shape) {
    return paged(shape, 1024);
  }
}
