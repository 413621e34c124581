package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which items a query asks for: one partition, and what holds for the sort key.
 *
 * @param partition the value of the partition key
 * @param sort what holds for the sort key
 */
record KeyCondition(JsonObject partition, Condition sort) {

  /** Reads the parts of a key condition expression: an equality, and at most one more. */
  static KeyCondition of(TableDefinition table, Condition condition) throws ServiceException {
    List<Condition> parts = new ArrayList<>();
    split(condition, parts);
    Optional<JsonObject> partition = Optional.empty();
    List<Condition> rest = new ArrayList<>();
    for (Condition part : parts) {
      Optional<JsonObject> value = equality(table.partitionKey().name(), part);
      if (value.isPresent() && partition.isEmpty()) {
        partition = value;
      } else {
        rest.add(part);
      }
    }
    if (partition.isEmpty()) {
      throw AttributeValues.invalid(
          "Query condition missed key schema element: " + table.partitionKey().name());
    }
    TableDefinition.Key sort = table.sortKey();
    // BETWEEN is read as two comparisons.
    boolean fits =
        rest.size() <= 2 && rest.stream().allMatch(part -> sort != null && isOn(sort.name(), part));
    if (!fits) {
      throw AttributeValues.invalid("Query key condition not supported");
    }
    if (!partition.get().has(table.partitionKey().type())) {
      throw AttributeValues.invalid(
          "One or more parameter values were invalid: Condition parameter type does not match"
              + " schema type");
    }
    Condition all = new Condition.Always();
    for (Condition part : rest) {
      all = new Condition.And(all, part);
    }
    return new KeyCondition(partition.get(), all);
  }

  private static void split(Condition condition, List<Condition> parts) {
    if (condition instanceof Condition.And both) {
      split(both.left(), parts);
      split(both.right(), parts);
    } else {
      parts.add(condition);
    }
  }

  private static Optional<JsonObject> equality(String key, Condition part) {
    return part instanceof Condition.Comparison comparison
            && comparison.operator().equals("=")
            && isAttribute(key, comparison.left())
            && comparison.right() instanceof Condition.Literal literal
        ? Optional.of(literal.value())
        : Optional.empty();
  }

  private static boolean isOn(String key, Condition part) {
    if (part instanceof Condition.Comparison comparison) {
      return !comparison.operator().equals("<>")
          && isAttribute(key, comparison.left())
          && comparison.right() instanceof Condition.Literal;
    }
    return part instanceof Condition.BeginsWith begins
        && begins.path().isAttribute()
        && begins.path().attribute().equals(key);
  }

  private static boolean isAttribute(String key, Condition.Operand operand) {
    return operand instanceof Condition.Attribute attribute
        && attribute.path().isAttribute()
        && attribute.path().attribute().equals(key);
  }
}
