package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and types in the Glue Data Catalog, and what may be done to what they name. */
final class CatalogNames {

  private static final int LONGEST_NAME = 255;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");
  private static final Pattern PRIMITIVE =
      Pattern.compile(
          "boolean|tinyint|smallint|int|bigint|float|double|string|binary|date|timestamp"
              + "|decimal\\(\\d{1,2}, ?\\d{1,2}\\)|(char|varchar)\\(\\d{1,5}\\)");
  private static final Pattern NESTED = Pattern.compile("(array|map|struct)<.+>");

  private CatalogNames() {}

  /**
   * A name for something new. The catalog would fold capitals silently, and Athena refuses to ask
   * tables whose names have anything but letters, digits and underscores without quotes.
   */
  static String fresh(String what, String name) {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw InvalidWorkflowException.here(
          "the "
              + what
              + " '"
              + name
              + "' is no name for the Glue catalog, which takes 1 to 255 lower-case letters, digits"
              + " and underscores");
    }
    return name;
  }

  /** A column's type, in Hive's words. */
  static String type(String column, String type) {
    if (!PRIMITIVE.matcher(type).matches() && !NESTED.matcher(type).matches()) {
      throw InvalidWorkflowException.here(
          "the type '"
              + type
              + "' of column '"
              + column
              + "' is none of Hive's; use boolean, tinyint, smallint, int, bigint, float, double,"
              + " decimal(p,s), char(n), varchar(n), string, binary, date, timestamp, array<..>,"
              + " map<..> or struct<..>");
    }
    return type;
  }

  /** Refuses a name that is there twice. */
  static void once(Set<String> names, String what, String name, String where) {
    if (!names.add(name)) {
      throw InvalidWorkflowException.here(
          "the " + what + " '" + name + "' of " + where + " is there twice; names must differ");
    }
  }

  /** Actions on a table: Glue asks for them on the catalog, the database and the table. */
  static Permission onTable(String database, String table, String... actions) {
    return new Permission(
        List.of(actions),
        List.of(
            Glue.HERE + "catalog",
            Glue.HERE + "database/" + database,
            Glue.HERE + "table/" + database + "/" + table),
        "");
  }

  /** Actions on databases and all their tables. */
  static Permission onDatabases(List<String> databases, String... actions) {
    List<String> resources = new ArrayList<>(List.of(Glue.HERE + "catalog"));
    for (String database : databases) {
      resources.add(Glue.HERE + "database/" + database);
      resources.add(Glue.HERE + "table/" + database + "/*");
    }
    return new Permission(List.of(actions), resources, "");
  }
}
