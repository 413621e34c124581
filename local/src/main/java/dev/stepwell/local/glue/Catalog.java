package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data catalog: databases, tables, partitions. Every change is on disk when the call returns.
 * Thread-safe; one lock guards everything, since calls are short.
 */
public final class Catalog {

  private static final class Entry {
    Table table;
    final Map<List<String>, Partition> partitions = new LinkedHashMap<>();

    Entry(Table table) {
      this.table = table;
    }
  }

  private final Object lock = new Object();
  private final CatalogFile file;
  private final Map<String, Map<String, Entry>> databases = new TreeMap<>();

  private Catalog(CatalogFile file) {
    this.file = file;
  }

  /**
   * The catalog that a file keeps; empty if there is no such file yet.
   *
   * @throws IllegalStateException if the file holds no catalog
   */
  public static Catalog at(Path file) {
    Catalog catalog = new Catalog(new CatalogFile(file));
    catalog.load(catalog.file.read());
    return catalog;
  }

  private void load(JsonObject saved) {
    saved
        .object("Databases")
        .forEach(
            (database, tables) -> {
              Map<String, Entry> entries = new TreeMap<>();
              databases.put(database, entries);
              for (Json each : (JsonArray) tables) {
                JsonObject table = (JsonObject) each;
                Entry entry = new Entry(new Table(database, table.without("Partitions")));
                for (Json partition : table.array("Partitions")) {
                  Partition read = Partition.of((JsonObject) partition);
                  entry.partitions.put(read.values(), read);
                }
                entries.put(entry.table.name(), entry);
              }
            });
  }

  private void save() {
    JsonObject.Builder all = JsonObject.builder();
    databases.forEach(
        (database, entries) -> {
          List<Json> tables = new ArrayList<>();
          for (Entry entry : entries.values()) {
            List<Json> partitions = new ArrayList<>();
            entry.partitions.values().forEach(each -> partitions.add(each.description()));
            tables.add(entry.table.description().with("Partitions", JsonArray.of(partitions)));
          }
          all.put(database, JsonArray.of(tables));
        });
    file.write(JsonObject.of("Databases", all.build()));
  }

  /** Makes the database if there is none of this name. */
  public void createDatabase(String name) {
    synchronized (lock) {
      if (databases.putIfAbsent(lower(name), new TreeMap<>()) == null) {
        save();
      }
    }
  }

  /** The databases' names, sorted. */
  public List<String> databases() {
    synchronized (lock) {
      return List.copyOf(databases.keySet());
    }
  }

  /** The tables of a database, by name. */
  public List<Table> tables(String database) throws ServiceException {
    synchronized (lock) {
      return entries(database).values().stream().map(entry -> entry.table).toList();
    }
  }

  /** The table, if there is one. */
  public Optional<Table> find(String database, String table) {
    synchronized (lock) {
      return Optional.ofNullable(databases.get(lower(database)))
          .map(entries -> entries.get(lower(table)))
          .map(entry -> entry.table);
    }
  }

  /** The table. */
  public Table table(String database, String table) throws ServiceException {
    synchronized (lock) {
      return entry(database, table).table;
    }
  }

  /** The partitions of a table, in the order in which they were put. */
  public List<Partition> partitions(String database, String table) throws ServiceException {
    synchronized (lock) {
      return List.copyOf(entry(database, table).partitions.values());
    }
  }

  /** Puts a table in place of the one of its name; its partitions stay. */
  public void putTable(Table table) throws ServiceException {
    synchronized (lock) {
      put(table);
      save();
    }
  }

  /** Puts a table in place of the one of its name, with exactly these partitions. */
  public void putTable(Table table, Collection<Partition> partitions) throws ServiceException {
    synchronized (lock) {
      Entry entry = put(table);
      entry.partitions.clear();
      partitions.forEach(each -> entry.partitions.put(each.values(), each));
      save();
    }
  }

  private Entry put(Table table) throws ServiceException {
    Map<String, Entry> entries = entries(table.database());
    Entry entry = entries.computeIfAbsent(table.name(), name -> new Entry(table));
    entry.table = table;
    return entry;
  }

  /** Removes a table. */
  public void deleteTable(String database, String table) throws ServiceException {
    synchronized (lock) {
      entry(database, table);
      entries(database).remove(lower(table));
      save();
    }
  }

  /**
   * Adds partitions.
   *
   * @return those whose values are taken already; they were not added
   */
  public List<Partition> addPartitions(
      String database, String table, Collection<Partition> partitions) throws ServiceException {
    synchronized (lock) {
      Entry entry = entry(database, table);
      List<Partition> taken = new ArrayList<>();
      for (Partition each : partitions) {
        if (entry.partitions.putIfAbsent(each.values(), each) != null) {
          taken.add(each);
        }
      }
      save();
      return taken;
    }
  }

  /**
   * Removes partitions.
   *
   * @return the values for which there was no partition
   */
  public List<List<String>> removePartitions(
      String database, String table, Collection<List<String>> values) throws ServiceException {
    synchronized (lock) {
      Entry entry = entry(database, table);
      List<List<String>> missing = new ArrayList<>();
      for (List<String> each : values) {
        if (entry.partitions.remove(each) == null) {
          missing.add(each);
        }
      }
      save();
      return missing;
    }
  }

  private Map<String, Entry> entries(String database) throws ServiceException {
    Map<String, Entry> entries = databases.get(lower(database));
    if (entries == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Database " + database + " not found. There are " + databases.keySet());
    }
    return entries;
  }

  private Entry entry(String database, String table) throws ServiceException {
    Map<String, Entry> entries = entries(database);
    Entry entry = entries.get(lower(table));
    if (entry == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Table "
              + table
              + " not found in database "
              + database
              + ". There are "
              + entries.keySet());
    }
    return entry;
  }

  /** The catalog keeps names in lower case. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
