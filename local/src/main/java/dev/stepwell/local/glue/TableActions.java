package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Glue's actions over the databases and tables of the catalog. */
final class TableActions {

  private static final int PAGE = 100;
  private static final int BATCH = 100;

  private final Catalog catalog;

  TableActions(Catalog catalog) {
    this.catalog = catalog;
  }

  void addTo(Service.Builder glue) {
    addDatabases(glue);
    Parameters named = Parameters.required("DatabaseName", "Name").optional("CatalogId");
    Parameters input = Parameters.required("DatabaseName", "TableInput").optional("CatalogId");
    glue.action("createTable", input, Resumption.RECORD, this::createTable)
        .action(
            "updateTable",
            input.optional("SkipArchive", "VersionId"),
            Resumption.RECORD,
            this::updateTable)
        .action("deleteTable", named, Resumption.RECORD, this::deleteTable)
        .action(
            "batchDeleteTable",
            Parameters.required("DatabaseName", "TablesToDelete").optional("CatalogId"),
            Resumption.RECORD,
            this::batchDeleteTable)
        .action("getTable", named, Resumption.REPEAT, this::getTable)
        .action(
            "getTables",
            Parameters.required("DatabaseName")
                .optional("CatalogId", "Expression", "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::getTables)
        .action(
            "searchTables",
            Parameters.none().optional("CatalogId", "SearchText", "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::searchTables);
  }

  private void addDatabases(Service.Builder glue) {
    Parameters name = Parameters.required("Name").optional("CatalogId");
    glue.action(
            "createDatabase",
            Parameters.required("DatabaseInput").optional("CatalogId", "Tags"),
            Resumption.RECORD,
            this::createDatabase)
        .action(
            "updateDatabase",
            Parameters.required("Name", "DatabaseInput").optional("CatalogId"),
            Resumption.RECORD,
            this::updateDatabase)
        .action("deleteDatabase", name, Resumption.RECORD, this::deleteDatabase)
        .action("getDatabase", name, Resumption.REPEAT, this::getDatabase)
        .action(
            "getDatabases",
            Parameters.none().optional("CatalogId", "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::getDatabases);
  }

  private Json createDatabase(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject input = CatalogInput.object(arguments, "DatabaseInput");
    catalog.createDatabase(CatalogInput.database(input, context.now()));
    return JsonObject.EMPTY;
  }

  private Json updateDatabase(JsonObject arguments, CallContext context) throws ServiceException {
    String name = text(arguments, "Name");
    JsonObject input = CatalogInput.object(arguments, "DatabaseInput");
    JsonObject next = CatalogInput.database(input, context.now());
    if (!Catalog.lower(name).equals(next.string("Name"))) {
      throw CatalogInput.invalid(
          "A database cannot get another name: " + name + " and " + next.string("Name"));
    }
    Json created = catalog.databaseDescription(name).get("CreateTime");
    catalog.updateDatabase(created == null ? next : next.with("CreateTime", created));
    return JsonObject.EMPTY;
  }

  private Json deleteDatabase(JsonObject arguments, CallContext context) throws ServiceException {
    catalog.deleteDatabase(text(arguments, "Name"));
    return JsonObject.EMPTY;
  }

  private Json getDatabase(JsonObject arguments, CallContext context) throws ServiceException {
    return JsonObject.of("Database", catalog.databaseDescription(text(arguments, "Name")));
  }

  private Json getDatabases(JsonObject arguments, CallContext context) throws ServiceException {
    List<JsonObject> all = new ArrayList<>();
    for (String name : catalog.databases()) {
      all.add(catalog.databaseDescription(name));
    }
    return Pages.page(arguments, "DatabaseList", all, PAGE, each -> each);
  }

  private Json createTable(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject input = CatalogInput.object(arguments, "TableInput");
    catalog.createTable(CatalogInput.table(text(arguments, "DatabaseName"), input, context.now()));
    return JsonObject.EMPTY;
  }

  private Json updateTable(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject input = CatalogInput.object(arguments, "TableInput");
    Table next = CatalogInput.table(text(arguments, "DatabaseName"), input, context.now());
    JsonObject before = catalog.table(next.database(), next.name()).description();
    String version = before.string("VersionId");
    String expected = arguments.string("VersionId");
    if (expected != null && !expected.equals(version)) {
      throw ServiceException.refused(
          "ConcurrentModificationException",
          "Table " + next.name() + " has version " + version + ", not " + expected);
    }
    JsonObject description =
        next.description().with("VersionId", Json.of(Long.toString(number(version) + 1)));
    Json created = before.get("CreateTime");
    catalog.putTable(
        new Table(
            next.database(),
            created == null ? description : description.with("CreateTime", created)));
    return JsonObject.EMPTY;
  }

  private static long number(@Nullable String version) {
    return version != null && version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
  }

  private Json deleteTable(JsonObject arguments, CallContext context) throws ServiceException {
    catalog.deleteTable(text(arguments, "DatabaseName"), text(arguments, "Name"));
    return JsonObject.EMPTY;
  }

  private Json batchDeleteTable(JsonObject arguments, CallContext context) throws ServiceException {
    String database = text(arguments, "DatabaseName");
    catalog.tables(database);
    List<Json> errors = new ArrayList<>();
    for (Json each : CatalogInput.list(arguments, "TablesToDelete", BATCH)) {
      String table = each instanceof JsonString name ? name.value() : each.compact();
      if (catalog.find(database, table).isPresent()) {
        catalog.deleteTable(database, table);
      } else {
        errors.add(
            CatalogInput.error(
                "TableName", each, "EntityNotFoundException", "Table " + table + " not found"));
      }
    }
    return JsonObject.of("Errors", JsonArray.of(errors));
  }

  private Json getTable(JsonObject arguments, CallContext context) throws ServiceException {
    Table table = catalog.table(text(arguments, "DatabaseName"), text(arguments, "Name"));
    return JsonObject.of("Table", table.description());
  }

  private Json getTables(JsonObject arguments, CallContext context) throws ServiceException {
    String expression = arguments.string("Expression");
    Pattern names;
    try {
      names =
          Pattern.compile(expression == null ? ".*" : expression.replaceAll("(?<!\\.)\\*", ".*"));
    } catch (PatternSyntaxException wrong) {
      throw CatalogInput.invalid("Expression is no pattern: " + wrong.getDescription());
    }
    List<Table> found = new ArrayList<>();
    for (Table table : catalog.tables(text(arguments, "DatabaseName"))) {
      if (names.matcher(table.name()).matches()) {
        found.add(table);
      }
    }
    return Pages.page(arguments, "TableList", found, PAGE, Table::description);
  }

  /** Looks for a text in names, descriptions and column names; filters and orders are refused. */
  private Json searchTables(JsonObject arguments, CallContext context) throws ServiceException {
    String wanted = arguments.string("SearchText");
    List<Table> found = new ArrayList<>();
    for (String database : catalog.databases()) {
      for (Table table : catalog.tables(database)) {
        if (wanted == null || mentions(table, wanted.toLowerCase(Locale.ROOT))) {
          found.add(table);
        }
      }
    }
    return Pages.page(arguments, "TableList", found, PAGE, Table::description);
  }

  private static boolean mentions(Table table, String wanted) {
    StringBuilder text = new StringBuilder(table.name());
    text.append(' ').append(table.database());
    text.append(' ').append(String.valueOf(table.description().string("Description")));
    table.columns().forEach(column -> text.append(' ').append(column.name()));
    table.partitionKeys().forEach(key -> text.append(' ').append(key.name()));
    return text.toString().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
