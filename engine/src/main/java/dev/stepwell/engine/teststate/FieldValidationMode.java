package dev.stepwell.engine.teststate;

/** How a mocked result of a service is held against what the service answers. */
public enum FieldValidationMode {
  /** Required members must be there, and those that are known must have their type. */
  STRICT,
  /** Known members that are there must have their type. */
  PRESENT,
  /** Not at all. */
  NONE
}
