package dev.stepwell.engine;

/**
 * One revision of a state machine.
 *
 * @param id which no other revision has
 * @param name the state machine's name
 * @param type Standard or Express
 * @param roleArn what its executions show as their role
 * @param text the definition as it was given
 */
record Definition(long id, String name, WorkflowType type, String roleArn, String text) {

  /** Whether it says the same, whatever its id. */
  boolean isLike(Definition other) {
    return name.equals(other.name)
        && type == other.type
        && roleArn.equals(other.roleArn)
        && text.equals(other.text);
  }
}
