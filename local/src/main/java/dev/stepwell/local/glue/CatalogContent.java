package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in a catalog, and how a change changes it: the same code makes a change and finds it
 * again after a restart. Changes are trusted; who makes them checks. For one thread at a time.
 */
final class CatalogContent {

  /** A table and its partitions, in the order in which they were put. */
  static final class Entry {
    Table table;
    final Map<List<String>, Partition> partitions = new LinkedHashMap<>();
    private @Nullable List<Partition> list;

    Entry(Table table) {
      this.table = table;
    }

    /** The partitions; the same list until one changes, so that a page costs nothing. */
    List<Partition> list() {
      if (list == null) {
        list = List.copyOf(partitions.values());
      }
      return list;
    }
  }

  /** A database and its tables, by name. */
  static final class Database {
    JsonObject description;
    final Map<String, Entry> tables = new TreeMap<>();

    Database(JsonObject description) {
      this.description = description;
    }
  }

  final Map<String, Database> databases = new TreeMap<>();

  static JsonObject putDatabase(JsonObject description) {
    return JsonObject.of("Database", description);
  }

  static JsonObject dropDatabase(String database) {
    return JsonObject.of("DropDatabase", Json.of(database));
  }

  static JsonObject putTable(Table table) {
    return JsonObject.of("In", Json.of(table.database()), "Table", table.description());
  }

  /** A table with exactly these partitions, in place of those it has. */
  static JsonObject putTable(Table table, Iterable<Partition> partitions) {
    return putTable(table).with("Partitions", json(partitions));
  }

  static JsonObject dropTable(String database, String table) {
    return JsonObject.of("In", Json.of(database), "DropTable", Json.of(table));
  }

  static JsonObject putPartitions(Table table, Iterable<Partition> partitions) {
    return of(table).put("PutPartitions", json(partitions)).build();
  }

  static JsonObject dropPartitions(Table table, Iterable<List<String>> values) {
    List<Json> list = new ArrayList<>();
    values.forEach(each -> list.add(Json.of(each)));
    return of(table).put("DropPartitions", JsonArray.of(list)).build();
  }

  private static JsonObject.Builder of(Table table) {
    return JsonObject.builder().put("In", table.database()).put("Of", table.name());
  }

  private static JsonArray json(Iterable<Partition> partitions) {
    List<Json> list = new ArrayList<>();
    partitions.forEach(each -> list.add(each.description()));
    return JsonArray.of(list);
  }

  /** Makes a change; one about something that is not there changes nothing. */
  void apply(JsonObject change) {
    if (change.get("Database") instanceof JsonObject description) {
      String name = String.valueOf(description.string("Name"));
      Database known = databases.get(name);
      if (known == null) {
        databases.put(name, new Database(description));
      } else {
        known.description = description;
      }
      return;
    }
    String dropped = change.string("DropDatabase");
    if (dropped != null) {
      databases.remove(dropped);
      return;
    }
    Database database = databases.get(String.valueOf(change.string("In")));
    if (database != null) {
      applyTo(database, change);
    }
  }

  private static void applyTo(Database database, JsonObject change) {
    if (change.get("Table") instanceof JsonObject description) {
      Table table = new Table(String.valueOf(change.string("In")), description);
      Entry entry = database.tables.computeIfAbsent(table.name(), name -> new Entry(table));
      entry.table = table;
      if (change.has("Partitions")) {
        entry.partitions.clear();
        put(entry, change.array("Partitions"));
      }
      return;
    }
    String dropped = change.string("DropTable");
    if (dropped != null) {
      database.tables.remove(dropped);
      return;
    }
    Entry entry = database.tables.get(String.valueOf(change.string("Of")));
    if (entry != null) {
      for (Json values : change.array("DropPartitions")) {
        entry.partitions.remove(Partition.values((JsonArray) values));
        entry.list = null;
      }
      put(entry, change.array("PutPartitions"));
    }
  }

  private static void put(Entry entry, JsonArray partitions) {
    for (Json each : partitions) {
      Partition partition = Partition.of((JsonObject) each);
      entry.partitions.put(partition.values(), partition);
    }
    entry.list = null;
  }

  /** Everything, as a whole file keeps it. */
  JsonObject json() {
    JsonObject.Builder all = JsonObject.builder();
    JsonObject.Builder descriptions = JsonObject.builder();
    databases.forEach(
        (name, database) -> {
          List<Json> tables = new ArrayList<>();
          for (Entry entry : database.tables.values()) {
            JsonArray partitions = json(entry.list());
            tables.add(entry.table.description().with("Partitions", partitions));
          }
          all.put(name, JsonArray.of(tables));
          descriptions.put(name, database.description);
        });
    return JsonObject.builder()
        .put("Descriptions", descriptions.build())
        .put("Databases", all.build())
        .build();
  }

  /** Takes what a whole file keeps. */
  void load(JsonObject saved) {
    JsonObject descriptions = saved.object("Descriptions");
    saved
        .object("Databases")
        .forEach(
            (name, tables) -> {
              apply(
                  putDatabase(
                      descriptions.get(name) instanceof JsonObject description
                          ? description
                          : JsonObject.of("Name", Json.of(name))));
              for (Json each : (JsonArray) tables) {
                JsonObject table = (JsonObject) each;
                apply(
                    JsonObject.builder()
                        .put("In", name)
                        .put("Table", table.without("Partitions"))
                        .put("Partitions", table.array("Partitions"))
                        .build());
              }
            });
  }
}
