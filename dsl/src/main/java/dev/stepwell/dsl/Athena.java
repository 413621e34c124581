package dev.stepwell.dsl;

import dev.stepwell.dsl.language.AthenaSql;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Athena: SQL over the tables of the Glue catalog. Immutable. Every query is started with a
 * token, so that a retried request does not run it twice. A query that failed in a way that Athena
 * calls worth another try is started anew, three times at most; a retry of {@link
 * ErrorName#TASK_FAILED} on a query starts it anew after every failure. Time-out 2 hours.
 *
 * <p>Rules and limits are those of the API reference of Athena, {@code StartQueryExecution} and
 * {@code GetQueryResults}.
 */
public final class Athena {

  /** More queries than the account may run. */
  public static final ErrorName TOO_MANY_REQUESTS = ErrorName.of("Athena.TooManyRequestsException");

  /** A request that Athena does not take, such as one without an output location. */
  public static final ErrorName INVALID_REQUEST = ErrorName.of("Athena.InvalidRequestException");

  /** A query ended in another state than SUCCEEDED without failing its task. */
  public static final ErrorName QUERY_FAILED = ErrorName.of("Athena.QueryFailed");

  static final RetryRule SERVICE =
      RetryRule.service(
          TOO_MANY_REQUESTS.name(),
          "Athena.AmazonAthenaException",
          "Athena.InternalServerException");

  private static final String CATALOG = "AwsDataCatalog";
  private static final Pattern WORKGROUP = Pattern.compile("[a-zA-Z0-9._-]{1,128}");
  private static final int LONGEST_STATEMENT = 262_144;

  private final String workgroup;
  private final String database;
  private final String catalog;
  private final @Nullable Text output;
  private final List<String> databases;
  private final List<Text> buckets;

  private Athena(
      String workgroup,
      String database,
      String catalog,
      @Nullable Text output,
      List<String> databases,
      List<Text> buckets) {
    this.workgroup = workgroup;
    this.database = database;
    this.catalog = catalog;
    this.output = output;
    this.databases = List.copyOf(databases);
    this.buckets = List.copyOf(buckets);
  }

  /**
   * What a query gives.
   *
   * @param queryId the query's id
   * @param scannedBytes how many bytes it read, which is what it costs
   * @param location the S3 URI of the file with its result
   */
  public record Query(Text queryId, Num scannedBytes, Text location) {}

  /**
   * Rows that a query gives.
   *
   * @param rows the rows
   * @param complete whether these are all
   * @param queryId the query's id
   */
  public record Rows<R>(Items<R> rows, Bool complete, Text queryId) {}

  /**
   * A database, asked in a workgroup.
   *
   * @param workgroup its name: 1 to 128 letters, digits, dots, hyphens and underscores
   * @param database where tables are whose names have no database before them
   */
  public static Athena workgroup(String workgroup, String database) {
    if (!WORKGROUP.matcher(workgroup).matches()) {
      throw InvalidWorkflowException.here(
          "the Athena workgroup '"
              + workgroup
              + "' has no name that Athena takes: 1 to 128 letters, digits, dots, hyphens and"
              + " underscores");
    }
    return new Athena(workgroup, database, CATALOG, null, List.of(database), List.of());
  }

  /** In another data catalog than {@code AwsDataCatalog}. */
  public Athena catalog(String name) {
    return new Athena(workgroup, database, name, output, databases, buckets);
  }

  /**
   * With results there. Needed where the workgroup has no place of its own; a workgroup that
   * enforces its settings ignores it.
   *
   * @param uri a folder in S3, ending in {@code /}
   */
  public Athena results(Text uri) {
    S3Uris.check("the output location of Athena workgroup " + workgroup, uri);
    return new Athena(workgroup, database, catalog, uri, databases, buckets);
  }

  /** With queries that also name tables of these databases. */
  public Athena databases(String... names) {
    List<String> more = new ArrayList<>(databases);
    more.addAll(Arrays.asList(names));
    return new Athena(workgroup, database, catalog, output, more, buckets);
  }

  /**
   * With files in these buckets only: those of the tables and, unless {@link #results} is said,
   * that of the results. Without it the machine's role may read and write the files of every
   * bucket.
   */
  public Athena buckets(Text... names) {
    List<Text> more = new ArrayList<>(buckets);
    more.addAll(Arrays.asList(names));
    return new Athena(workgroup, database, catalog, output, databases, more);
  }

  /**
   * One statement.
   *
   * @param parameters what stands in it for each {@code ?}, in order. Numbers and booleans are
   *     literals; texts, days and instants are string literals, so write {@code CAST(? AS date)}
   *     where a date belongs
   */
  public AthenaQuery query(String statement, Value<?>... parameters) {
    return query("Athena query", statement, parameters);
  }

  private AthenaQuery query(String kind, String statement, Value<?>... parameters) {
    return new AthenaQuery(
        this,
        kind,
        check(statement, parameters),
        Text.of(statement).expr(),
        Arrays.asList(parameters),
        null);
  }

  private static AthenaSql check(String statement, Value<?>... parameters) {
    AthenaSql read = AthenaSql.read(statement);
    if (read.statements() != 1) {
      throw InvalidWorkflowException.here(
          "Athena runs one statement at a time, but here are "
              + read.statements()
              + "; make each a step of its own");
    }
    if (statement.length() > LONGEST_STATEMENT) {
      throw InvalidWorkflowException.here(
          "the statement has "
              + statement.length()
              + " characters; Athena takes "
              + LONGEST_STATEMENT);
    }
    if (read.parameters() != parameters.length) {
      throw InvalidWorkflowException.here(
          "the statement has "
              + read.parameters()
              + " places for values (?), but "
              + parameters.length
              + " values are given; give one for each ?");
    }
    if (parameters.length > 0 && !read.takesParameters()) {
      throw InvalidWorkflowException.here(
          "Athena takes values for SELECT, INSERT, CREATE TABLE AS and UNLOAD only, but the"
              + " statement begins with "
              + read.verb());
    }
    return read;
  }

  /** A table made from a query: say where and how, then {@code as(..)}. */
  public AthenaTable createTable(String table) {
    return AthenaTable.of(this, spelled(() -> AthenaSql.table(table)));
  }

  AthenaQuery createTableAs(SqlText head, String select, Value<?>... parameters) {
    check(select, parameters);
    return new AthenaQuery(
        this,
        "Athena CREATE TABLE",
        AthenaSql.read("CREATE"),
        head.plus(select).expr(),
        Arrays.asList(parameters),
        null);
  }

  /**
   * Finds all partitions of a table that are in S3 and not in the catalog, as Hive names them. Slow
   * for many partitions, and it removes none; prefer {@link #addPartition} or {@link
   * GlueTable#createPartitions} where the partitions are known.
   */
  public AthenaQuery repairTable(String table) {
    return query(
        "Athena MSCK REPAIR TABLE",
        "MSCK REPAIR TABLE " + spelled(() -> AthenaSql.hiveTable(table)));
  }

  /** Adds a partition to the catalog, if it is not there yet. */
  public AthenaPartition addPartition(String table, String key, Value<?> value) {
    return AthenaPartition.of(this, spelled(() -> AthenaSql.hiveTable(table)), key, value);
  }

  AthenaQuery definition(String kind, SqlText statement) {
    return new AthenaQuery(this, kind, AthenaSql.read("ALTER"), statement.expr(), List.of(), null);
  }

  static String spelled(java.util.function.Supplier<String> name) {
    try {
      return name.get();
    } catch (IllegalArgumentException e) {
      InvalidWorkflowException refused = InvalidWorkflowException.here("Athena: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /** The request, without what is the query's own. */
  Expr.Fields request(Expr statement) {
    Expr.Fields context = Expr.fields().and("Database", Text.of(database).expr());
    Expr.Fields request =
        Expr.fields()
            .and("QueryString", statement)
            .and("QueryExecutionContext", context.and("Catalog", Text.of(catalog).expr()))
            .and("WorkGroup", Text.of(workgroup).expr());
    return output == null
        ? request
        : request.and("ResultConfiguration", Expr.fields().and("OutputLocation", output.expr()));
  }

  /** A value as the SQL literal that a parameter is. */
  static Expr literal(Value<?> value) {
    if (value instanceof Num || value instanceof Bool) {
      Expr known = value.expr();
      return known instanceof Expr.Constant constant
          ? Expr.text(constant.value().compact())
          : value.asText();
    }
    return SqlText.of("", Sql.Quoting.TRINO).literal(value.asText()).expr();
  }

  /** What running the statement needs. */
  List<Permission> permissions(AthenaSql statement) {
    return access().toRun(statement);
  }

  /** What fetching rows needs. */
  List<Permission> permissionsForRows() {
    return access().toFetch();
  }

  private AthenaAccess access() {
    return new AthenaAccess(workgroup, catalog, databases, buckets, output);
  }
}
