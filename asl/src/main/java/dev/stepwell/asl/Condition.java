package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The test of a Choice rule. The remark of a nested rule is kept; null where absent. */
public sealed interface Condition {

  /** JSONata: a boolean, or a string with an expression that yields one. */
  record Expression(Json value) implements Condition {}

  /** All must hold; tried in order until one does not. */
  record And(List<Condition> all, @Nullable String comment) implements Condition {
    /** Copies the conditions. */
    public And {
      all = List.copyOf(all);
    }

    /** All must hold; without a remark. */
    public And(List<Condition> all) {
      this(all, null);
    }
  }

  /** One must hold; tried in order until one does. */
  record Or(List<Condition> any, @Nullable String comment) implements Condition {
    /** Copies the conditions. */
    public Or {
      any = List.copyOf(any);
    }

    /** One must hold; without a remark. */
    public Or(List<Condition> any) {
      this(any, null);
    }
  }

  /** Must not hold. */
  record Not(Condition condition, @Nullable String comment) implements Condition {

    /** Must not hold; without a remark. */
    public Not(Condition condition) {
      this(condition, null);
    }
  }

  /**
   * Compares what a path finds.
   *
   * @param variable the path
   * @param operator the field's name, such as {@code StringEquals} or {@code NumericLessThanPath}
   * @param operand the field's value: a constant, or for operators ending in Path a path
   * @param comment a remark
   */
  record Comparison(String variable, String operator, Json operand, @Nullable String comment)
      implements Condition {

    /** Compares what a path finds; without a remark. */
    public Comparison(String variable, String operator, Json operand) {
      this(variable, operator, operand, null);
    }
  }
}
