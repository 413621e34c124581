package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Redshift through its Data API. Every statement is submitted with a client token, so that a
 * retried call does not run it twice, and polled until it has ended; deadline 2 hours.
 */
public final class Redshift {

  /** A statement ended FAILED or ABORTED. */
  public static final ErrorName STATEMENT_FAILED = ErrorName.of("Redshift.StatementFailed");

  /** A statement did not end before its deadline. It may still run. */
  public static final ErrorName STATEMENT_TIMED_OUT = ErrorName.of("Redshift.StatementTimedOut");

  /** Too many statements are active. */
  public static final ErrorName BUSY =
      ErrorName.of("RedshiftData.ActiveStatementsExceededException");

  private static final RetryRule SERVICE =
      RetryRule.service(
          BUSY.name(),
          "RedshiftData.ActiveSessionsExceededException",
          "RedshiftData.BatchExecuteStatementException",
          "RedshiftData.DatabaseConnectionException",
          "RedshiftData.ExecuteStatementException",
          "RedshiftData.InternalServerException",
          "RedshiftData.RedshiftDataException");
  private static final String WORKGROUPS =
      "arn:${AWS::Partition}:redshift-serverless:${AWS::Region}:${AWS::AccountId}:workgroup/*";
  private static final int CALL_SECONDS = 60;
  private static final int MOST_IN_A_BATCH = 40;

  private final Expr.Fields target;

  private Redshift(Expr.Fields target) {
    this.target = target;
  }

  /** A database of a serverless workgroup. */
  public static Redshift serverless(String workgroup, String database) {
    return new Redshift(
        Expr.fields()
            .and("WorkgroupName", Text.of(workgroup).expr())
            .and("Database", Text.of(database).expr()));
  }

  /**
   * What a statement gives.
   *
   * @param id the statement's id in the Data API
   * @param rows rows returned or affected; -1 if unknown. Of a batch: by its last statement
   */
  public record Statement(Text id, Num rows) {}

  /** One statement. Values that are known only at run time go in as parameters. */
  public Query sql(String statement) {
    return new Query(this, "Redshift SQL", List.of(statement), new LinkedHashMap<>());
  }

  /**
   * Statements in one transaction: all or none. Not for VACUUM and TRUNCATE.
   *
   * @param statements at most 40
   */
  public Query batch(String... statements) {
    for (String statement : statements) {
      String verb = statement.strip().split("\\s+", 2)[0].toUpperCase(java.util.Locale.ROOT);
      if (verb.equals("VACUUM") || verb.equals("TRUNCATE")) {
        throw InvalidWorkflowException.here(
            verb
                + " is in a Redshift batch, which is one transaction: "
                + (verb.equals("VACUUM")
                    ? "VACUUM cannot run in one; make it a step of its own"
                    : "TRUNCATE would commit it half-way; use DELETE"));
      }
    }
    return new Query(this, "Redshift batch", List.of(statements), new LinkedHashMap<>());
  }

  /** Reclaims space and sorts; must come before ANALYZE. One at a time in a cluster. */
  public Task<Statement> vacuum(String table) {
    return new Query(
        this, "Redshift VACUUM", List.of("VACUUM " + name(table)), new LinkedHashMap<>());
  }

  /** Refreshes the statistics of the planner. */
  public Task<Statement> analyze(String table) {
    return new Query(
        this, "Redshift ANALYZE", List.of("ANALYZE " + name(table)), new LinkedHashMap<>());
  }

  /** Loads files into a table; say from where, with which role and in which format. */
  public Copy copy(String table) {
    return new Copy(this, name(table), List.of(), null, null);
  }

  private static String name(String table) {
    try {
      return Sql.table(table);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static InvalidWorkflowException refused(IllegalArgumentException e) {
    InvalidWorkflowException refused = InvalidWorkflowException.here("Redshift: " + e.getMessage());
    refused.initCause(e);
    return refused;
  }

  /** SQL with parameters. */
  public static final class Query extends Task<Statement> {

    private final Redshift database;
    private final String kind;
    private final List<String> statements;
    private final Map<String, Value<?>> parameters;

    private Query(
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
    public Query with(String name, Value<?> value) {
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
      return new Query(database, kind, statements, more);
    }
  }

  /** A COPY that still lacks its source, its role or its format. */
  public static final class Copy {

    private final Redshift database;
    private final String table;
    private final List<String> columns;
    private final @Nullable Text source;
    private final @Nullable Text role;

    private Copy(
        Redshift database,
        String table,
        List<String> columns,
        @Nullable Text source,
        @Nullable Text role) {
      this.database = database;
      this.table = table;
      this.columns = columns;
      this.source = source;
      this.role = role;
    }

    /** Only these columns, in the order of the files; not for columnar formats. */
    public Copy columns(String... names) {
      try {
        return new Copy(
            database, table, Arrays.stream(names).map(Sql::identifier).toList(), source, role);
      } catch (IllegalArgumentException e) {
        throw refused(e);
      }
    }

    /** From all objects whose URI starts with this; end folders with {@code /}. */
    public Copy from(Text uri) {
      return new Copy(database, table, columns, uri, role);
    }

    /** With the permissions of this role. */
    public Copy iamRole(Text arn) {
      return new Copy(database, table, columns, source, arn);
    }

    /** Parquet files; columns go by position. */
    public Load parquet() {
      return load("FORMAT AS PARQUET");
    }

    /** CSV files without a header. */
    public Load csv() {
      return load("FORMAT AS CSV");
    }

    /** CSV files whose first line is a header. */
    public Load csvWithHeader() {
      return load("FORMAT AS CSV IGNOREHEADER 1");
    }

    private Load load(String format) {
      if (source == null || role == null) {
        throw InvalidWorkflowException.here(
            "COPY "
                + table
                + " lacks "
                + (source == null ? "its source; say from(..)" : "its role; say iamRole(..)")
                + " before the format");
      }
      return new Load(database, table, columns, source, role, format);
    }
  }

  /**
   * A COPY. As it is, it appends; with a replacement, running it twice gives the same rows once.
   */
  public static final class Load extends Task<Statement> {

    private final Redshift database;
    private final String table;
    private final List<String> columns;
    private final Text source;
    private final Text role;
    private final String format;

    private Load(
        Redshift database,
        String table,
        List<String> columns,
        Text source,
        Text role,
        String format) {
      super(
          "Redshift COPY " + table,
          database.work(
              List.of(command(table, columns, source, role, format)), new LinkedHashMap<>()),
          Redshift::statement);
      this.database = database;
      this.table = table;
      this.columns = columns;
      this.source = source;
      this.role = role;
      this.format = format;
    }

    /**
     * In one transaction: loads into a stage, deletes the rows whose column has this value, and
     * inserts the stage.
     */
    public Task<Statement> replacing(String column, Value<?> value) {
      String name = identifier(column);
      String parameter = column.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
      String stage = Sql.stem(table.replace("\"", "")) + "_stage";
      String list = columns.isEmpty() ? "*" : String.join(", ", columns);
      String bound =
          value instanceof Day
              ? "CAST(:" + parameter + " AS date)"
              : value instanceof Instant
                  ? "CAST(:" + parameter + " AS timestamp)"
                  : value instanceof Num ? "CAST(:" + parameter + " AS numeric)" : ":" + parameter;
      Map<String, Value<?>> parameters = new LinkedHashMap<>();
      parameters.put(parameter, value);
      return new Task<>(
          "Redshift COPY " + table,
          database.work(
              List.of(
                  Expr.text("CREATE TEMP TABLE " + stage + " (LIKE " + table + ")"),
                  command(stage, columns, source, role, format),
                  Expr.text("DELETE FROM " + table + " WHERE " + name + " = " + bound),
                  Expr.text(
                      "INSERT INTO "
                          + table
                          + (columns.isEmpty() ? "" : " (" + list + ")")
                          + " SELECT "
                          + list
                          + " FROM "
                          + stage),
                  Expr.text("DROP TABLE " + stage)),
              parameters),
          Redshift::statement);
    }

    /** In one transaction: deletes all rows and loads. */
    public Task<Statement> replacingAll() {
      return new Task<>(
          "Redshift COPY " + table,
          database.work(
              List.of(
                  Expr.text("DELETE FROM " + table), command(table, columns, source, role, format)),
              new LinkedHashMap<>()),
          Redshift::statement);
    }

    private static String identifier(String column) {
      try {
        return Sql.identifier(column);
      } catch (IllegalArgumentException e) {
        throw refused(e);
      }
    }

    private static Expr command(
        String table, List<String> columns, Text source, Text role, String format) {
      String list =
          columns.isEmpty() ? "" : columns.stream().collect(Collectors.joining(", ", " (", ")"));
      return SqlText.of("COPY " + table + list + " FROM ")
          .literal(source.expr())
          .plus(" IAM_ROLE ")
          .literal(role.expr())
          .plus(" " + format)
          .expr();
    }
  }

  private static Statement statement(Task.Parts parts) {
    return new Statement(new Text(parts.part("id")), new Num(parts.part("rows")));
  }

  private Work work(List<Expr> statements, Map<String, Value<?>> parameters) {
    if (statements.isEmpty() || statements.size() > MOST_IN_A_BATCH) {
      throw InvalidWorkflowException.here(
          "a Redshift batch has 1 to 40 statements, but this one has " + statements.size());
    }
    boolean single = statements.size() == 1;
    Expr.Fields request =
        single
            ? target.and("Sql", statements.get(0))
            : target.and("Sqls", new Expr.Elements(statements));
    if (!parameters.isEmpty()) {
      List<Expr> list = new ArrayList<>();
      parameters.forEach(
          (name, value) ->
              list.add(Expr.fields().and("Name", Expr.text(name)).and("Value", value.asText())));
      request = request.and("Parameters", new Expr.Elements(list));
    }
    request = request.and("ClientToken", new Expr.Token());
    String action = single ? "ExecuteStatement" : "BatchExecuteStatement";
    Call submit =
        call(
            Character.toLowerCase(action.charAt(0)) + action.substring(1),
            request,
            Permission.on(
                WORKGROUPS, "redshift-data:" + action, "redshift-serverless:GetCredentials"),
            Permission.on("*", "redshift-data:DescribeStatement"));
    Polling polling =
        new Polling(
            call("describeStatement", Expr.fields().and("Id", new Expr.Local("run"))),
            List.of("Status"),
            List.of("Error"),
            List.of("SUBMITTED", "PICKED", "STARTED"),
            List.of("FINISHED"),
            List.of("FAILED", "ABORTED"),
            "Redshift.Statement",
            1,
            30,
            7200);
    return new Work.Polled(
        submit,
        List.of("Id"),
        polling,
        Outputs.of(
            Expr.fields()
                .and("id", Expr.result("Id"))
                .and("rows", Expr.resultOr(Json.of(-1), "ResultRows"))));
  }

  private static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:redshiftdata:" + action,
        arguments,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(permissions));
  }
}
