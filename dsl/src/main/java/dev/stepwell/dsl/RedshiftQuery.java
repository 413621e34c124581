package dev.stepwell.dsl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQL with parameters. */
public final class RedshiftQuery extends Task<Redshift.Statement> {

  private final Redshift database;
  private final String kind;
  private final List<String> statements;
  private final Map<String, Value<?>> parameters;

  RedshiftQuery(
      Redshift database, String kind, List<String> statements, Map<String, Value<?>> parameters) {
    super(
        kind,
        database.work(statements.stream().map(sql -> Text.of(sql).expr()).toList(), parameters),
        Redshift::statement);
    this.database = database;
    this.kind = kind;
    this.statements = statements;
    this.parameters = parameters;
  }

  /**
   * With this value for {@code :name}. Redshift takes it as a text; cast it where another type is
   * needed.
   *
   * @param name letters, digits and underscores; some statement must use it
   */
  public RedshiftQuery with(String name, Value<?> value) {
    if (!name.matches("[0-9a-zA-Z_]+")
        || statements.stream()
            .noneMatch(sql -> sql.matches("(?s).*:" + name + "(?![0-9a-zA-Z_]).*"))) {
      throw InvalidWorkflowException.here(
          "no statement uses the parameter :"
              + name
              + "; Redshift refuses parameters that are not used, write :"
              + name
              + " where the value belongs");
    }
    Map<String, Value<?>> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new RedshiftQuery(database, kind, statements, more);
  }
}
