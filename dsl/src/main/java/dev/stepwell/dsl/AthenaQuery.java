package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.language.AthenaSql;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement for Athena. */
public final class AthenaQuery extends Task<Athena.Query> {

  private static final int SECONDS = 7200;
  private static final int ATTEMPTS = 3;
  private static final int PAUSE_SECONDS = 10;

  /** One row of the 1,000 that a request gives is the header. */
  private static final int MOST_ROWS = 999;

  private static final Duration LONGEST_REUSE = Duration.ofDays(7);

  private final Athena athena;
  private final String kind;
  private final AthenaSql read;
  private final Expr statement;
  private final List<Value<?>> parameters;
  private final @Nullable Duration reuse;

  AthenaQuery(
      Athena athena,
      String kind,
      AthenaSql read,
      Expr statement,
      List<Value<?>> parameters,
      @Nullable Duration reuse) {
    super(
        kind,
        work(
            job(athena, read, statement, parameters, reuse),
            List.of(),
            null,
            Outputs.of(
                Expr.fields()
                    .and("queryId", Expr.result("QueryExecution", "QueryExecutionId"))
                    .and(
                        "scannedBytes",
                        Expr.resultOr(
                            Json.of(0), "QueryExecution", "Statistics", "DataScannedInBytes"))
                    .and(
                        "location",
                        Expr.resultOr(
                            Json.of(""),
                            "QueryExecution",
                            "ResultConfiguration",
                            "OutputLocation")))),
        parts ->
            new Athena.Query(
                new Text(parts.part("queryId")),
                new Num(parts.part("scannedBytes")),
                new Text(parts.part("location"))));
    this.athena = athena;
    this.kind = kind;
    this.read = read;
    this.statement = statement;
    this.parameters = List.copyOf(parameters);
    this.reuse = reuse;
  }

  /**
   * Taking the result of the same query if it is no older than this, which costs nothing.
   *
   * @param age whole minutes, at most 7 days
   */
  public AthenaQuery reuse(Duration age) {
    if (!read.givesRows()) {
      throw InvalidWorkflowException.here(
          "Athena reuses results of queries, but the statement begins with " + read.verb());
    }
    if (age.isNegative()
        || age.compareTo(LONGEST_REUSE) > 0
        || !age.equals(Duration.ofMinutes(age.toMinutes()))) {
      throw InvalidWorkflowException.here(
          "Athena reuses results of an age of whole minutes, at most 7 days, but this one is "
              + age);
    }
    return new AthenaQuery(athena, kind, read, statement, parameters, age);
  }

  /**
   * The rows of the result, as records. A component is the column of its name; case and underscores
   * do not count, so that {@code flightCount} is the column {@code flight_count}. A component
   * without a column fails the task; NULL is null. The answer of Athena must stay below 256 KiB, at
   * about 30 bytes and the value for each cell.
   *
   * @param shape a record with components that are texts, numbers, booleans, days or instants
   * @param most how many rows are fetched, 1 to 999
   */
  public <R extends Record> Task<Athena.Rows<R>> rows(Class<R> shape, int most) {
    if (!read.givesRows()) {
      throw InvalidWorkflowException.here(
          "rows are asked of a statement that begins with "
              + read.verb()
              + "; only SELECT, WITH and VALUES give them with a header");
    }
    if (most < 1 || most > MOST_ROWS) {
      throw InvalidWorkflowException.here(
          "1 to 999 rows can be fetched at once, but here they are "
              + most
              + "; read the file at the query's location for more");
    }
    Call fetch =
        new Call(
            "athena:getQueryResults",
            Expr.fields()
                .and("QueryExecutionId", new Expr.Local("result"))
                .and("MaxResults", Expr.number(most + 1L)),
            60,
            List.of(Athena.SERVICE),
            athena.permissionsForRows());
    Work work =
        work(
            job(athena, read, statement, parameters, reuse),
            List.of("QueryExecution", "QueryExecutionId"),
            fetch,
            Outputs.of(
                Expr.fields()
                    .and("rows", AthenaRows.of(shape))
                    .and("complete", Expr.call("$not($exists({0}))", Expr.result("NextToken")))
                    .and("queryId", new Expr.Local("result"))));
    return new Task<>(
        kind,
        work,
        parts ->
            new Athena.Rows<>(
                new Items<>(parts.part("rows"), Naming.SAME),
                new Bool(parts.part("complete")),
                new Text(parts.part("queryId"))));
  }

  private static Work work(
      Work.Job job, List<String> handle, @Nullable Call fetch, Outputs outputs) {
    Work.Job own =
        new Work.Job(
            job.call(),
            job.status(),
            job.reason(),
            job.done(),
            job.failed(),
            job.errors(),
            outputs);
    return new Work.Repeated(
        own,
        Expr.call("$contains({0}, /\"Retryable\"\\s*:\\s*true/)", new Expr.Local("cause")),
        ATTEMPTS,
        PAUSE_SECONDS,
        handle,
        fetch,
        outputs);
  }

  private static Work.Job job(
      Athena athena,
      AthenaSql read,
      Expr statement,
      List<Value<?>> parameters,
      @Nullable Duration reuse) {
    Expr.Fields request = athena.request(statement);
    if (!parameters.isEmpty()) {
      request =
          request.and(
              "ExecutionParameters",
              new Expr.Elements(parameters.stream().map(Athena::literal).toList()));
    }
    if (reuse != null) {
      request =
          request.and(
              "ResultReuseConfiguration",
              Expr.fields()
                  .and(
                      "ResultReuseByAgeConfiguration",
                      Expr.fields()
                          .and("Enabled", new Expr.Constant(Json.of(true)))
                          .and("MaxAgeInMinutes", Expr.number(reuse.toMinutes()))));
    }
    Call call =
        new Call(
            "athena:startQueryExecution.sync",
            request.and("ClientRequestToken", new Expr.Token()),
            SECONDS,
            List.of(Athena.SERVICE),
            athena.permissions(read));
    return new Work.Job(
        call,
        List.of("QueryExecution", "Status", "State"),
        List.of("QueryExecution", "Status", "StateChangeReason"),
        List.of("SUCCEEDED"),
        List.of("FAILED", "CANCELLED"),
        "Athena.Query",
        Outputs.of(Expr.fields()));
  }
}
