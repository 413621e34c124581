package dev.stepwell.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The tables and their items. Thread-safe: what reads or changes items is given the transaction
 * that it is part of.
 */
public final class Tables {

  private static final long MOST_BYTES = 400 * 1024L;

  private final InstantSource clock;
  private final Map<String, TableDefinition> tables = new ConcurrentSkipListMap<>();

  /** No table yet. */
  public Tables(StateDatabase database, InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
    database.create(
        """
        create table if not exists items (
          table_name text not null, partition text not null, sort text not null,
          item text not null, ends_at integer, primary key (table_name, partition, sort))
        """,
        "create index if not exists items_by_end on items (ends_at) where ends_at is not null");
  }

  /** Adds a table. The items of one that was there in an earlier process are there again. */
  public void add(TableDefinition table) {
    tables.put(table.name(), table);
  }

  /** The table of a name or ARN. */
  TableDefinition find(String nameOrArn) throws ServiceException {
    TableDefinition table = tables.get(nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1));
    if (table == null) {
      throw ServiceException.refused(
          "ResourceNotFoundException",
          "Requested resource not found: Table: "
              + nameOrArn
              + " not found; there are "
              + tables.keySet());
    }
    return table;
  }

  /** The key attributes of an item, checked. */
  static JsonObject keyOf(TableDefinition table, JsonObject item) throws ServiceException {
    JsonObject.Builder key = JsonObject.builder();
    for (TableDefinition.Key each : table.keys()) {
      if (!(item.get(each.name()) instanceof JsonObject value)) {
        throw AttributeValues.invalid(
            "One or more parameter values were invalid: Missing the key "
                + each.name()
                + " in the item");
      }
      key.put(each.name(), checked(each, value));
    }
    return key.build();
  }

  /** A key as a request gives it: just the key attributes. */
  static JsonObject key(TableDefinition table, JsonObject given) throws ServiceException {
    JsonObject key = AttributeValues.attributes(given);
    boolean fits =
        key.length() == table.keys().size()
            && table.keys().stream()
                .allMatch(
                    each ->
                        key.get(each.name()) instanceof JsonObject value && value.has(each.type()));
    if (!fits) {
      throw AttributeValues.invalid("The provided key element does not match the schema");
    }
    return keyOf(table, key);
  }

  private static JsonObject checked(TableDefinition.Key key, JsonObject value)
      throws ServiceException {
    String type = AttributeValues.type(value);
    if (!type.equals(key.type())) {
      throw AttributeValues.invalid(
          "One or more parameter values were invalid: Type mismatch for key "
              + key.name()
              + " expected: "
              + key.type()
              + " actual: "
              + type);
    }
    if (AttributeValues.text(value).isEmpty()) {
      throw AttributeValues.invalid(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty string value. Key: "
              + key.name());
    }
    return value;
  }

  private static String partition(TableDefinition table, JsonObject key) {
    return key.object(table.partitionKey().name()).compact();
  }

  private static String sort(TableDefinition table, JsonObject key) {
    TableDefinition.Key sort = table.sortKey();
    return sort == null ? "" : key.object(sort.name()).compact();
  }

  /** The item of a key, if there is one. */
  Optional<JsonObject> get(Transaction transaction, TableDefinition table, JsonObject key) {
    expire(transaction);
    return transaction
        .one(
            "select item from items where table_name = ? and partition = ? and sort = ?",
            table.name(),
            partition(table, key),
            sort(table, key))
        .map(row -> row.json(0));
  }

  /** Puts an item in place of the one of its key. */
  void put(Transaction transaction, TableDefinition table, JsonObject item)
      throws ServiceException {
    if (AttributeValues.size(item) > MOST_BYTES) {
      throw AttributeValues.invalid("Item size has exceeded the maximum allowed size");
    }
    JsonObject key = keyOf(table, item);
    transaction.run(
        "insert or replace into items values (?, ?, ?, ?, ?)",
        table.name(),
        partition(table, key),
        sort(table, key),
        item.compact(),
        endsAt(table, item).orElse(null));
  }

  private static Optional<Long> endsAt(TableDefinition table, JsonObject item) {
    String attribute = table.timeToLive();
    if (attribute == null
        || !(item.get(attribute) instanceof JsonObject value)
        || !value.has("N")) {
      return Optional.empty();
    }
    BigDecimal seconds = AttributeValues.decimal(value);
    return seconds.signum() < 0 || seconds.precision() - seconds.scale() > 15
        ? Optional.empty()
        : Optional.of(seconds.longValue());
  }

  void delete(Transaction transaction, TableDefinition table, JsonObject key) {
    transaction.run(
        "delete from items where table_name = ? and partition = ? and sort = ?",
        table.name(),
        partition(table, key),
        sort(table, key));
  }

  private void expire(Transaction transaction) {
    transaction.run(
        "delete from items where ends_at is not null and ends_at < ?",
        clock.instant().getEpochSecond());
  }

  /** The items of a partition, in the order of their sort keys. */
  List<JsonObject> partition(
      Transaction transaction, TableDefinition table, JsonObject partitionValue) {
    expire(transaction);
    List<JsonObject> items =
        new ArrayList<>(
            transaction
                .rows(
                    "select item from items where table_name = ? and partition = ?",
                    table.name(),
                    partitionValue.compact())
                .stream()
                .map(row -> row.json(0))
                .toList());
    TableDefinition.Key sort = table.sortKey();
    if (sort != null) {
      items.sort(Comparator.comparing(item -> item.object(sort.name()), AttributeValues.ORDER));
    }
    return items;
  }

  /** All items, partition by partition. */
  List<JsonObject> all(Transaction transaction, TableDefinition table) {
    expire(transaction);
    List<JsonObject> items = new ArrayList<>();
    for (Row each :
        transaction.rows(
            "select distinct partition from items where table_name = ? order by partition",
            table.name())) {
      items.addAll(partition(transaction, table, (JsonObject) Json.parse(each.text(0))));
    }
    return items;
  }
}
