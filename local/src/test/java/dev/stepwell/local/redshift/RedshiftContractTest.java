package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.Answer;
import dev.stepwell.local.contract.SdkShapes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests and their answers. {@code #ID} in a request is a statement that gave {@code select n, a
 * from t}, {@code #CSV} one that gave the same as CSV, {@code #BATCH} a batch with that result as
 * its second, {@code #FAILED} one that failed and {@code #NONE} one without a result.
 */
class RedshiftContractTest {

  private static final String WORKGROUP = "'WorkgroupName':'analytics','Database':'dw'";
  private static final String CLUSTER = "'ClusterIdentifier':'provisioned','Database':'dw'";
  private static final SdkShapes SHAPES = SdkShapes.of("redshiftdata");

  @TempDir Path folder;
  private final Map<String, String> ids = new TreeMap<>();
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done("create table t(n int not null default 3, a varchar(5), d numeric(5,2))");
    dw.done("insert into t values (1, 'a,b', 1.5), (2, null, null)");
    dw.done("create view v as select n from t");
    start("ID", "executeStatement", "'Sql':'select n, a from t order by 1'");
    start("CSV", "executeStatement", "'Sql':'select n, a from t order by 1','ResultFormat':'CSV'");
    start("BATCH", "batchExecuteStatement", "'Sqls':['select 1','select n from t order by 1']");
    start("FAILED", "executeStatement", "'Sql':'select nope'");
    start("NONE", "executeStatement", "'Sql':'analyze','StatementName':'nightly'");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private void start(String name, String action, String arguments) {
    JsonObject answer = dw.call(action, request("{" + WORKGROUP + "," + arguments + "}")).object();
    ids.put(name, String.valueOf(answer.string("Id")));
  }

  private JsonObject request(String text) {
    String filled = text.replace("WG", WORKGROUP).replace("CL", CLUSTER).replace('\'', '"');
    for (Map.Entry<String, String> each : ids.entrySet()) {
      filled = filled.replace("#" + each.getKey(), each.getValue());
    }
    return (JsonObject) Json.parse(filled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "executeStatement | {WG,'Sql':'select 1'} | {'CreatedAt':'2026-03-01T12:00:00Z','Database':'dw','WorkgroupName':'analytics'}",
        "executeStatement | {CL,'Sql':'select 1','DbUser':'me'} | {'ClusterIdentifier':'provisioned','DbUser':'me'}",
        "executeStatement | {CL,'Sql':'select 1','SecretArn':'arn:aws:secretsmanager:eu-west-1:1:secret:dw'} | {'SecretArn':'arn:aws:secretsmanager:eu-west-1:1:secret:dw'}",
        "executeStatement | {'WorkgroupName':'arn:aws:redshift-serverless:eu-west-1:1:workgroup/analytics','Database':'dw','Sql':'select 1'} | {'Database':'dw'}",
        "executeStatement | {WG,'Sql':'select 1','WaitTimeSeconds':30} | {'Status':'FINISHED','HasResultSet':true,'RedshiftPid':1}",
        "executeStatement | {WG,'Sql':'select 1','SessionKeepAliveSeconds':60} | {'SessionId':'id-10'}",
        "batchExecuteStatement | {WG,'Sqls':['select 1'],'ExecutionMode':'AUTO_COMMIT'} | {'Database':'dw'}",
        "describeStatement | {'Id':'#ID'} | {'Status':'FINISHED','HasResultSet':true,'ResultRows':2,'ResultFormat':'JSON','Duration':0,'QueryString':'select n, a from t order by 1','WorkgroupName':'analytics'}",
        "describeStatement | {'Id':'#ID','WaitTimeSeconds':30} | {'Status':'FINISHED'}",
        "describeStatement | {'Id':'#FAILED'} | {'Status':'FAILED','HasResultSet':false,'Error':'ERROR: column \\\"nope\\\" does not exist','ResultRows':-1}",
        "describeStatement | {'Id':'#BATCH:2'} | {'Status':'FINISHED','ResultRows':2,'QueryString':'select n from t order by 1'}",
        "getStatementResult | {'Id':'#ID'} | {'TotalNumRows':2,'Records':[[{'LongValue':1},{'StringValue':'a,b'}],[{'LongValue':2},{'IsNull':true}]]}",
        "getStatementResult | {'Id':'#BATCH:2'} | {'TotalNumRows':2,'Records':[[{'LongValue':1}],[{'LongValue':2}]]}",
        "getStatementResultV2 | {'Id':'#CSV'} | {'TotalNumRows':2,'ResultFormat':'CSV','Records':[{'CSVRecords':'1,\\\"a,b\\\"\\n2,\\n'}]}",
        "listStatements | {'StatementName':'night','MaxResults':1} | {'Statements':[{'CreatedAt':'2026-03-01T12:00:00Z','Id':'#NONE','Status':'FINISHED','UpdatedAt':'2026-03-01T12:00:00Z','QueryString':'analyze','StatementName':'nightly','IsBatchStatement':false,'ResultFormat':'JSON'}]}",
        "listStatements | {'Status':'FAILED','WorkgroupName':'analytics','Database':'dw','MaxResults':100} | {'Statements':[{'CreatedAt':'2026-03-01T12:00:00Z','Id':'#FAILED','Status':'FAILED','UpdatedAt':'2026-03-01T12:00:00Z','QueryString':'select nope','IsBatchStatement':false,'ResultFormat':'JSON'}]}",
        "listStatements | {'ClusterIdentifier':'provisioned'} | {'Statements':[]}",
        "listSessions | {'Status':'AVAILABLE'} | {'Sessions':[]}",
        "listDatabases | {WG} | {'Databases':['dw']}",
        "listSchemas | {CL,'DbUser':'me'} | {'Schemas':['public','sys']}",
        "listSchemas | {WG,'SchemaPattern':'pub%'} | {'Schemas':['public']}",
        "listTables | {WG,'SchemaPattern':'public'} | {'Tables':[{'Name':'t','Schema':'public','Type':'TABLE'},{'Name':'v','Schema':'public','Type':'VIEW'}]}",
        "listTables | {WG,'TablePattern':'none%','MaxResults':1000} | {'Tables':[]}",
        "listTables | {WG,'TablePattern':'sys_load_h%','ConnectedDatabase':'dw'} | {'Tables':[{'Name':'sys_load_history','Schema':'sys','Type':'SYSTEM TABLE'}]}",
        "listTables | {WG,'SchemaPattern':'public','MaxResults':1} | {'Tables':[{'Name':'t','Schema':'public','Type':'TABLE'}],'NextToken':'1'}",
        "listTables | {WG,'SchemaPattern':'public','MaxResults':1,'NextToken':'1'} | {'Tables':[{'Name':'v','Schema':'public','Type':'VIEW'}]}",
        "describeTable | {WG,'Schema':'public','Table':'t','MaxResults':1} | {'TableName':'t','NextToken':'1','ColumnList':[{'ColumnDefault':'3','IsCaseSensitive':false,'IsCurrency':false,'IsSigned':true,'Label':'n','Length':0,'Name':'n','Nullable':0,'Precision':0,'Scale':0,'SchemaName':'public','TableName':'t','TypeName':'int4'}]}",
        "describeTable | {WG,'Table':'t','NextToken':'2'} | {'TableName':'t','ColumnList':[{'IsCaseSensitive':false,'IsCurrency':false,'IsSigned':true,'Label':'d','Length':0,'Name':'d','Nullable':1,'Precision':5,'Scale':2,'SchemaName':'public','TableName':'t','TypeName':'numeric'}]}",
      })
  void answers(String action, String request, String answer) {
    JsonObject arguments = request(request);
    assertThat(SHAPES.requestProblems(action, arguments)).isEmpty();
    JsonObject answered = dw.call(action, arguments).object();
    assertThat(SHAPES.responseProblems(action, answered)).isEmpty();
    request(answer)
        .forEach((name, value) -> assertThat(answered.get(name)).as(name).isEqualTo(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "executeStatement | {WG,'Sql':''} | ValidationException | 1 to 100000 bytes, not 0",
        "executeStatement | {WG,'Sql':'select 1','ClientToken':''} | ValidationException | ClientToken must have 1 to 64 characters",
        "executeStatement | {WG,'Sql':'select 1','ClientToken':'LONG'} | ValidationException | ClientToken must have 1 to 64 characters",
        "executeStatement | {WG,'Sql':'select 1','StatementName':'LONG'} | ValidationException | StatementName must have 0 to 500 characters",
        "executeStatement | {WG,'Sql':'select 1','ResultFormat':'XML'} | ValidationException | ResultFormat must be one of [JSON, CSV]",
        "executeStatement | {WG,'Sql':'select 1','WaitTimeSeconds':31} | ValidationException | WaitTimeSeconds must be a whole number from 1 to 30",
        "executeStatement | {WG,'Sql':'select 1','WaitTimeSeconds':0} | ValidationException | WaitTimeSeconds must be a whole number from 1 to 30",
        "executeStatement | {WG,'Sql':'select 1','SessionKeepAliveSeconds':86401} | ValidationException | SessionKeepAliveSeconds must be a whole number from 0 to 86400",
        "executeStatement | {WG,'Sql':'select 1','SessionKeepAliveSeconds':1.5} | ValidationException | SessionKeepAliveSeconds must be a whole number",
        "executeStatement | {WG,'Sql':'select 1','WithEvent':'yes'} | ValidationException | WithEvent must be true or false",
        "executeStatement | {WG,'Sql':'select 1','SessionId':'x'} | ValidationException | Database cannot be given together with SessionId",
        "executeStatement | {'Sql':'select 1','SessionId':'x'} | ValidationException | Session is not available: x",
        "executeStatement | {WG,'ClusterIdentifier':'provisioned','Sql':'select 1'} | ValidationException | either WorkgroupName or ClusterIdentifier, and not both",
        "executeStatement | {WG,'Sql':'select 1','DbUser':'me'} | ValidationException | DbUser goes with ClusterIdentifier",
        "executeStatement | {CL,'Sql':'select 1','DbUser':'me','SecretArn':'arn:aws:secretsmanager:eu-west-1:1:secret:dw'} | ValidationException | DbUser goes with ClusterIdentifier and without SecretArn",
        "executeStatement | {WG,'Sql':'select 1','SecretArn':'password'} | ValidationException | SecretArn must be the ARN",
        "executeStatement | {'WorkgroupName':'ab','Database':'dw','Sql':'select 1'} | ValidationException | WorkgroupName must have 3 to 128 characters",
        "executeStatement | {'ClusterIdentifier':'analytics','Database':'dw','Sql':'select 1'} | ValidationException | Redshift endpoint doesn't exist in this region",
        "executeStatement | {WG,'Sql':'select :a','Parameters':[{'Name':'a','Value':''}]} | ValidationException | must have at least 1 character",
        "executeStatement | {WG,'Sql':'select :a','Parameters':[{'Name':'a b','Value':'1'}]} | ValidationException | Parameter names match",
        "executeStatement | {WG,'Sql':'select :a','Parameters':[{'Name':'a','Value':'1'},{'Name':'a','Value':'2'}]} | ValidationException | Parameter 'a' is given twice",
        "executeStatement | {WG,'Sql':'select 1','Parameters':[{'Name':'a','Value':'1'}]} | ValidationException | Unused parameters: [a]",
        "executeStatement | {WG,'Sql':'select :a'} | ValidationException | Parameters are missing for the placeholders [a]",
        "batchExecuteStatement | {WG,'Sqls':[]} | ValidationException | Sqls takes 1 to 40 statements, but has 0",
        "batchExecuteStatement | {WG,'Sqls':['select 1'],'ExecutionMode':'SOMETIMES'} | ValidationException | ExecutionMode must be one of [TRANSACTION, AUTO_COMMIT]",
        "describeStatement | {'Id':'nope'} | ResourceNotFoundException | Query does not exist. (nope)",
        "describeStatement | {'Id':'#BATCH:3'} | ResourceNotFoundException | Query does not exist.",
        "getStatementResult | {'Id':'nope'} | ResourceNotFoundException | Query does not exist. (nope)",
        "getStatementResult | {'Id':'#NONE'} | ResourceNotFoundException | Query does not have result.",
        "getStatementResult | {'Id':'#FAILED'} | ResourceNotFoundException | Query does not have result. Please check query status with DescribeStatement. (FAILED)",
        "getStatementResult | {'Id':'#CSV'} | ValidationException | has the format CSV; get it with GetStatementResultV2",
        "getStatementResult | {'Id':'#ID','NextToken':'x'} | ValidationException | NextToken 'x' comes from no earlier answer",
        "getStatementResult | {'Id':'#ID','NextToken':'9'} | ValidationException | NextToken '9' comes from no earlier answer",
        "getStatementResultV2 | {'Id':'#ID'} | ValidationException | has the format JSON; get it with GetStatementResult",
        "cancelStatement | {'Id':'nope'} | ResourceNotFoundException | Query does not exist.",
        "cancelStatement | {'Id':'#ID'} | ValidationException | Could not cancel a query that is already in FINISHED state",
        "listStatements | {'MaxResults':101} | ValidationException | MaxResults must be a whole number from 0 to 100",
        "listTables | {WG,'MaxResults':1001} | ValidationException | MaxResults must be a whole number from 0 to 1000",
        "listDatabases | {'WorkgroupName':'analytics','Database':'nope'} | DatabaseConnectionException | FATAL: database \"nope\" does not exist",
        "listTables | {WG,'ConnectedDatabase':'nope'} | DatabaseConnectionException | FATAL: database \"nope\" does not exist",
        "listSchemas | {'Database':'dw'} | ValidationException | either WorkgroupName or ClusterIdentifier",
        "describeTable | {WG,'Table':'nope'} | ValidationException | relation \"nope\" does not exist",
        "describeTable | {WG} | ValidationException | 'Table' must be a STRING",
      })
  void refuses(String action, String request, String error, String cause) {
    String filled = request.replace("LONG", "x".repeat(501));
    Answer answer = dw.call(action, request(filled));
    assertThat(answer.cause()).contains(cause);
    assertThat(answer.error()).isEqualTo("RedshiftData." + error);
  }

  @Test
  void takesFortyStatementsAndNoMore() {
    String forty = "'select 1',".repeat(39) + "'select 1'";
    start("FORTY", "batchExecuteStatement", "'Sqls':[" + forty + "]");
    assertThat(dw.describe(request("{'Id':'#FORTY'}")).array("SubStatements")).hasSize(40);
    Answer more =
        dw.call("batchExecuteStatement", request("{WG,'Sqls':[" + forty + ",'select 1']}"));
    assertThat(more.cause()).contains("Sqls takes 1 to 40 statements, but has 41");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä"})
  void takesAHundredKilobytesAndNoMore(String letter) {
    int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
    String comment = letter.repeat((100_000 - "select 1--".length()) / bytes);
    assertThat(dw.run("select 1--" + comment).string("Status")).isEqualTo("FINISHED");
    JsonObject more =
        WarehouseFixture.target().with("Sql", Json.of("select 1--" + comment + letter));
    assertThat(dw.call("executeStatement", more).error())
        .isEqualTo("RedshiftData.ValidationException");
  }

  /** The file is no database, as if another program had written it. */
  @Test
  void failsBeforeItSubmitsIfTheDatabaseCannotBeOpened() throws Exception {
    dw.close();
    Files.writeString(folder.resolve("warehouse.duckdb"), "no database".repeat(1000));
    dw = new WarehouseFixture(folder);
    Map<String, String> errors =
        Map.of(
            "executeStatement", "{WG,'Sql':'select 1','ClientToken':'one'}",
            "batchExecuteStatement", "{WG,'Sqls':['select 1']}");
    errors.forEach(
        (action, request) -> {
          Answer answer = dw.call(action, request(request));
          String name = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
          assertThat(answer.error()).isEqualTo("RedshiftData." + name + "Exception");
        });
    assertThat(dw.call("listTables", request("{WG}")).error())
        .isEqualTo("RedshiftData.DatabaseConnectionException");
    assertThat(dw.call("listStatements", JsonObject.EMPTY).object().array("Statements"))
        .isEqualTo(JsonArray.EMPTY);
  }
}
