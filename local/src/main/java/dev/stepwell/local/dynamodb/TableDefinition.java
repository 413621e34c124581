package dev.stepwell.local.dynamodb;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table. Immutable.
 *
 * @param name 3 to 255 letters, digits, dots, hyphens and underscores
 * @param partitionKey the attribute that every item is found by
 * @param sortKey the attribute that orders the items of a partition; null for none
 * @param timeToLive the attribute that says when an item ends, in seconds since 1970; null for
 *     none. An item that has ended is gone here at once, on AWS within days
 */
public record TableDefinition(
    String name, Key partitionKey, @Nullable Key sortKey, @Nullable String timeToLive) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

  /**
   * A key attribute.
   *
   * @param name its name
   * @param type {@code S}, {@code N} or {@code B}
   */
  public record Key(String name, String type) {

    /** Checks the type. */
    public Key {
      requireNonNull(name, "name");
      if (!List.of("S", "N", "B").contains(type)) {
        throw new IllegalArgumentException(
            "key attribute '" + name + "': the type must be S, N or B, not " + type);
      }
    }
  }

  /** Checks the name. */
  public TableDefinition {
    if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no table name: 3 to 255 letters, digits, dots, hyphens and underscores");
    }
    requireNonNull(partitionKey, "partitionKey");
    if (sortKey != null && sortKey.name().equals(partitionKey.name())) {
      throw new IllegalArgumentException(
          "table '" + name + "': partition key and sort key are both '" + sortKey.name() + "'");
    }
  }

  /** A table whose items are found by one text. */
  public static TableDefinition keyedBy(String name, String attribute) {
    return new TableDefinition(name, new Key(attribute, "S"), null, null);
  }

  /** The table with a sort key. */
  public TableDefinition sortedBy(String attribute, String type) {
    return new TableDefinition(name, partitionKey, new Key(attribute, type), timeToLive);
  }

  /** The table with an attribute that says when items end. */
  public TableDefinition endingAt(String attribute) {
    return new TableDefinition(name, partitionKey, sortKey, requireNonNull(attribute, "attribute"));
  }

  /** The key attributes, the partition key first. */
  List<Key> keys() {
    return sortKey == null ? List.of(partitionKey) : List.of(partitionKey, sortKey);
  }
}
