package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Lake Formation gives permissions on. Immutable. */
public final class LakeResource {

  private static final Set<LakePermission> ON_DATABASE =
      EnumSet.of(
          LakePermission.ALL,
          LakePermission.ALTER,
          LakePermission.CREATE_TABLE,
          LakePermission.DESCRIBE,
          LakePermission.DROP);
  private static final Set<LakePermission> ON_TABLE =
      EnumSet.of(
          LakePermission.ALL,
          LakePermission.ALTER,
          LakePermission.DELETE,
          LakePermission.DESCRIBE,
          LakePermission.DROP,
          LakePermission.INSERT,
          LakePermission.SELECT);

  private final String kind;
  private final Expr.Fields fields;
  private final Set<LakePermission> allowed;
  private final Optional<Permission> lookUp;

  private LakeResource(
      String kind, Expr.Fields fields, Set<LakePermission> allowed, Optional<Permission> lookUp) {
    this.kind = kind;
    this.fields = fields;
    this.allowed = allowed;
    this.lookUp = lookUp;
  }

  /** A database; not its tables. */
  public static LakeResource database(String name) {
    return new LakeResource(
        "database " + name,
        Expr.fields().and("Database", Expr.fields().and("Name", Text.of(name).expr())),
        ON_DATABASE,
        Optional.of(
            new Permission(
                List.of("glue:GetDatabase"),
                List.of(Glue.HERE + "catalog", Glue.HERE + "database/" + name),
                "")));
  }

  /** A table with all its columns. */
  public static LakeResource table(String database, String name) {
    return new LakeResource(
        "table " + database + "." + name,
        Expr.fields().and("Table", named(database).and("Name", Text.of(name).expr())),
        ON_TABLE,
        Optional.of(CatalogNames.onTable(database, name, "glue:GetTable")));
  }

  /** All tables of a database, those to come included. */
  public static LakeResource tables(String database) {
    return new LakeResource(
        "all tables of " + database,
        Expr.fields().and("Table", named(database).and("TableWildcard", Expr.fields())),
        ON_TABLE,
        Optional.of(CatalogNames.onTable(database, "*", "glue:GetTable")));
  }

  /** Some columns of a table; they can be selected from only. */
  public static LakeResource columns(String database, String table, String... columns) {
    if (columns.length == 0) {
      throw InvalidWorkflowException.here(
          "no column of table "
              + database
              + "."
              + table
              + " is named; name some, or use table(..) for all");
    }
    return columns(database, table, "ColumnNames", names(columns));
  }

  /** All columns of a table but these, those to come included. */
  public static LakeResource columnsBut(String database, String table, String... columns) {
    return columns(
        database,
        table,
        "ColumnWildcard",
        Expr.fields().and("ExcludedColumnNames", names(columns)));
  }

  private static LakeResource columns(String database, String table, String member, Expr columns) {
    return new LakeResource(
        "columns of " + database + "." + table,
        Expr.fields()
            .and(
                "TableWithColumns",
                named(database).and("Name", Text.of(table).expr()).and(member, columns)),
        EnumSet.of(LakePermission.SELECT),
        Optional.of(CatalogNames.onTable(database, table, "glue:GetTable")));
  }

  /** A place in S3 that is registered with Lake Formation. */
  public static LakeResource location(Text arn) {
    return new LakeResource(
        "a location",
        Expr.fields().and("DataLocation", Expr.fields().and("ResourceArn", arn.expr())),
        EnumSet.of(LakePermission.DATA_LOCATION_ACCESS),
        Optional.empty());
  }

  private static Expr.Fields named(String database) {
    return Expr.fields().and("DatabaseName", Text.of(database).expr());
  }

  private static Expr names(String... columns) {
    return new Expr.Elements(Arrays.stream(columns).map(column -> Text.of(column).expr()).toList());
  }

  Expr.Fields fields() {
    return fields;
  }

  /** What Lake Formation looks up with the caller's own permissions. */
  Optional<Permission> lookUp() {
    return lookUp;
  }

  void check(LakePermission permission) {
    if (!allowed.contains(permission)) {
      throw InvalidWorkflowException.here(
          "Lake Formation has no permission "
              + permission
              + " on "
              + kind
              + "; there are "
              + String.join(", ", allowed.stream().map(Enum::name).toList()));
    }
  }
}
