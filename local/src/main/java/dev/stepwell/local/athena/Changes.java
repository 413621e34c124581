package dev.stepwell.local.athena;

import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.athena.TableWriter.Format;
import dev.stepwell.local.athena.TableWriter.Written;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that write rows: the session's table {@code result} has these. The files come
 * first and the catalog last, so a table or partition is never there without its files.
 */
final class Changes {

  /** The table's property that says which query made it, as on AWS. */
  private static final String MADE_BY = "presto_query_id";

  private static final Set<String> KNOWN =
      Set.of(
          "format",
          "external_location",
          "write_compression",
          "parquet_compression",
          "compression",
          "field_delimiter",
          "partitioned_by");

  private final Catalog catalog;
  private final ObjectStore store;
  private final SqlSession session;
  private final QueryRequest request;
  private final String id;
  private final boolean again;
  private final Instant now;
  private final TableWriter writer;

  Changes(
      Catalog catalog,
      ObjectStore store,
      SqlSession session,
      QueryRequest request,
      String id,
      boolean again,
      Instant now) {
    this.catalog = catalog;
    this.store = store;
    this.session = session;
    this.request = request;
    this.id = id;
    this.again = again;
    this.now = now;
    this.writer = new TableWriter(session, store, id);
  }

  private static void checkProperties(Map<String, String> properties) throws QueryFailedException {
    for (String property : properties.keySet()) {
      if (!KNOWN.contains(property)) {
        throw TableWriter.unsupported("the property '" + property + "'");
      }
    }
  }

  /**
   * Checks that the table can be made.
   *
   * @return false if it is there already and that is no error
   */
  boolean begin(Statement.CreateTableAs create) throws QueryFailedException, ServiceException {
    TableName named = create.table();
    checkProperties(create.properties());
    if (!catalog.databases().contains(named.database())) {
      throw QueryFailedException.user(
          "SCHEMA_NOT_FOUND", "Schema " + named.database() + " not found");
    }
    Optional<Table> before = catalog.find(named.database(), named.table());
    boolean mine = again && before.isPresent() && id.equals(before.get().parameter(MADE_BY));
    if (mine) {
      catalog.deleteTable(named.database(), named.table());
    } else if (before.isPresent()) {
      if (create.ifNotExists()) {
        return false;
      }
      throw QueryFailedException.user(
          "TABLE_ALREADY_EXISTS", "Destination table '" + named + "' already exists");
    }
    String location = location(create);
    if (again) {
      writer.removeOwn(location);
    }
    checkEmpty(named, location);
    return true;
  }

  private void checkEmpty(TableName named, String location)
      throws QueryFailedException, ServiceException {
    DataFiles.Address folder = DataFiles.Address.of(location).folder();
    if (!store.list(folder.bucket(), folder.prefix()).isEmpty()) {
      throw QueryFailedException.user(
          "HIVE_PATH_ALREADY_EXISTS",
          "Target directory for table '"
              + named
              + "' already exists: "
              + location
              + ". You may need to manually clean the data at this location.");
    }
  }

  private String location(Statement.CreateTableAs create) throws QueryFailedException {
    String external = create.properties().get("external_location");
    if (external == null) {
      return request.location() + "tables/" + id + "/";
    }
    if (request.group().enforced()) {
      throw QueryFailedException.user(
          "INVALID_TABLE_PROPERTY",
          "The Create Table As Select query failed because it was submitted with an"
              + " 'external_location' property to an Athena Workgroup that enforces a centralized"
              + " output location for all queries. Please remove the 'external_location' property"
              + " and resubmit the query.");
    }
    return external.endsWith("/") ? external : external + "/";
  }

  /** Makes the table of the rows; gives how many there are. */
  long createTableAs(Statement.CreateTableAs create) throws QueryFailedException, ServiceException {
    Format format = Format.of(create.properties());
    String location = location(create);
    try {
      if (!create.withData()) {
        session.runAsWritten("DELETE FROM result");
      }
      List<Column> all = writer.columns();
      checkNamed(all);
      List<Column> columns = withoutLast(all, create.partitionedBy());
      List<Column> keys = all.subList(columns.size(), all.size());
      List<Written> written =
          writer.write(
              columns,
              create.partitionedBy(),
              values -> location + HiveFolders.path(keys, values),
              format);
      Table table = table(create.table(), columns, keys, location, format);
      List<Partition> partitions = new ArrayList<>();
      for (Written each : keys.isEmpty() ? List.<Written>of() : written) {
        partitions.add(Ddl.partition(table, each.values(), each.folder(), now));
      }
      catalog.createTable(table, partitions);
      return writer.count();
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, Map.of());
    }
  }

  private static void checkNamed(List<Column> columns) throws QueryFailedException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals("_col" + i)) {
        throw QueryFailedException.user(
            "MISSING_COLUMN_NAME", "Column name not specified at position " + (i + 1));
      }
    }
  }

  private static List<Column> withoutLast(List<Column> all, List<String> keys)
      throws QueryFailedException {
    int from = all.size() - keys.size();
    List<String> last = new ArrayList<>();
    all.subList(Math.max(0, from), all.size()).forEach(each -> last.add(each.name()));
    if (!last.equals(keys)) {
      throw QueryFailedException.user(
          "HIVE_COLUMN_ORDER_MISMATCH",
          "Partition keys must be the last columns in the table and in the same order as the table"
              + " properties: "
              + keys);
    }
    if (from == 0 && !keys.isEmpty()) {
      throw QueryFailedException.user(
          "INVALID_TABLE_PROPERTY", "Table contains only partition columns");
    }
    return all.subList(0, from);
  }

  private Table table(
      TableName named, List<Column> columns, List<Column> keys, String location, Format format) {
    Map<String, String> serde = new LinkedHashMap<>();
    if (format.storage() == Storage.TEXT) {
      serde.put("field.delim", format.delimiter());
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("EXTERNAL", "TRUE");
    parameters.put(MADE_BY, id);
    List<Json> described = json(columns);
    JsonObject storage =
        format
            .storage()
            .described(location, JsonArray.of(described), format.storage().serde(), serde);
    return Ddl.table(
        named, Storage.input(named.table(), described, json(keys), storage, parameters), now);
  }

  private static List<Json> json(List<Column> columns) {
    List<Json> list = new ArrayList<>();
    for (Column each : columns) {
      list.add(JsonObject.of("Name", Json.of(each.name()), "Type", Json.of(each.type())));
    }
    return list;
  }

  /** Adds the rows to a table; gives how many there are. */
  long insert(Statement.Insert insert) throws QueryFailedException, ServiceException {
    TableName named = insert.table();
    Optional<Table> found = catalog.find(named.database(), named.table());
    if (found.isEmpty()) {
      throw QueryFailedException.user(
          "TABLE_NOT_FOUND", "Table 'awsdatacatalog." + named + "' does not exist");
    }
    Table table = found.get();
    Format format = format(table);
    try {
      align(table, insert.columns());
      Map<List<String>, String> known = new LinkedHashMap<>();
      for (Partition each : catalog.partitions(table.database(), table.name())) {
        known.put(each.values(), each.location());
      }
      if (again) {
        writer.removeOwn(table.location());
      }
      List<Column> keys = table.partitionKeys();
      List<Written> written =
          writer.write(
              table.columns(),
              keys.stream().map(Column::name).toList(),
              values -> {
                String there = known.get(values);
                return there == null ? Ddl.folder(table) + HiveFolders.path(keys, values) : there;
              },
              format);
      List<Partition> added = new ArrayList<>();
      for (Written each : written) {
        if (!keys.isEmpty() && !known.containsKey(each.values())) {
          added.add(Ddl.partition(table, each.values(), each.folder(), now));
        }
      }
      catalog.addPartitions(table.database(), table.name(), added);
      return writer.count();
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, Map.of());
    }
  }

  private static Format format(Table table) throws QueryFailedException {
    if (table.parameter("skip.header.line.count") != null) {
      throw TableWriter.unsupported(
          "INSERT into table " + table.name() + ", whose files begin with a header,");
    }
    String delimiter = table.formatParameter("field.delim");
    return switch (table.classification()) {
      case "parquet" -> Format.of(Map.of("format", "PARQUET"));
      case "json" -> Format.of(Map.of("format", "JSON"));
      case "csv" ->
          Format.of(
              Map.of("format", "TEXTFILE", "field_delimiter", delimiter == null ? "," : delimiter));
      default -> throw TableWriter.unsupported("INSERT into " + table.classification() + " files");
    };
  }

  /** Gives the columns of {@code result} the names and the order of the table's. */
  private void align(Table table, List<String> given) throws QueryFailedException, SQLException {
    List<Column> target = TableReader.allColumns(table);
    List<String> names = given.isEmpty() ? target.stream().map(Column::name).toList() : given;
    List<Column> source = writer.columns();
    if (names.size() != source.size()) {
      throw QueryFailedException.user(
          "TYPE_MISMATCH",
          "Insert query has mismatched column types: Table: "
              + types(target)
              + ", Query: "
              + types(source));
    }
    List<String> selected = new ArrayList<>();
    for (Column column : target) {
      int at = names.indexOf(column.name());
      if (at >= 0
          && !PartitionSchemas.widens(source.get(at).type(), column.type())
          && !source.get(at).type().equals("string")) {
        throw mismatch(at, column, source.get(at));
      }
      if (at >= 0 && source.get(at).type().equals("string") && !isText(column)) {
        throw mismatch(at, column, source.get(at));
      }
      selected.add((at < 0 ? "NULL" : name(source.get(at).name())) + " AS " + name(column.name()));
    }
    for (String each : names) {
      if (target.stream().noneMatch(column -> column.name().equals(each))) {
        throw QueryFailedException.user(
            "COLUMN_NOT_FOUND", "Insert column name does not exist in target table: " + each);
      }
    }
    session.runAsWritten(
        "CREATE OR REPLACE TEMP TABLE aligned AS SELECT "
            + String.join(", ", selected)
            + " FROM result");
    session.runAsWritten("DROP TABLE result");
    session.runAsWritten("ALTER TABLE aligned RENAME TO result");
  }

  private static boolean isText(Column column) {
    return PartitionSchemas.widens("string", column.type());
  }

  private static QueryFailedException mismatch(int at, Column column, Column source) {
    return QueryFailedException.user(
        "TYPE_MISMATCH",
        "Mismatch at column "
            + (at + 1)
            + ": '"
            + column.name()
            + "' is of type "
            + AthenaTypes.ofHive(column.type())
            + " but expression is of type "
            + AthenaTypes.ofHive(source.type()));
  }

  private static List<String> types(List<Column> columns) {
    return columns.stream().map(each -> AthenaTypes.ofHive(each.type())).toList();
  }

  /** Writes the rows as files that belong to no table; gives how many there are. */
  long unload(Statement.Unload unload) throws QueryFailedException, ServiceException {
    checkProperties(unload.properties());
    if (!unload.properties().containsKey("format")) {
      throw QueryFailedException.user("INVALID_TABLE_PROPERTY", "UNLOAD needs WITH (format = ..)");
    }
    String location = unload.location().endsWith("/") ? unload.location() : unload.location() + "/";
    if (again) {
      writer.removeOwn(location);
    }
    checkEmpty(new TableName("unload", id), location);
    try {
      List<Column> all = writer.columns();
      List<Column> columns = withoutLast(all, unload.partitionedBy());
      List<Column> keys = all.subList(columns.size(), all.size());
      writer.write(
          columns,
          unload.partitionedBy(),
          values -> location + HiveFolders.path(keys, values),
          Format.of(unload.properties()));
      return writer.count();
    } catch (SQLException failure) {
      throw QueryErrors.of(failure, Map.of());
    }
  }
}
