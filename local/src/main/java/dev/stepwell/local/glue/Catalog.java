package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
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

/**
 * The data catalog: databases, tables, partitions. Every change is on disk when the call returns,
 * and it is there whole or not at all. Thread-safe; one lock guards everything, since calls are
 * short.
 */
public final class Catalog implements AutoCloseable {

  private static final String EXISTS = "AlreadyExistsException";

  private final Object lock = new Object();
  private final CatalogFile file;
  private final CatalogContent content = new CatalogContent();

  private Catalog(CatalogFile file) {
    this.file = file;
  }

  /**
   * The catalog that a file keeps, with a journal beside it; empty if there is no such file yet.
   *
   * @throws java.io.UncheckedIOException if the file holds no catalog
   */
  public static Catalog at(Path file) {
    Catalog catalog = new Catalog(new CatalogFile(file));
    catalog.file.load(catalog.content);
    return catalog;
  }

  /** Makes the database if there is none of this name. */
  public void createDatabase(String name) {
    synchronized (lock) {
      if (!content.databases.containsKey(lower(name))) {
        change(CatalogContent.putDatabase(JsonObject.of("Name", Json.of(lower(name)))));
      }
    }
  }

  /**
   * Makes a database.
   *
   * @param description as {@code GetDatabase} shows it
   * @throws ServiceException {@code AlreadyExistsException}
   */
  public void createDatabase(JsonObject description) throws ServiceException {
    synchronized (lock) {
      String name = String.valueOf(description.string("Name"));
      if (content.databases.containsKey(name)) {
        throw ServiceException.refused(EXISTS, "Database " + name + " already exists");
      }
      change(CatalogContent.putDatabase(description));
    }
  }

  /** Gives a database another description of the same name. */
  void updateDatabase(JsonObject description) throws ServiceException {
    synchronized (lock) {
      database(String.valueOf(description.string("Name")));
      change(CatalogContent.putDatabase(description));
    }
  }

  /** Removes a database and all its tables. */
  public void deleteDatabase(String name) throws ServiceException {
    synchronized (lock) {
      database(name);
      change(CatalogContent.dropDatabase(lower(name)));
    }
  }

  /** The databases' names, sorted. */
  public List<String> databases() {
    synchronized (lock) {
      return List.copyOf(content.databases.keySet());
    }
  }

  /** A database as {@code GetDatabase} shows it. */
  public JsonObject databaseDescription(String name) throws ServiceException {
    synchronized (lock) {
      return database(name).description;
    }
  }

  /** The tables of a database, by name. */
  public List<Table> tables(String database) throws ServiceException {
    synchronized (lock) {
      return database(database).tables.values().stream().map(entry -> entry.table).toList();
    }
  }

  /** The table, if there is one. */
  public Optional<Table> find(String database, String table) {
    synchronized (lock) {
      return Optional.ofNullable(content.databases.get(lower(database)))
          .map(entries -> entries.tables.get(lower(table)))
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
      return entry(database, table).list();
    }
  }

  /** The partition of these values, if there is one. */
  Optional<Partition> partition(String database, String table, List<String> values)
      throws ServiceException {
    synchronized (lock) {
      return Optional.ofNullable(entry(database, table).partitions.get(values));
    }
  }

  /**
   * Makes a table without partitions.
   *
   * @throws ServiceException {@code AlreadyExistsException}
   */
  public void createTable(Table table) throws ServiceException {
    createTable(table, List.of());
  }

  /** Makes a table and its partitions. */
  public void createTable(Table table, Collection<Partition> partitions) throws ServiceException {
    synchronized (lock) {
      if (database(table.database()).tables.containsKey(table.name())) {
        throw ServiceException.refused(EXISTS, "Table already exists: " + table.name());
      }
      change(CatalogContent.putTable(table, partitions));
    }
  }

  /** Puts a table in place of the one of its name; its partitions stay. */
  public void putTable(Table table) throws ServiceException {
    synchronized (lock) {
      database(table.database());
      change(CatalogContent.putTable(table));
    }
  }

  /** Puts a table in place of the one of its name, with exactly these partitions. */
  public void putTable(Table table, Collection<Partition> partitions) throws ServiceException {
    synchronized (lock) {
      database(table.database());
      change(CatalogContent.putTable(table, partitions));
    }
  }

  /** Removes a table and its partitions. */
  public void deleteTable(String database, String table) throws ServiceException {
    synchronized (lock) {
      entry(database, table);
      change(CatalogContent.dropTable(lower(database), lower(table)));
    }
  }

  /**
   * Adds partitions.
   *
   * @return those whose values are taken already, by an old one or by another new one; they were
   *     not added
   */
  public List<Partition> addPartitions(
      String database, String table, Collection<Partition> partitions) throws ServiceException {
    synchronized (lock) {
      CatalogContent.Entry entry = entry(database, table);
      Map<List<String>, Partition> added = new LinkedHashMap<>();
      List<Partition> taken = new ArrayList<>();
      for (Partition each : partitions) {
        if (entry.partitions.containsKey(each.values())
            || added.putIfAbsent(each.values(), each) != null) {
          taken.add(each);
        }
      }
      if (!added.isEmpty()) {
        change(CatalogContent.putPartitions(entry.table, added.values()));
      }
      return taken;
    }
  }

  /**
   * Puts a partition in place of another one, whose values may be others.
   *
   * @throws ServiceException {@code EntityNotFoundException}, or {@code AlreadyExistsException} if
   *     the new values are those of a third one
   */
  void updatePartition(String database, String table, List<String> values, Partition next)
      throws ServiceException {
    synchronized (lock) {
      CatalogContent.Entry entry = entry(database, table);
      if (!entry.partitions.containsKey(values)) {
        throw noPartition(table, values);
      }
      if (!next.values().equals(values) && entry.partitions.containsKey(next.values())) {
        throw ServiceException.refused(EXISTS, "Partition already exists.");
      }
      JsonObject put = CatalogContent.putPartitions(entry.table, List.of(next));
      JsonObject drop = CatalogContent.dropPartitions(entry.table, List.of(values));
      change(
          next.values().equals(values)
              ? put
              : put.with("DropPartitions", drop.array("DropPartitions")));
    }
  }

  static ServiceException noPartition(String table, List<String> values) {
    return ServiceException.refused(
        "EntityNotFoundException", "Cannot find partition: table " + table + " has none " + values);
  }

  /**
   * Removes partitions.
   *
   * @return the values for which there was no partition
   */
  public List<List<String>> removePartitions(
      String database, String table, Collection<List<String>> values) throws ServiceException {
    synchronized (lock) {
      CatalogContent.Entry entry = entry(database, table);
      List<List<String>> missing = new ArrayList<>();
      List<List<String>> there = new ArrayList<>();
      for (List<String> each : values) {
        (entry.partitions.containsKey(each) ? there : missing).add(each);
      }
      if (!there.isEmpty()) {
        change(CatalogContent.dropPartitions(entry.table, there));
      }
      return missing;
    }
  }

  private void change(JsonObject change) {
    file.change(content, change);
  }

  private CatalogContent.Database database(String name) throws ServiceException {
    CatalogContent.Database database = content.databases.get(lower(name));
    if (database == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Database " + name + " not found. There are " + content.databases.keySet());
    }
    return database;
  }

  private CatalogContent.Entry entry(String database, String table) throws ServiceException {
    Map<String, CatalogContent.Entry> entries = database(database).tables;
    CatalogContent.Entry entry = entries.get(lower(table));
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

  /** Closes the files; later changes cannot be written down. */
  @Override
  public void close() {
    synchronized (lock) {
      file.close();
    }
  }
}
