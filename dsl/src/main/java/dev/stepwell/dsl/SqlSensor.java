package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Map;

/**
 * Waits until a query finds something: Airflow's {@code SqlSensor}. The first cell of its first row
 * must be there and true: not null, not a zero, not an empty text, not {@code false}. Queries are
 * to be quick: the next one starts when the last has ended and the wait is over.
 */
public final class SqlSensor {

  /** The query found nothing before the deadline. */
  public static final ErrorName TIMED_OUT = ErrorName.of("Sql.QueryTimedOut");

  /** A query takes more events than a look at S3: five minutes apart from the start. */
  private static final Pace PACE = new Pace(60, 300, 12 * 3600);

  /** What one query may take in Redshift; a sensor's history has room for nine questions each. */
  private static final int QUERY_SECONDS = 300;

  private static final int CALL_SECONDS = 60;

  private SqlSensor() {}

  /**
   * What a query found.
   *
   * @param value the first cell as a text
   */
  public record Found(Text value) {}

  /** A query in Redshift; it fails with {@link Redshift#STATEMENT_TIMED_OUT} after 5 minutes. */
  public static Sensor<Found> redshift(Redshift database, String query) {
    return redshift(database, query, Map.of());
  }

  /**
   * A query in Redshift with values for {@code :name}. Redshift takes them as texts.
   *
   * @param parameters by name; the query must use all of them
   */
  public static Sensor<Found> redshift(
      Redshift database, String query, Map<String, Value<?>> parameters) {
    RedshiftQuery sensed = database.sql(firstRow(query));
    for (Map.Entry<String, Value<?>> parameter : parameters.entrySet()) {
      sensed = sensed.with(parameter.getKey(), parameter.getValue());
    }
    Work.Polled run = (Work.Polled) sensed.work();
    Polling quick = run.polling().at(new Pace(2, 60, QUERY_SECONDS));
    Call fetch =
        new Call(
            "aws-sdk:redshiftdata:getStatementResult",
            Expr.fields().and("Id", new Expr.Local("run")),
            CALL_SECONDS,
            List.of(
                RetryRule.service(
                    "RedshiftData.InternalServerException", "RedshiftData.RedshiftDataException")),
            List.of(Permission.on("*", "redshift-data:GetStatementResult")));
    Expr cell = Expr.result("Records", "0", "0");
    Expr value = Expr.call("({0}.[StringValue, LongValue, DoubleValue, BooleanValue][0])", cell);
    return sensor(
        "Redshift sensor",
        new Work.Fetched(run.submit(), run.handle(), quick, Expr.text(""), fetch, found(value)),
        value);
  }

  /**
   * A query in Athena, in the primary workgroup's output location.
   *
   * @param workGroup such as {@code primary}
   */
  public static Sensor<Found> athena(String workGroup, String database, String query) {
    Call run =
        new Call(
            "athena:startQueryExecution.sync",
            Expr.fields()
                .and("QueryString", text(firstRow(query)))
                .and("QueryExecutionContext", Expr.fields().and("Database", text(database)))
                .and("WorkGroup", text(workGroup))
                .and("ClientRequestToken", new Expr.Token()),
            1800,
            List.of(
                RetryRule.service(
                    "Athena.TooManyRequestsException",
                    "Athena.InternalServerException",
                    "Athena.AmazonAthenaException",
                    "Athena.SdkClientException")),
            athenaPermissions(workGroup, database));
    Call fetch =
        new Call(
            "athena:getQueryResults",
            Expr.fields()
                .and("QueryExecutionId", new Expr.Local("run"))
                .and("MaxResults", Expr.number(2)),
            CALL_SECONDS,
            List.of(
                RetryRule.service(
                    "Athena.TooManyRequestsException",
                    "Athena.InternalServerException",
                    "Athena.AmazonAthenaException",
                    "Athena.SdkClientException")),
            List.of());
    // The permission for it is among those of the query. The first row of a SELECT holds the names
    // of the columns.
    Expr value = Expr.result("ResultSet", "Rows", "1", "Data", "0", "VarCharValue");
    return sensor(
        "Athena sensor",
        new Work.Chain(run, List.of("QueryExecution", "QueryExecutionId"), fetch, found(value)),
        value);
  }

  /**
   * What Athena does with the machine's role: run, read the catalog and the data, write results.
   */
  private static List<Permission> athenaPermissions(String workGroup, String database) {
    String here = "${AWS::Region}:${AWS::AccountId}:";
    String glue = "arn:${AWS::Partition}:glue:" + here;
    return List.of(
        Permission.on(
            "arn:${AWS::Partition}:athena:" + here + "workgroup/" + workGroup,
            "athena:StartQueryExecution",
            "athena:StopQueryExecution",
            "athena:GetQueryExecution",
            "athena:GetQueryResults"),
        Permission.on(
            "arn:${AWS::Partition}:athena:" + here + "datacatalog/*", "athena:GetDataCatalog"),
        new Permission(
            List.of("glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"),
            List.of(
                glue + "catalog", glue + "database/" + database, glue + "table/" + database + "/*"),
            ""),
        Permission.on(
            "arn:${AWS::Partition}:s3:::*",
            "s3:GetBucketLocation",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts"));
  }

  private static Expr text(String value) {
    return Text.of(value).expr();
  }

  private static Outputs found(Expr value) {
    return Outputs.of(
        Expr.fields().and("value", Expr.raw("$exists({0}) ? $string({0}) : ''", value)));
  }

  private static Sensor<Found> sensor(String kind, Work poke, Expr value) {
    // Numbers that are no integers come as texts, such as 0.00; so does everything from Athena.
    Expr ready =
        Expr.raw(
            "$exists({0}) and $not($contains($string({0}), {1}))",
            value, Expr.call("/^([-+]?0+([.]0*)?|false|)$/"));
    return new Sensor<>(
        kind,
        Work.Sensor.of(poke, ready, List.of(), "Sql.Query", PACE),
        parts -> new Found(new Text(parts.part("value"))));
  }

  /** One row at most, as the whole answer has to fit into the result of a task. */
  private static String firstRow(String query) {
    String plain = query.strip();
    if (plain.endsWith(";")) {
      plain = plain.substring(0, plain.length() - 1).stripTrailing();
    }
    if (!plain.matches("(?is)(select|with)\\s.*")) {
      throw InvalidWorkflowException.here(
          "a SQL sensor asks again and again, so its statement must be one SELECT or WITH, but this"
              + " is: "
              + query);
    }
    return "SELECT * FROM (" + plain + "\n) AS sensed LIMIT 1";
  }
}
