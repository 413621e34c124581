package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** The attributes of an item, or of its key. Immutable. */
public final class DynamoItem {

  private final Expr.Fields attributes;

  private DynamoItem(Expr.Fields attributes) {
    this.attributes = attributes;
  }

  /** One attribute. */
  public static DynamoItem of(String attribute, Value<?> value) {
    return new DynamoItem(Expr.fields()).and(attribute, value);
  }

  /** With one more attribute: a text, day, instant, number or boolean. */
  public DynamoItem and(String attribute, Value<?> value) {
    if (attribute.isEmpty() || attribute.length() > 255 || attributes.has(attribute)) {
      throw InvalidWorkflowException.here(
          "the DynamoDB attribute '"
              + attribute
              + (attributes.has(attribute)
                  ? "' is set twice; set it once"
                  : "' has no name of 1 to 255 characters"));
    }
    return new DynamoItem(attributes.and(attribute, typed("attribute '" + attribute + "'", value)));
  }

  Expr.Fields attributes() {
    return attributes;
  }

  /** The value as DynamoDB types it. */
  static Expr typed(String what, Value<?> value) {
    if (value instanceof Num) {
      return Expr.fields().and("N", value.asText());
    } else if (value instanceof Bool) {
      return Expr.fields().and("BOOL", value.expr());
    } else if (value instanceof Items || value instanceof Obj) {
      throw InvalidWorkflowException.here(
          "the DynamoDB "
              + what
              + " is a list or an object, but here it can be a text, day, instant, number or"
              + " boolean; use Text.jsonata(\"$string({0})\", value), or Aws.call");
    }
    return Expr.fields().and("S", value.expr());
  }
}
