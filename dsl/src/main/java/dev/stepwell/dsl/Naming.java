package dev.stepwell.dsl;

/** How the components of a record are called in JSON. */
enum Naming {
  /** As in Java; data of users. */
  SAME,
  /** With a capital first letter; results of AWS. */
  CAPITAL;

  String json(String component) {
    return this == SAME
        ? component
        : Character.toUpperCase(component.charAt(0)) + component.substring(1);
  }
}
