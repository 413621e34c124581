package dev.stepwell.dsl.estimate;

import dev.stepwell.dsl.model.Range;
import java.util.List;

/**
 * The greatest payload that the definition makes, in bytes of UTF-8: arguments, results, outputs
 * and assigned variables of a state. The input of an execution is not looked at.
 *
 * @param bytes of the greatest, at least and at most
 * @param place whose least is greatest: the state, a dot and the field; empty if there is none
 * @param open the places that the definition does not bound, in the order written: they hold what
 *     services, lists or inputs say
 */
public record Payload(Range bytes, String place, List<String> open) {

  /**
   * The most bytes of a state's input, result or output. Source: AWS Step Functions Developer
   * Guide, "Quotas".
   */
  public static final long MOST_BYTES = 262_144;

  /** Copies the list. */
  public Payload {
    open = List.copyOf(open);
  }
}
