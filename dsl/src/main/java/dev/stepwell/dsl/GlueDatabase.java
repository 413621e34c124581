package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** A database of the catalog. */
public final class GlueDatabase {

  private final String name;

  GlueDatabase(String name) {
    this.name = name;
  }

  /** A table in it. */
  public GlueTable table(String table) {
    return Glue.table(name, table);
  }

  /** Creates the database, if there is none of that name. */
  public Task<Glue.Written> createIfAbsent() {
    CatalogNames.fresh("database", name);
    Call call =
        Glue.catalogCall(
            "createDatabase",
            Expr.fields().and("DatabaseInput", Expr.fields().and("Name", Text.of(name).expr())),
            permission("glue:CreateDatabase"));
    return new Task<>(
        "Glue database " + name,
        new Work.Tolerant(
            call,
            List.of(Glue.ALREADY_EXISTS.name()),
            Expr.fields().and("created", new Expr.Constant(Json.of(false))),
            Outputs.of(Expr.fields().and("created", new Expr.Constant(Json.of(true))))),
        parts -> new Glue.Written(new Bool(parts.part("created"))));
  }

  private Permission permission(String action) {
    return new Permission(
        List.of(action), List.of(Glue.HERE + "catalog", Glue.HERE + "database/" + name), "");
  }
}
