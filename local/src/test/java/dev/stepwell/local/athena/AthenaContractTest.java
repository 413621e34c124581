package dev.stepwell.local.athena;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.contract.SdkShapes;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Athena answers and refuses, action by action; the shapes are checked by every call. */
class AthenaContractTest {

  @TempDir Path folder;
  private AthenaFixture athena;

  @BeforeEach
  void open() throws Exception {
    athena = AthenaFixture.in(folder, WorkGroup.named("bare"));
    athena.put("t/a.csv", "1,x,2001-01-03\n");
    athena.run(
        "CREATE EXTERNAL TABLE t (n int, s string, d date) ROW FORMAT DELIMITED FIELDS TERMINATED"
            + " BY ',' LOCATION 's3://lake/t/'");
  }

  @AfterEach
  void close() {
    athena.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          startQueryExecution | 'QueryString':''                                             | QueryString must have 1 to 262144 characters
          startQueryExecution | 'QueryString':'-- nothing'                                   | queryString is empty
          startQueryExecution | 'QueryString':'SELEC 1'                                      | Queries of this type are not supported
          startQueryExecution | 'QueryString':'GRANT x'                                      | Queries of this type are not supported
          startQueryExecution | 'QueryString':'SELECT 1; SELECT 2'                           | Only one sql statement is allowed
          startQueryExecution | 'QueryString':'SELECT 1\\nFROM t WHERE WHERE'                | line 2:14: syntax error at or near
          startQueryExecution | 'QueryString':'CREATE EXTERNAL TABLE x'                      | line 1:24: mismatched input
          startQueryExecution | 'QueryString':'CREATE EXTERNAL TABLE x (a int)'              | needs one
          startQueryExecution | 'QueryString':'CREATE EXTERNAL TABLE x (a blob) LOCATION ~b~' | column a: 'blob' is no column type
          startQueryExecution | 'QueryString':'CREATE TABLE x (a int)'                       | Iceberg tables, which are not supported here
          startQueryExecution | 'QueryString':'CREATE VIEW v AS SELECT 1'                    | CREATE VIEW
          startQueryExecution | 'QueryString':'ALTER TABLE t RENAME TO u'                    | ALTER TABLE RENAME
          startQueryExecution | 'QueryString':'SHOW CREATE TABLE t'                          | SHOW CREATE
          startQueryExecution | 'QueryString':'DROP VIEW v'                                  | DROP VIEW
          startQueryExecution | 'QueryString':'SELECT ~x'                                    | line 1:8: a quoted text is not closed
          startQueryExecution | 'QueryString':'DESCRIBE other.db.t'                          | Catalog 'other' does not exist here
          startQueryExecution | 'QueryString':'SELECT 1','WorkGroup':'gone'                  | WorkGroup gone is not found
          startQueryExecution | 'QueryString':'SELECT 1','WorkGroup':'bare'                  | No output location provided
          startQueryExecution | 'QueryString':'SELECT 1','ResultConfiguration':{'OutputLocation':'s3://gone/x/'} | Unable to verify/create output bucket
          startQueryExecution | 'QueryString':'SELECT 1','ResultConfiguration':{'OutputLocation':'/tmp'} | Unable to verify/create output bucket
          startQueryExecution | 'QueryString':'SELECT 1','ResultConfiguration':{'OutputLocation':'s3://lake/../x/'} | would leave its folder
          startQueryExecution | 'QueryString':'SELECT 1','QueryExecutionContext':{'Catalog':'hive'} | Data catalog hive was not found
          startQueryExecution | 'QueryString':'SELECT 1','ClientRequestToken':'short'        | ClientRequestToken must have 32 to 128 characters
          startQueryExecution | 'QueryString':'SELECT ?'                                     | Incorrect number of parameters: expected 1 but found 0
          startQueryExecution | 'QueryString':'SELECT ?','ExecutionParameters':['1','2']     | Incorrect number of parameters: expected 1 but found 2
          startQueryExecution | 'QueryString':'SELECT ?','ExecutionParameters':['x OR 1=1']  | parameter 1 is no SQL literal: x OR 1=1
          getQueryExecution   | 'QueryExecutionId':'gone'                                    | QueryExecution gone was not found
          stopQueryExecution  | 'QueryExecutionId':'gone'                                    | QueryExecution gone was not found
          getQueryResults     | 'QueryExecutionId':'gone'                                    | QueryExecution gone was not found
          getWorkGroup        | 'WorkGroup':'gone'                                           | WorkGroup gone is not found
          listQueryExecutions | 'WorkGroup':'gone'                                           | WorkGroup gone is not found
          listQueryExecutions | 'MaxResults':51                                              | MaxResults must be an integer from 1 to 50, not 51
          batchGetQueryExecution | 'QueryExecutionIds':[]                                    | QueryExecutionIds must have 1 to 50 entries
          """)
  void refuses(String action, String arguments, String message) {
    String json = ("{" + arguments + "}").replace("'", "\"").replace('~', '\'');

    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> athena.call(action, Json.parse(json)));

    assertThat(failure.error()).isEqualTo("Athena.InvalidRequestException");
    assertThat(failure.getMessage().replace('\'', '"'))
        .contains(message.replace('\'', '"'))
        .endsWith(") (SDK Attempt Count: 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT * FROM nothing                    | TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.nothing' does not exist
          SELECT * FROM gone.t                     | SCHEMA_NOT_FOUND: line 1:15: Schema 'gone' does not exist
          SELECT * FROM other.db.t                 | CATALOG_NOT_FOUND: line 1:15: Catalog 'other' does not exist
          SELECT x FROM t                          | COLUMN_NOT_FOUND: Column 'x' cannot be resolved
          SELECT t.x FROM t                        | COLUMN_NOT_FOUND: Column 'x' cannot be resolved
          SELECT no_such(n) FROM t                 | FUNCTION_NOT_FOUND: Function 'no_such' not registered
          SELECT * FROM read_csv('/etc/passwd')    | FUNCTION_NOT_FOUND: line 1:15: Table function 'read_csv' not registered
          SELECT * FROM '/etc/passwd'              | TABLE_NOT_FOUND
          SELECT CAST('x' AS integer)              | INVALID_CAST_ARGUMENT
          SELECT CAST(300 AS tinyint)              | 300
          SELECT * FROM t WHERE n = 'x'            | TYPE_MISMATCH: line 1:25: Cannot apply operator: integer = varchar(1)
          SELECT * FROM t WHERE s = 1              | TYPE_MISMATCH: line 1:25: Cannot apply operator: varchar = integer
          SELECT * FROM t WHERE d > '2001-01-01'   | TYPE_MISMATCH: line 1:25: Cannot apply operator: date > varchar(10)
          SELECT n, count(*) FROM t                | SYNTAX_ERROR
          """)
  void endsQueriesAsFailedForTheirUsersMistakes(String sql, String reason) {
    JsonObject status = athena.run(sql).object("Status");

    assertThat(status.string("State")).isEqualTo("FAILED");
    assertThat(status.string("StateChangeReason")).contains(reason);
    assertThat(status.object("AthenaError").get("ErrorCategory")).isEqualTo(Json.of(2));
    assertThat(status.object("AthenaError").get("Retryable")).isEqualTo(Json.of(false));
  }

  @Test
  void namesErrorsOfTheOptimizedIntegrationAsTheFirstSdkDoes() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> athena.calls.call("athena:startQueryExecution", "{'QueryString':'x'}"));

    assertThat(failure.error()).isEqualTo("Athena.InvalidRequestException");
    assertThat(failure)
        .hasMessageContaining(
            "(Service: AmazonAthena; Status Code: 400; Error Code: InvalidRequestException;");
  }

  @Test
  void answersTheOptimizedActionsInTheirShapes() {
    JsonObject started =
        (JsonObject) athena.calls.call("athena:startQueryExecution", "{'QueryString':'SELECT 1'}");
    String id = "{'QueryExecutionId':'" + requireNonNull(started.string("QueryExecutionId")) + "'}";

    JsonObject found = (JsonObject) athena.calls.call("athena:getQueryExecution", id);
    JsonObject results = (JsonObject) athena.calls.call("athena:getQueryResults", id);
    athena.calls.call("athena:stopQueryExecution", id);

    assertThat(found.object("QueryExecution").object("Status").get("SubmissionDateTime"))
        .isEqualTo(Json.of(TaskCalls.NOW.toEpochMilli()));
    assertThat(results.object("ResultSet").array("Rows")).hasSize(2);
    assertThat(SdkShapes.of("athena").responseProblems("getQueryResults", results)).isEmpty();
  }

  @Test
  void refusesResultsThatWereTakenAway() throws Exception {
    JsonObject execution = athena.run("SELECT 1");
    athena.store.delete("lake", "results/" + execution.string("QueryExecutionId") + ".csv");

    assertThatThrownBy(() -> athena.results(execution, ""))
        .hasMessageContaining("The specified key does not exist")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Athena.InvalidRequestException"));
    assertThatThrownBy(() -> athena.results(execution, ",'NextToken':'x'"))
        .hasMessageContaining("NextToken \"x\" was not given by an earlier answer");
    assertThatThrownBy(() -> athena.results(execution, ",'MaxResults':1001"))
        .hasMessageContaining("MaxResults must be an integer from 1 to 1000, not 1001");
  }

  private Queries queries() {
    return new Queries(
        athena.tables, athena.store, () -> UUID.randomUUID().toString(), WorkRegister.inMemory());
  }

  private QueryRequest request(String sql) throws ServiceException {
    Map<String, WorkGroup> groups =
        Map.of("primary", WorkGroup.named("primary").writingTo("s3://lake/results/"));
    return QueryRequest.of((JsonObject) AthenaFixture.arguments(sql), groups, athena.store);
  }

  private static final CallContext NOBODY = CallContext.at(InstantSource.fixed(TaskCalls.NOW));

  @Test
  void isQueuedThenRunningThenSucceeded() throws Exception {
    Queries queries = queries();
    List<String> states = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    athena.store.addListener(event -> states.add(stateOf(queries, ids.get(0))));

    QueryRecord ended =
        queries.run(
            request("SELECT * FROM t"),
            NOBODY,
            id -> {
              ids.add(id);
              states.add(stateOf(queries, id));
            });
    states.add(stateOf(queries, ended.id()));

    assertThat(states).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
  }

  private static String stateOf(Queries queries, String id) {
    try {
      return queries.find(id).state().name();
    } catch (ServiceException unknown) {
      throw new AssertionError(unknown);
    }
  }

  @Test
  void endsAsCancelledWhenStopped() throws Exception {
    Queries queries = queries();

    QueryRecord ended = queries.run(request("SELECT * FROM t"), NOBODY, queries::stop);

    assertThat(ended.state()).isEqualTo(QueryRecord.State.CANCELLED);
    assertThat(ended.reason()).isEqualTo("Query cancelled by user");
    assertThat(athena.keys("results/")).noneMatch(key -> key.contains(ended.id()));
  }

  @Test
  void refusesMoreQueriesAtOnceThanItsLimit() throws Exception {
    Queries queries = queries();
    queries.limit(1);
    List<String> refused = new ArrayList<>();

    queries.run(
        request("SELECT 1"),
        NOBODY,
        id -> {
          try {
            queries.run(request("SELECT 2"), NOBODY, other -> {});
          } catch (ServiceException tooMany) {
            refused.add(tooMany.code());
          }
        });

    assertThat(refused).containsExactly("TooManyRequestsException");
    assertThat(queries.run(request("SELECT 2"), NOBODY, id -> {}).state())
        .isEqualTo(QueryRecord.State.SUCCEEDED);
    assertThatThrownBy(() -> queries.limit(0)).hasMessageContaining("at least 1");
  }

  @Test
  void knowsTheLeastLimitOfBytes() {
    assertThatThrownBy(() -> WorkGroup.named("w").scanningAtMost(9_999_999))
        .hasMessageContaining("bytesScannedCutoff must be at least 10000000, not 9999999");
  }
}
