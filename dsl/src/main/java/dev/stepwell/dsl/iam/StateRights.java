package dev.stepwell.dsl.iam;

import java.util.List;

/**
 * What a state needs to be allowed.
 *
 * @param state the state's name
 * @param rights in the order in which it calls
 */
public record StateRights(String state, List<Right> rights) {

  /** Copies the list. */
  public StateRights {
    rights = List.copyOf(rights);
  }
}
