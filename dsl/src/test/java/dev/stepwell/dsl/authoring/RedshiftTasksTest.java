package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.RedshiftCopy;
import dev.stepwell.dsl.RedshiftUnload;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Redshift is told. */
class RedshiftTasksTest {

  private static final String EXECUTE = "aws-sdk:redshiftdata:executeStatement";
  private static final String DESCRIBE = "aws-sdk:redshiftdata:describeStatement";
  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final RedshiftCopy COPY =
      DW.copy("public.t").from(Text.of("s3://b/x/")).iamRole(Text.of("r"));
  private static final RedshiftUnload UNLOAD =
      DW.unload("SELECT 'it''s' AS a FROM t").to(Text.of("s3://b/x/")).iamRole(Text.of("r"));

  private final Services aws = new Services();

  record Input(String airport) {}

  record Row(LocalDate flightDate, String carrier, long flights, double delay, boolean late) {}

  static Stream<Arguments> statements() {
    String copy = "COPY public.t FROM 's3://b/x/' IAM_ROLE 'r' ";
    String unload = "UNLOAD ('SELECT ''it''''s'' AS a FROM t') TO 's3://b/x/' IAM_ROLE 'r' ";
    return Stream.of(
        argumentSet("vacuum", DW.vacuum("public.t"), "VACUUM public.t"),
        argumentSet(
            "vacuum sort",
            DW.vacuum("t").sortOnly().boost().toPercent(99),
            "VACUUM SORT ONLY t TO 99 PERCENT BOOST"),
        argumentSet("vacuum delete", DW.vacuum("t").deleteOnly(), "VACUUM DELETE ONLY t"),
        argumentSet("vacuum reindex", DW.vacuum("t").reindex(), "VACUUM REINDEX t"),
        argumentSet(
            "vacuum recluster", DW.vacuum("t").recluster().boost(), "VACUUM RECLUSTER t BOOST"),
        argumentSet("analyze", DW.analyze("t"), "ANALYZE t"),
        argumentSet(
            "analyze columns", DW.analyze("t").columns("a", "B c"), "ANALYZE t (a, \"B c\")"),
        argumentSet(
            "analyze predicates",
            DW.analyze("t").predicateColumns(),
            "ANALYZE t PREDICATE COLUMNS"),
        argumentSet("analyze all", DW.analyze("t").allColumns(), "ANALYZE t ALL COLUMNS"),
        argumentSet("refresh", DW.refresh("s.v"), "REFRESH MATERIALIZED VIEW s.v"),
        argumentSet(
            "csv",
            COPY.csv().gzip().ignoreHeader(2).delimiter(';').quote('\'').nullAs("\\N"),
            copy + "FORMAT AS CSV GZIP IGNOREHEADER 2 NULL AS '\\\\N' QUOTE AS '''' DELIMITER ';'"),
        argumentSet(
            "delimited",
            COPY.delimited('\t').escape().removeQuotes().zstd(),
            copy + "DELIMITER '\\t' ZSTD ESCAPE REMOVEQUOTES"),
        argumentSet("fixed", COPY.fixedWidth("a:1,b:20"), copy + "FIXEDWIDTH 'a:1,b:20'"),
        argumentSet(
            "json",
            COPY.json().dateFormat("auto").timeFormat("epochmillisecs"),
            copy + "FORMAT AS JSON 'auto' DATEFORMAT AS 'auto' TIMEFORMAT AS 'epochmillisecs'"),
        argumentSet(
            "json paths",
            COPY.jsonPaths(Text.of("s3://b/p's")),
            copy + "FORMAT AS JSON 's3://b/p''s'"),
        argumentSet("json whole", COPY.jsonWhole(), copy + "FORMAT AS JSON 'noshred'"),
        argumentSet("avro", COPY.avro().maxErrors(5), copy + "FORMAT AS AVRO 'auto' MAXERROR AS 5"),
        argumentSet(
            "parquet",
            COPY.fromManifest(Text.of("s3://b/m")).parquet().serializeToJson().fillRecord(),
            "COPY public.t FROM 's3://b/m' IAM_ROLE 'r' FORMAT AS PARQUET MANIFEST FILLRECORD"
                + " SERIALIZETOJSON"),
        argumentSet(
            "default role",
            COPY.columns("a").region("eu-west-1").defaultRole().csv().dryRun(),
            "COPY public.t (a) FROM 's3://b/x/' IAM_ROLE default FORMAT AS CSV REGION AS"
                + " 'eu-west-1' NOLOAD"),
        argumentSet("unload", UNLOAD.parquet(), unload + "FORMAT AS PARQUET"),
        argumentSet(
            "unload csv",
            UNLOAD.csv().header().gzip().partitionByAndInclude("a").verboseManifest().cleanPath(),
            unload
                + "FORMAT AS CSV HEADER GZIP PARTITION BY (a) INCLUDE MANIFEST VERBOSE CLEANPATH"),
        argumentSet(
            "unload sizes",
            UNLOAD.parquet().allowOverwrite().serial().maxFileSize(100).rowGroupSize(64),
            unload
                + "FORMAT AS PARQUET ALLOWOVERWRITE PARALLEL OFF MAXFILESIZE AS 100 MB ROWGROUPSIZE"
                + " AS 64 MB"),
        argumentSet(
            "unload delimited",
            UNLOAD.delimited('|').addQuotes().escape().nullAs("-"),
            unload + "DELIMITER AS '|' ADDQUOTES ESCAPE NULL AS '-'"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void says(Task<?> task, String sql) {
    assertThat(arguments(task).string("Sql")).isEqualTo(sql);
  }

  @Test
  void analyzesWhatHasHardlyChanged() {
    assertThat(sqls(DW.analyze("t").evenIfLittleChanged()))
        .containsExactly("SET analyze_threshold_percent TO 0", "ANALYZE t");
  }

  @Test
  void upsertsInOneTransaction() {
    assertThat(sqls(COPY.csv().upserting("day", "Id no")))
        .containsExactly(
            "LOCK public.t",
            "CREATE TEMP TABLE t_stage (LIKE public.t)",
            "COPY t_stage FROM 's3://b/x/' IAM_ROLE 'r' FORMAT AS CSV",
            "DELETE FROM public.t USING t_stage WHERE public.t.day = t_stage.day AND"
                + " public.t.\"Id no\" = t_stage.\"Id no\"",
            "INSERT INTO public.t SELECT * FROM t_stage",
            "DROP TABLE t_stage");
  }

  @Test
  void mergesInOneTransaction() {
    assertThat(sqls(COPY.columns("id", "name", "day").csv().gzip().merging("id")))
        .containsExactly(
            "LOCK public.t",
            "CREATE TEMP TABLE t_stage (LIKE public.t)",
            "COPY t_stage (id, name, day) FROM 's3://b/x/' IAM_ROLE 'r' FORMAT AS CSV GZIP",
            "MERGE INTO public.t USING t_stage ON public.t.id = t_stage.id WHEN MATCHED THEN UPDATE"
                + " SET name = t_stage.name, day = t_stage.day WHEN NOT MATCHED THEN INSERT (id,"
                + " name, day) VALUES (t_stage.id, t_stage.name, t_stage.day)",
            "DROP TABLE t_stage");
  }

  @Test
  void commitsEveryStatementOfAScript() {
    JsonObject arguments = arguments(DW.autoCommit("VACUUM t"));

    assertThat(arguments.string("ExecutionMode")).isEqualTo("AUTO_COMMIT");
    assertThat(arguments.array("Sqls").stream()).containsExactly(Json.of("VACUUM t"));
  }

  @Test
  void runsOnAClusterAsAUser() {
    Compiled compiled = compiled(Redshift.cluster("wh", "dev").user("loader").sql("SELECT 1"));

    assertThat(
            compiled
                .definition()
                .object("States")
                .object("step")
                .object("Arguments")
                .without("ClientToken"))
        .isEqualTo(
            Json.parse(
                """
                {"ClusterIdentifier": "wh", "Database": "dev", "DbUser": "loader",
                 "Sql": "SELECT 1"}
                """));
    assertThat(permissions(compiled))
        .containsExactly(
            "redshift-data:ExecuteStatement on redshift:cluster:wh",
            "redshift:GetClusterCredentials on redshift:dbname:wh/dev redshift:dbuser:wh/loader",
            "redshift-data:DescribeStatement on *",
            "redshift-data:CancelStatement on *");
  }

  @Test
  void asksForTheCredentialsThatTheTargetTakes() {
    Text secret = Text.deployed("SecretArn");

    assertThat(permissions(compiled(Redshift.cluster("wh", "dev").sql("SELECT 1"))))
        .contains("redshift:GetClusterCredentialsWithIAM on redshift:dbname:wh/dev");
    assertThat(permissions(compiled(Redshift.cluster("wh", "dev").secret(secret).sql("SELECT 1"))))
        .contains("secretsmanager:GetSecretValue on ${SecretArn}")
        .noneMatch(it -> it.contains("GetClusterCredentials"));
    assertThat(permissions(compiled(DW.secret(secret).sql("SELECT 1"))))
        .contains("secretsmanager:GetSecretValue on ${SecretArn}")
        .noneMatch(it -> it.contains("redshift-serverless:GetCredentials"));
    assertThat(permissions(compiled(DW.sql("SELECT 1"))))
        .contains(
            "redshift-data:ExecuteStatement on redshift-serverless:workgroup/*",
            "redshift-serverless:GetCredentials on redshift-serverless:workgroup/*");
  }

  @Test
  void goesOnInASession() {
    aws.answer(EXECUTE, "{'Id': 's1'}", "{'Id': 's2'}")
        .answer(DESCRIBE, "{'Id': 's1', 'Status': 'FINISHED', 'SessionId': 'session-1'}");
    Workflow<Input> workflow =
        Workflow.named("daily", Input.class)
            .flow(
                (flow, in) -> {
                  var made =
                      flow.run(
                          "make",
                          DW.sql("CREATE TEMP TABLE x AS SELECT 1")
                              .keepSession(Duration.ofMinutes(10)));
                  flow.run("use", DW.session(made.output().sessionId()).sql("SELECT * FROM x"));
                });

    assertThat(aws.run(workflow, "{'airport': 'JFK'}").status()).hasToString("SUCCEEDED");
    assertThat(aws.asked(EXECUTE).get(0).get("SessionKeepAliveSeconds")).isEqualTo(Json.of(600));
    assertThat(aws.asked(EXECUTE).get(1).without("ClientToken"))
        .isEqualTo(Json.parse("{\"SessionId\": \"session-1\", \"Sql\": \"SELECT * FROM x\"}"));
  }

  @Test
  void fetchesRowsByTheNamesOfTheirColumns() {
    String columns =
        "'ColumnMetadata': [{'Name': 'late'}, {'Name': 'flights'}, {'Name': 'flight_date'},"
            + " {'Name': 'delay'}, {'Name': 'carrier'}]";
    String first =
        "[{'BooleanValue': true}, {'LongValue': 7}, {'StringValue': '2001-01-03'}, {'StringValue':"
            + " '1.50'}, {'StringValue': 'AA'}]";
    String second =
        "[{'BooleanValue': false}, {'LongValue': 0}, {'StringValue': '2001-01-04'},"
            + " {'DoubleValue': 2.5}, {'IsNull': true}]";

    assertThat(rows("[" + first + ", " + second + "], " + columns))
        .isEqualTo(
            "2: [{\"flightDate\":\"2001-01-03\",\"carrier\":\"AA\",\"flights\":7,\"delay\":1.5,"
                + "\"late\":true},{\"flightDate\":\"2001-01-04\",\"carrier\":null,\"flights\":0,"
                + "\"delay\":2.5,\"late\":false}]");
    assertThat(rows("[" + second + "], " + columns)).startsWith("1: [{\"flightDate\":");
    assertThat(rows("[], " + columns)).isEqualTo("0: []");
  }

  private String rows(String records) {
    Services services =
        new Services()
            .answer(EXECUTE, "{'Id': 's1'}")
            .answer(DESCRIBE, "{'Id': 's1', 'Status': 'FINISHED'}")
            .answer("aws-sdk:redshiftdata:getStatementResult", "{'Records': " + records + "}")
            .answer("sns:publish", "{'MessageId': 'm'}");
    Workflow<Input> workflow =
        Workflow.named("daily", Input.class)
            .flow(
                (flow, in) -> {
                  var rows =
                      flow.run(
                              "rows",
                              DW.rows("SELECT * FROM f WHERE a = :a", Row.class)
                                  .with("a", in.text(Input::airport))
                                  .atMost(5))
                          .output();
                  flow.run(
                      "tell",
                      Sns.publish(
                          Text.of("t"),
                          "rows",
                          Text.jsonata(
                              "$string({0}) & ': ' & $string({1})", rows.count(), rows.rows())));
                });
    Execution execution = services.run(workflow, "{'airport': 'JFK'}");

    assertThat(execution.status()).hasToString("SUCCEEDED");
    assertThat(services.asked(EXECUTE).get(0).string("Sql"))
        .isEqualTo("SELECT * FROM f WHERE a = :a\nLIMIT 5");
    assertThat(services.asked("aws-sdk:redshiftdata:getStatementResult").get(0).string("Id"))
        .isEqualTo("s1");
    return String.valueOf(services.asked("sns:publish").get(0).string("Message"));
  }

  @Test
  void valuesOfAnUnloadAreQuotedTwice() {
    aws.answer(EXECUTE, "{'Id': 's1'}").answer(DESCRIBE, "{'Status': 'FINISHED', 'Id': 's1'}");
    Workflow<Input> workflow =
        Workflow.named("daily", Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "unload",
                        DW.unload("SELECT a::date, ':airport' FROM t WHERE b = :airport")
                            .with("airport", in.text(Input::airport))
                            .to(Text.of("s3://b/x/"))
                            .defaultRole()
                            .parquet()));

    aws.run(workflow, JsonObject.of("airport", Json.of("x' OR \\")));

    assertThat(aws.asked(EXECUTE).get(0).string("Sql"))
        .isEqualTo(
            "UNLOAD ('SELECT a::date, '':airport'' FROM t WHERE b = ''x'''' OR \\\\\\\\''') TO"
                + " 's3://b/x/' IAM_ROLE default FORMAT AS PARQUET");
  }

  @Test
  void cancelsWhatTakesTooLong() {
    aws.answer(EXECUTE, "{'Id': 's1'}")
        .answer(DESCRIBE, "{'Status': 'STARTED', 'Id': 's1'}")
        .answer("aws-sdk:redshiftdata:cancelStatement", "{'Status': true}");

    Execution execution = aws.run(slow(), "{'airport': 'JFK'}");

    assertThat(execution.error()).contains(Redshift.STATEMENT_TIMED_OUT.name());
    assertThat(aws.asked("aws-sdk:redshiftdata:cancelStatement"))
        .singleElement()
        .extracting(it -> it.string("Id"))
        .isEqualTo("s1");
  }

  @Test
  void givesUpAlsoIfItCannotCancel() {
    aws.answer(EXECUTE, "{'Id': 's1'}")
        .answer(DESCRIBE, "{'Status': 'STARTED', 'Id': 's1'}")
        .fail("aws-sdk:redshiftdata:cancelStatement", "RedshiftData.ValidationException", "ended");

    assertThat(aws.run(slow(), "{'airport': 'JFK'}").error())
        .contains(Redshift.STATEMENT_TIMED_OUT.name());
  }

  private static Workflow<Input> slow() {
    return Workflow.named("daily", Input.class)
        .flow((flow, in) -> flow.run("slow", DW.sql("SELECT 1").timeout(Duration.ofSeconds(30))));
  }

  private static Compiled compiled(Task<?> task) {
    return Workflow.named("daily", Input.class)
        .flow((flow, in) -> flow.run("step", task))
        .compile();
  }

  private static JsonObject arguments(Task<?> task) {
    return compiled(task).definition().object("States").object("step").object("Arguments");
  }

  private static List<String> sqls(Task<?> task) {
    JsonArray sqls = arguments(task).array("Sqls");
    return sqls.stream().map(sql -> ((JsonString) sql).value()).toList();
  }

  private static List<String> permissions(Compiled compiled) {
    return compiled.iam().stream()
        .map(
            grant ->
                String.join(" ", grant.actions()) + " on " + String.join(" ", grant.resources()))
        .map(
            it ->
                it.replaceAll(
                    "arn:\\$\\{AWS::Partition}:([a-z-]+):\\$\\{AWS::Region}:\\$\\{AWS::AccountId}",
                    "$1"))
        .toList();
  }
}
