package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Athena;
import dev.stepwell.dsl.AthenaTable;
import dev.stepwell.dsl.Bool;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Range;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries in Athena: what is asked, what is asked again, and what becomes of the rows. */
class AthenaTest {

  record Input(LocalDate day, String name) {}

  record Row(
      String origin, @Nullable Long flightCount, double share, boolean late, LocalDate day) {}

  private static final String RUN = "athena:startQueryExecution.sync";
  private static final String ROWS = "athena:getQueryResults";
  private static final Athena LAKE = Athena.workgroup("etl", "lake");

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static Workflow<Input> of(BiConsumer<Flow, Obj<Input>> flow) {
    return Workflow.named("athena", Input.class).flow(flow);
  }

  private static Workflow<Input> of(Task<?> task) {
    return of((flow, in) -> flow.run("ask", task));
  }

  private Execution run(Workflow<Input> workflow) {
    return aws.run(workflow, "{'day': '2001-01-03', 'name': 'x'}");
  }

  private static String ended(String state, String more) {
    return "{'QueryExecution': {'QueryExecutionId': 'q1', 'Status': {'State': '"
        + state
        + "'"
        + more
        + "}, 'Statistics': {'DataScannedInBytes': 1024}, 'ResultConfiguration':"
        + " {'OutputLocation': 's3://lake/athena/q1.csv'}}}";
  }

  private static String failure(boolean retryable) {
    return "{\"QueryExecution\":{\"QueryExecutionId\":\"q1\",\"Status\":{\"State\":\"FAILED\","
        + "\"AthenaError\":{\"ErrorCategory\":1,\"Retryable\":"
        + retryable
        + "}}}}";
  }

  private List<String> tokens() {
    return aws.asked(RUN).stream().map(asked -> asked.string("ClientRequestToken")).toList();
  }

  @Test
  void queryIsAskedOfWorkgroupCatalogAndDatabase() {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    run(
        of(
            LAKE.catalog("federated")
                .results(Text.of("s3://").plus(Text.deployed("LakeBucket")).plus("/athena/"))
                .query("SELECT 1")
                .reuse(Duration.ofHours(1))));

    JsonObject asked = aws.asked(RUN).get(0);
    assertThat(asked.without("ClientRequestToken").pretty())
        .isEqualTo(
            """
            {
              "QueryString": "SELECT 1",
              "QueryExecutionContext": {
                "Database": "lake",
                "Catalog": "federated"
              },
              "WorkGroup": "etl",
              "ResultConfiguration": {
                "OutputLocation": "s3://${LakeBucket}/athena/"
              },
              "ResultReuseConfiguration": {
                "ResultReuseByAgeConfiguration": {
                  "Enabled": true,
                  "MaxAgeInMinutes": 60
                }
              }
            }
            """);
    assertThat(tokens().get(0)).hasSizeBetween(32, 128);
  }

  @Test
  void parametersAreSqlLiterals() {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    aws.run(
        of(
            (flow, in) ->
                flow.run(
                    "ask",
                    LAKE.query(
                        "SELECT * FROM t WHERE day = CAST(? AS date) AND n = ? AND o = ? AND b = ?"
                            + " -- why?\n AND q = '?'",
                        in.day(Input::day),
                        in.text(Input::name),
                        Text.of("O'Hare"),
                        Bool.of(true)))),
        JsonObject.of("day", Json.of("2001-01-03"), "name", Json.of("x'; DROP TABLE t; -- \\")));

    assertThat(aws.asked(RUN).get(0).get("ExecutionParameters").compact())
        .isEqualTo("[\"'2001-01-03'\",\"'x''; DROP TABLE t; -- \\\\'\",\"'O''Hare'\",\"true\"]");
  }

  @Test
  void outputSaysWhatWasReadAndWhereTheResultIs() {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    run(
        of(
            (flow, in) -> {
              var asked = flow.run("ask", LAKE.query("SELECT 1"));
              flow.run(
                  "tell",
                  Sns.publish(
                      Text.of("t"),
                      "asked",
                      asked
                          .output()
                          .queryId()
                          .plus(" ")
                          .plus(asked.output().scannedBytes())
                          .plus(" ")
                          .plus(asked.output().location())));
            }));

    assertThat(told()).isEqualTo("q1 1024 s3://lake/athena/q1.csv");
  }

  private String told() {
    return aws.asked("sns:publish").get(0).string("Message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED"})
  void queryThatEndedBadlyWithoutFailingItsTaskFails(String state) {
    aws.answer(RUN, ended(state, ", 'StateChangeReason': 'stopped by hand'"));

    Execution run = run(of(LAKE.query("SELECT 1")));

    assertThat(run.error()).contains(Athena.QUERY_FAILED.name());
    assertThat(run.cause()).contains("step 'ask' is in state " + state + ": stopped by hand");
  }

  @Test
  void stateUnheardOfFails() {
    aws.answer(RUN, ended("PARKED", ""));

    assertThat(run(of(LAKE.query("SELECT 1"))).error()).contains("Athena.QueryStatusUnknown");
  }

  @Test
  void failureThatAthenaCallsRetryableIsAskedAnew() {
    aws.fail(RUN, "States.TaskFailed", failure(true)).answer(RUN, ended("SUCCEEDED", ""));

    assertThat(run(of(LAKE.query("SELECT 1"))).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(tokens()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void retryableFailureIsGivenUpAfterThreeQueries() {
    aws.fail(RUN, "States.TaskFailed", failure(true));

    Execution run = run(of(LAKE.query("SELECT 1")));

    assertThat(run.error()).contains("States.TaskFailed");
    assertThat(run.cause()).contains(failure(true));
    assertThat(tokens()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void failureOfTheQueryItselfIsNotAskedAnew() {
    aws.fail(RUN, "States.TaskFailed", failure(false));

    Execution run = run(of(LAKE.query("SELECT 1")));

    assertThat(run.error()).contains("States.TaskFailed");
    assertThat(run.cause()).contains(failure(false));
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void refusedRequestIsNotAskedAnewAndKeepsItsError() {
    aws.fail(RUN, Athena.INVALID_REQUEST.name(), "no output location, \"Retryable\": true");

    Execution run = run(of(LAKE.query("SELECT 1")));

    assertThat(run.error()).contains(Athena.INVALID_REQUEST.name());
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void throttledRequestIsRepeatedWithItsToken() {
    aws.fail(RUN, Athena.TOO_MANY_REQUESTS.name(), "slow down").answer(RUN, ended("SUCCEEDED", ""));

    assertThat(run(of(LAKE.query("SELECT 1"))).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(tokens()).hasSize(2);
    assertThat(tokens().get(0)).isEqualTo(tokens().get(1));
  }

  @Test
  void retryOfTheAuthorAsksAnewAfterAnyFailure() {
    aws.fail(RUN, "States.TaskFailed", failure(false))
        .fail(RUN, "States.TaskFailed", failure(false))
        .answer(RUN, ended("SUCCEEDED", ""));

    Execution run =
        run(
            of(
                LAKE.query("SELECT 1")
                    .retry(
                        Retry.on(ErrorName.TASK_FAILED)
                            .every(Duration.ofMinutes(1))
                            .backoff(3)
                            .noLongerThan(Duration.ofMinutes(2)))));

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(tokens()).hasSize(3).doesNotHaveDuplicates();
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isEqualTo(Duration.ofMinutes(1 + 2));
  }

  @Test
  void retryOfTheAuthorEnds() {
    aws.fail(RUN, "States.TaskFailed", failure(false));

    Execution run = run(of(LAKE.query("SELECT 1").retry(Retry.on(ErrorName.ALL).atMost(4))));

    assertThat(run.error()).contains("States.TaskFailed");
    assertThat(tokens()).hasSize(5);
  }

  @Test
  void givenUpFailureGoesToTheRecoveryOfItsName() {
    aws.fail(RUN, "States.TaskFailed", failure(false));

    Execution run =
        run(
            of(
                (flow, in) ->
                    flow.attempt("try", body -> body.run("ask", LAKE.query("SELECT 1")))
                        .recoverFrom(
                            ErrorName.TASK_FAILED,
                            (then, failure) ->
                                then.run(
                                    "tell",
                                    Sns.publish(Text.of("t"), "failed", failure.error())))));

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("States.TaskFailed");
  }

  private static String answer(String columns, String rows) {
    return "{'ResultSet': {'ResultSetMetadata': {'ColumnInfo': ["
        + columns
        + "]}, 'Rows': ["
        + rows
        + "]}}";
  }

  private static final String COLUMNS =
      "{'Name': 'day'}, {'Name': 'flight_count'}, {'Name': 'Share'}, {'Name': 'late'},"
          + " {'Name': 'origin'}";
  private static final String HEADER =
      "{'Data': [{'VarCharValue': 'day'}, {'VarCharValue': 'flight_count'}, {'VarCharValue':"
          + " 'Share'}, {'VarCharValue': 'late'}, {'VarCharValue': 'origin'}]}";
  private static final String ORD =
      "{'Data': [{'VarCharValue': '2001-01-03'}, {'VarCharValue': '12'}, {'VarCharValue': '0.5'},"
          + " {'VarCharValue': 'true'}, {'VarCharValue': 'ORD'}]}";
  private static final String ATL =
      "{'Data': [{'VarCharValue': '2001-01-04'}, {}, {'VarCharValue': '1.0E-2'},"
          + " {'VarCharValue': 'false'}, {'VarCharValue': 'ATL'}]}";

  /** Sends what was made of the rows as one message each. */
  private Execution rows(String... answers) {
    aws.answer(RUN, ended("SUCCEEDED", "")).answer(ROWS, answers);
    return run(
        of(
            (flow, in) -> {
              var found = flow.run("ask", LAKE.query("SELECT * FROM t").rows(Row.class, 10));
              flow.forEach("each", found.output().rows())
                  .atOnce(1)
                  .run(
                      (each, row) ->
                          each.run(
                              "tell",
                              Sns.publish(
                                  Text.of("t"),
                                  "row",
                                  Text.jsonata("$string({0})", row)
                                      .plus(row.number(Row::share).plus(Num.of(1)).text())
                                      .plus(found.output().complete()))));
            }));
  }

  @Test
  void rowsBecomeRecordsByTheNamesOfTheirColumns() {
    assertThat(rows(answer(COLUMNS, HEADER + ", " + ORD + ", " + ATL)).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(aws.asked("sns:publish"))
        .extracting(message -> message.string("Message"))
        .containsExactly(
            "{\"origin\":\"ORD\",\"flightCount\":12,\"share\":0.5,\"late\":true,"
                + "\"day\":\"2001-01-03\"}1.5true",
            "{\"origin\":\"ATL\",\"flightCount\":null,\"share\":0.01,\"late\":false,"
                + "\"day\":\"2001-01-04\"}1.01true");
    assertThat(aws.asked(ROWS).get(0).compact())
        .isEqualTo("{\"QueryExecutionId\":\"q1\",\"MaxResults\":11}");
  }

  @Test
  void oneRowIsAListOfOne() {
    rows(answer(COLUMNS, HEADER + ", " + ORD));

    assertThat(aws.asked("sns:publish")).hasSize(1);
  }

  @Test
  void noRowIsAnEmptyList() {
    assertThat(rows(answer(COLUMNS, HEADER)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("sns:publish")).isEmpty();
  }

  @Test
  void columnThatIsMissingFailsAndIsNamed() {
    Execution run = rows(answer(COLUMNS.replace("flight_count", "flights"), HEADER + ", " + ORD));

    assertThat(run.error()).contains("States.QueryEvaluationError");
    assertThat(run.cause().orElseThrow()).contains("the query has no column for flightcount");
  }

  @Test
  void rowsThatWereNotFetchedAreTold() {
    rows(
        answer(COLUMNS, HEADER + ", " + ORD)
            .replace("{'ResultSet'", "{'NextToken': 'n', 'ResultSet'"));

    assertThat(told()).endsWith("false");
  }

  @Test
  void queryIsBoundedInTheEstimate() {
    Compiled compiled = of(LAKE.query("SELECT * FROM t").rows(Row.class, 10)).compile();

    // 2 for the execution, 6 for a task that waits, 2 for the check, 5 for the rows.
    assertThat(compiled.estimates().events()).isEqualTo(Range.of(2 + 6 + 2 + 5));
    assertThat(compiled.estimates().usage().worstEvents()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flights | MSCK REPAIR TABLE `flights`",
        "lake.flights | MSCK REPAIR TABLE `lake`.`flights`"
      })
  void tableIsRepaired(String table, String sql) {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    run(of(LAKE.repairTable(table)));

    assertThat(aws.asked(RUN).get(0).string("QueryString")).isEqualTo(sql);
  }

  @Test
  void partitionIsAddedWithValuesThatCannotLeaveTheirQuotes() {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    aws.run(
        of(
            (flow, in) ->
                flow.run(
                    "add",
                    LAKE.addPartition("flights", "day", in.day(Input::day))
                        .and("name", in.text(Input::name))
                        .at(Text.of("s3://lake/it's/").plus(in.day(Input::day)).plus("/")))),
        JsonObject.of("day", Json.of("2001-01-03"), "name", Json.of("x'); DROP TABLE t \\")));

    assertThat(aws.asked(RUN).get(0).string("QueryString"))
        .isEqualTo(
            "ALTER TABLE `flights` ADD IF NOT EXISTS PARTITION (`day` = '2001-01-03', `name` ="
                + " 'x\\'); DROP TABLE t \\\\') LOCATION 's3://lake/it\\'s/2001-01-03/'");
  }

  @Test
  void tableIsMadeOfAQuery() {
    aws.answer(RUN, ended("SUCCEEDED", ""));

    aws.run(
        of(
            (flow, in) ->
                flow.run(
                    "make",
                    LAKE.createTable("lake.summary")
                        .ifNotExists()
                        .format(AthenaTable.Format.ORC)
                        .compression("ZSTD")
                        .at(Text.of("s3://lake/summary/").plus(in.day(Input::day)).plus("/"))
                        .partitionedBy("day")
                        .as("SELECT a, day FROM t WHERE day = ?", in.day(Input::day)))),
        "{'day': '2001-01-03'}");

    assertThat(aws.asked(RUN).get(0).string("QueryString"))
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS \"lake\".\"summary\" WITH (format = 'ORC',"
                + " write_compression = 'ZSTD', partitioned_by = ARRAY['day'], external_location ="
                + " 's3://lake/summary/2001-01-03/') AS SELECT a, day FROM t WHERE day = ?");
    assertThat(aws.asked(RUN).get(0).get("ExecutionParameters").compact())
        .isEqualTo("[\"'2001-01-03'\"]");
  }

  private static List<String> granted(Task<?> task) {
    return of(task).compile().iam().stream()
        .map(
            grant ->
                (String.join(",", grant.actions()) + " on " + String.join(",", grant.resources()))
                    .replace("arn:${AWS::Partition}:", "")
                    .replace(":${AWS::Region}:${AWS::AccountId}:", "::"))
        .toList();
  }

  @Test
  void readingNeedsNoMoreThanItsWorkgroupDatabasesAndBuckets() {
    assertThat(
            granted(
                LAKE.buckets(Text.of("lake"))
                    .results(Text.of("s3://results/athena/"))
                    .databases("other")
                    .query("SELECT 1")
                    .rows(Row.class, 1)))
        .containsExactly(
            "athena:StartQueryExecution,athena:StopQueryExecution,athena:GetQueryExecution on"
                + " athena::workgroup/etl",
            "athena:GetDataCatalog on athena::datacatalog/AwsDataCatalog",
            "glue:GetDatabase,glue:GetTable,glue:GetTables,glue:GetPartition,glue:GetPartitions,"
                + "glue:BatchGetPartition on glue::catalog,glue::database/lake,"
                + "glue::table/lake/*,glue::database/other,glue::table/other/*",
            "s3:GetBucketLocation,s3:ListBucket,s3:ListBucketMultipartUploads on"
                + " s3:::lake,s3:::results",
            "s3:GetObject,s3:PutObject,s3:AbortMultipartUpload,s3:ListMultipartUploadParts on"
                + " s3:::lake/*,s3:::results/*",
            "lakeformation:GetDataAccess on *",
            "athena:GetQueryResults on athena::workgroup/etl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1 | false | false",
        "/* CREATE */ WITH a AS (SELECT 1) SELECT * FROM a | false | false",
        "INSERT INTO t SELECT 1 | true | false",
        "DROP TABLE t | true | false",
        "VACUUM t | true | true",
        "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE | true | true"
      })
  void permissionsFollowTheStatement(String sql, boolean writesCatalog, boolean deletesFiles) {
    String all = String.join("\n", granted(LAKE.query(sql)));

    assertThat(all.contains("glue:UpdateTable")).isEqualTo(writesCatalog);
    assertThat(all.contains("s3:DeleteObject")).isEqualTo(deletesFiles);
  }
}
