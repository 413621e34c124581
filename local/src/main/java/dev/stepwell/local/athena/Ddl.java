package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.athena.Statement.PartitionSpec;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Runs the statements that ask and change the catalog; what they answer is lines of text. */
final class Ddl {

  private static final String TASK =
      "Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. ";

  private final Catalog catalog;
  private final ObjectStore store;
  private final Instant now;

  Ddl(Catalog catalog, ObjectStore store, Instant now) {
    this.catalog = catalog;
    this.store = store;
    this.now = now;
  }

  /** Runs one statement. */
  List<String> run(Statement statement) throws QueryFailedException, ServiceException {
    if (statement instanceof Statement.CreateTable create) {
      createTable(create.table(), create.ifNotExists(), create.input());
    } else if (statement instanceof Statement.DropTable drop) {
      dropTable(drop);
    } else if (statement instanceof Statement.AddPartitions add) {
      addPartitions(add);
    } else if (statement instanceof Statement.DropPartitions drop) {
      dropPartitions(drop);
    } else if (statement instanceof Statement.Repair repair) {
      return repair(repair.table());
    } else if (statement instanceof Statement.CreateDatabase create) {
      createDatabase(create);
    } else if (statement instanceof Statement.DropDatabase drop) {
      dropDatabase(drop);
    } else if (statement instanceof Statement.ShowDatabases) {
      return catalog.databases();
    } else if (statement instanceof Statement.ShowTables show) {
      return showTables(show);
    } else if (statement instanceof Statement.ShowPartitions show) {
      return showPartitions(show.table());
    } else if (statement instanceof Statement.Describe describe) {
      return describe(describe.table());
    } else {
      throw new IllegalArgumentException("no statement about the catalog: " + statement);
    }
    return List.of();
  }

  private void createTable(TableName name, boolean ifNotExists, JsonObject input)
      throws QueryFailedException, ServiceException {
    checkDatabase(name.database());
    if (catalog.find(name.database(), name.table()).isPresent()) {
      if (!ifNotExists) {
        throw QueryFailedException.hive(
            TASK + "AlreadyExistsException(message:Table " + name.table() + " already exists)");
      }
      return;
    }
    DataFiles.Address.of(location(input.object("StorageDescriptor")));
    catalog.createTable(table(name, input, now));
  }

  private static String location(JsonObject storage) {
    return String.valueOf(storage.string("Location"));
  }

  /** The table of a {@code TableInput}. */
  static Table table(TableName name, JsonObject input, Instant now) {
    return new Table(
        name.database(),
        JsonObject.builder()
            .put("Name", name.table())
            .put("DatabaseName", name.database())
            .put("CreateTime", now.toString())
            .put("UpdateTime", now.toString())
            .put("Retention", 0)
            .putAll(input.without("Name"))
            .put("IsRegisteredWithLakeFormation", false)
            .put("VersionId", "0")
            .build());
  }

  void checkDatabase(String database) throws QueryFailedException {
    if (!catalog.databases().contains(database)) {
      throw QueryFailedException.hive(
          "SemanticException [Error 10072]: Database does not exist: " + database);
    }
  }

  private Table find(TableName name) throws QueryFailedException {
    checkDatabase(name.database());
    Optional<Table> table = catalog.find(name.database(), name.table());
    if (table.isEmpty()) {
      throw QueryFailedException.hive("SemanticException [Error 10001]: Table not found " + name);
    }
    return table.get();
  }

  private void dropTable(Statement.DropTable drop) throws QueryFailedException, ServiceException {
    TableName name = drop.table();
    if (catalog.find(name.database(), name.table()).isPresent()) {
      catalog.deleteTable(name.database(), name.table());
    } else if (!drop.ifExists()) {
      find(name);
    }
  }

  private void createDatabase(Statement.CreateDatabase create)
      throws QueryFailedException, ServiceException {
    if (!catalog.databases().contains(create.name())) {
      catalog.createDatabase(create.input().with("CreateTime", Json.of(now.toString())));
    } else if (!create.ifNotExists()) {
      throw QueryFailedException.hive(TASK + "Database " + create.name() + " already exists");
    }
  }

  private void dropDatabase(Statement.DropDatabase drop)
      throws QueryFailedException, ServiceException {
    if (!catalog.databases().contains(drop.name())) {
      if (!drop.ifExists()) {
        checkDatabase(drop.name());
      }
      return;
    }
    int tables = catalog.tables(drop.name()).size();
    if (tables > 0 && !drop.cascade()) {
      throw QueryFailedException.hive(
          TASK
              + "InvalidOperationException(message:Database "
              + drop.name()
              + " is not empty. One or more tables exist.)");
    }
    catalog.deleteDatabase(drop.name());
  }

  private static List<String> values(Table table, PartitionSpec spec) throws QueryFailedException {
    Map<String, String> given = new LinkedHashMap<>(spec.values());
    List<String> values = new ArrayList<>();
    for (Column key : table.partitionKeys()) {
      String value = given.remove(key.name());
      if (value == null) {
        throw QueryFailedException.hive(
            "SemanticException partition spec "
                + spec.values()
                + " doesn't contain all "
                + table.partitionKeys().size()
                + " partition columns: "
                + key.name()
                + " is missing");
      }
      values.add(value);
    }
    if (!given.isEmpty()) {
      throw QueryFailedException.hive(
          "SemanticException Partition spec " + given + " contains non-partition columns");
    }
    return values;
  }

  private void addPartitions(Statement.AddPartitions add)
      throws QueryFailedException, ServiceException {
    Table table = find(add.table());
    List<Partition> partitions = new ArrayList<>();
    for (PartitionSpec spec : add.partitions()) {
      List<String> values = values(table, spec);
      String location = spec.location();
      if (location == null) {
        location = folder(table) + HiveFolders.path(table.partitionKeys(), values);
      }
      DataFiles.Address.of(location);
      if (!add.ifNotExists()
          && catalog.partitions(table.database(), table.name()).stream()
              .anyMatch(each -> each.values().equals(values))) {
        throw QueryFailedException.hive(
            TASK + "AlreadyExistsException(message:Partition already exists: " + values + ")");
      }
      partitions.add(partition(table, values, location, now));
    }
    catalog.addPartitions(table.database(), table.name(), partitions);
  }

  /** A table's location, with a slash at its end. */
  static String folder(Table table) {
    String location = table.location();
    return location.endsWith("/") ? location : location + "/";
  }

  /** A partition that has the columns and the format of its table. */
  static Partition partition(Table table, List<String> values, String location, Instant now) {
    return Partition.of(
        JsonObject.builder()
            .put("Values", Json.of(values))
            .put("DatabaseName", table.database())
            .put("TableName", table.name())
            .put("CreationTime", now.toString())
            .put("StorageDescriptor", table.storage().with("Location", Json.of(location)))
            .put("Parameters", JsonObject.EMPTY)
            .build());
  }

  private void dropPartitions(Statement.DropPartitions drop)
      throws QueryFailedException, ServiceException {
    Table table = find(drop.table());
    List<List<String>> values = new ArrayList<>();
    for (PartitionSpec spec : drop.partitions()) {
      values.add(values(table, spec));
    }
    if (!drop.ifExists()) {
      Set<List<String>> known = new HashSet<>();
      catalog.partitions(table.database(), table.name()).forEach(each -> known.add(each.values()));
      for (List<String> each : values) {
        if (!known.contains(each)) {
          throw QueryFailedException.hive(
              "SemanticException [Error 10006]: Partition not found " + each);
        }
      }
    }
    catalog.removePartitions(table.database(), table.name(), values);
  }

  /** Adds partitions for the folders that the catalog does not know; none is ever removed. */
  private List<String> repair(TableName name) throws QueryFailedException, ServiceException {
    Table table = find(name);
    List<Column> keys = table.partitionKeys();
    if (keys.isEmpty()) {
      return List.of();
    }
    DataFiles.Address base = DataFiles.Address.of(table.location()).folder();
    Set<List<String>> known = new HashSet<>();
    catalog.partitions(table.database(), table.name()).forEach(each -> known.add(each.values()));
    Map<List<String>, String> found = new LinkedHashMap<>();
    for (S3Object object : store.list(base.bucket(), base.prefix())) {
      String path = object.key().substring(base.prefix().length());
      if (DataFiles.isData(path)) {
        HiveFolders.values(keys, path)
            .filter(values -> !known.contains(values))
            .ifPresent(values -> found.putIfAbsent(values, HiveFolders.folder(keys, path)));
      }
    }
    List<Partition> added = new ArrayList<>();
    StringBuilder missing = new StringBuilder("Partitions not in metastore:");
    List<String> lines = new ArrayList<>();
    found.forEach(
        (values, folder) -> {
          added.add(partition(table, values, base + folder, now));
          String spec = folder.substring(0, folder.length() - 1);
          missing.append('\t').append(table.name()).append(':').append(spec);
          lines.add("Repair: Added partition to metastore " + table.name() + ":" + spec);
        });
    catalog.addPartitions(table.database(), table.name(), added);
    if (!lines.isEmpty()) {
      lines.add(0, missing.toString());
    }
    return lines;
  }

  private List<String> showTables(Statement.ShowTables show)
      throws QueryFailedException, ServiceException {
    checkDatabase(show.database());
    Pattern pattern;
    try {
      pattern = Pattern.compile(show.pattern().replaceAll("(?<!\\.)\\*", ".*"));
    } catch (PatternSyntaxException wrong) {
      throw QueryFailedException.hive(
          "SemanticException no pattern of tables: " + wrong.getDescription());
    }
    return catalog.tables(show.database()).stream()
        .map(Table::name)
        .filter(each -> show.pattern().isEmpty() || pattern.matcher(each).matches())
        .toList();
  }

  private List<String> showPartitions(TableName name)
      throws QueryFailedException, ServiceException {
    Table table = find(name);
    if (table.partitionKeys().isEmpty()) {
      throw QueryFailedException.hive(
          TASK + "Table " + table.name() + " is not a partitioned table");
    }
    Set<String> lines = new TreeSet<>();
    for (Partition each : catalog.partitions(table.database(), table.name())) {
      String path = HiveFolders.path(table.partitionKeys(), each.values());
      lines.add(path.substring(0, path.length() - 1));
    }
    return List.copyOf(lines);
  }

  private List<String> describe(TableName name) throws QueryFailedException {
    Table table = find(name);
    List<String> lines = new ArrayList<>();
    TableReader.allColumns(table).forEach(each -> lines.add(line(each)));
    if (!table.partitionKeys().isEmpty()) {
      lines.add("");
      lines.add("# Partition Information");
      lines.add(line(new Column("# col_name", "data_type")));
      table.partitionKeys().forEach(each -> lines.add(line(each)));
    }
    return lines;
  }

  private static String line(Column column) {
    return String.format(Locale.ROOT, "%-20s\t%-20s\t%-20s", column.name(), column.type(), "");
  }
}
