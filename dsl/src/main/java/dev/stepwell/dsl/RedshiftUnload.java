package dev.stepwell.dsl;

import dev.stepwell.dsl.language.SqlScript;
import dev.stepwell.dsl.model.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An UNLOAD that still lacks its destination, its role or its format. Immutable. */
public final class RedshiftUnload {

  /** A quoted text or name, which is left as it is, a cast, or a parameter. */
  private static final Pattern PARAMETER =
      Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"]|\"\")*\"|::|:([0-9a-zA-Z_]+)");

  private final RedshiftTarget target;
  private final String query;
  private final Map<String, Value<?>> parameters;
  private final @Nullable Text destination;
  private final @Nullable Expr role;

  private RedshiftUnload(
      RedshiftTarget target,
      String query,
      Map<String, Value<?>> parameters,
      @Nullable Text destination,
      @Nullable Expr role) {
    this.target = target;
    this.query = query;
    this.parameters = parameters;
    this.destination = destination;
    this.role = role;
  }

  static RedshiftUnload of(RedshiftTarget target, String query) {
    List<SqlScript.Statement> statements = SqlScript.statements(query);
    if (statements.size() != 1
        || query.strip().endsWith(";")
        || !(statements.get(0).startsWith("SELECT") || statements.get(0).startsWith("WITH"))) {
      throw InvalidWorkflowException.here(
          "UNLOAD takes one SELECT without a semicolon; run other statements with sql(..)");
    }
    if (statements.get(0).words().contains("LIMIT")) {
      throw InvalidWorkflowException.here(
          "UNLOAD takes no LIMIT in its outer SELECT; write SELECT * FROM (SELECT ... LIMIT n)");
    }
    return new RedshiftUnload(target, query, new LinkedHashMap<>(), null, null);
  }

  /**
   * With this value for {@code :name}, as a text literal: the query is a literal itself, in which
   * Redshift would not find parameters.
   */
  public RedshiftUnload with(String name, Value<?> value) {
    return new RedshiftUnload(
        target,
        query,
        RedshiftQuery.with(parameters, List.of(query), name, value),
        destination,
        role);
  }

  /** To objects whose URI starts with this; end folders with {@code /}. */
  public RedshiftUnload to(Text uri) {
    return new RedshiftUnload(target, query, parameters, uri, role);
  }

  /** With the permissions of this role, which the cluster or namespace must have. */
  public RedshiftUnload iamRole(Text arn) {
    Expr literal = SqlText.of("").literal(arn.expr()).expr();
    return new RedshiftUnload(target, query, parameters, destination, literal);
  }

  /** With the permissions of the default role of the cluster or namespace. */
  public RedshiftUnload defaultRole() {
    return new RedshiftUnload(target, query, parameters, destination, Expr.text("default"));
  }

  /** As Parquet files. */
  public RedshiftExport parquet() {
    return export(RedshiftFormat.PARQUET, "FORMAT AS PARQUET");
  }

  /** As CSV files. */
  public RedshiftExport csv() {
    return export(RedshiftFormat.CSV, "FORMAT AS CSV");
  }

  /** As files of one JSON object a line. */
  public RedshiftExport json() {
    return export(RedshiftFormat.JSON, "FORMAT AS JSON");
  }

  /** As lines whose fields stand between delimiters. */
  public RedshiftExport delimited(char delimiter) {
    return export(
        RedshiftFormat.DELIMITED, "DELIMITER AS " + RedshiftCopy.literal("delimiter", delimiter));
  }

  private RedshiftExport export(RedshiftFormat format, String words) {
    if (destination == null || role == null) {
      throw InvalidWorkflowException.here(
          "UNLOAD lacks "
              + (destination == null ? "its destination; say to(..)" : "its role; say iamRole(..)")
              + " before the format");
    }
    Expr sql =
        SqlText.of("UNLOAD (")
            .literal(query())
            .plus(") TO ")
            .literal(destination.expr())
            .plus(" IAM_ROLE ")
            .plus(role)
            .plus(" " + words)
            .expr();
    return new RedshiftExport(target, sql, format, Map.of());
  }

  /** The query with its parameters as literals. */
  private Expr query() {
    SqlText sql = SqlText.of("");
    Matcher found = PARAMETER.matcher(query);
    int at = 0;
    while (found.find()) {
      Value<?> value = found.group(1) == null ? null : parameters.get(found.group(1));
      if (found.group(1) != null && value == null) {
        throw InvalidWorkflowException.here(
            "the query of UNLOAD uses :" + found.group(1) + "; give its value by with(..)");
      }
      if (value != null) {
        sql = sql.plus(query.substring(at, found.start())).literal(value.asText());
        at = found.end();
      }
    }
    return sql.plus(query.substring(at)).expr();
  }
}
