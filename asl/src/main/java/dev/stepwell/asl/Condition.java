package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import java.util.List;

/** The test of a Choice rule. */
public sealed interface Condition {

  /** JSONata: a boolean, or a string with an expression that yields one. */
  record Expression(Json value) implements Condition {}

  /** All must hold; tried in order until one does not. */
  record And(List<Condition> all) implements Condition {
    /** Copies the conditions. */
    public And {
      all = List.copyOf(all);
    }
  }

  /** One must hold; tried in order until one does. */
  record Or(List<Condition> any) implements Condition {
    /** Copies the conditions. */
    public Or {
      any = List.copyOf(any);
    }
  }

  /** Must not hold. */
  record Not(Condition condition) implements Condition {}

  /**
   * Compares what a path finds.
   *
   * @param variable the path
   * @param operator the field's name, such as {@code StringEquals} or {@code NumericLessThanPath}
   * @param operand the field's value: a constant, or for operators ending in Path a path
   */
  record Comparison(String variable, String operator, Json operand) implements Condition {}
}
