package dev.stepwell.local.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers and errors of the data quality actions; shapes are compared with the SDK's. */
class QualityContractTest {

  private static final String GET = "getDataQualityRuleset";
  private static final String CREATE = "createDataQualityRuleset";
  private static final String LIST = "listDataQualityRulesets";
  private static final String UPDATE = "updateDataQualityRuleset";
  private static final String START = "startDataQualityRulesetEvaluationRun";
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private QualityFixture quality;

  @BeforeEach
  void open() throws Exception {
    quality = new QualityFixture(folder);
    quality.actions.putRuleset("good", "Rules = [ RowCount = 5, IsComplete \"id\" ]", EARLIER);
    quality.actions.putRuleset("bad", "Rules = [ RowCount = 4, IsComplete \"id\" ]", EARLIER);
  }

  @AfterEach
  void close() throws Exception {
    quality.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Timeout':0 | InvalidInputException | Timeout must be a number from 1 on, but is 0
          'Timeout':'9' | InvalidInputException | Timeout must be a number from 1 on, but is "9"
          'NumberOfWorkers':0 | InvalidInputException | NumberOfWorkers must be a number
          'ClientToken':'' | InvalidInputException | ClientToken must be a text of 1 to 255 characters, but has 0
          'AdditionalRunOptions':{'CompositeRuleEvaluationMethod':'BOTH'} | InvalidInputException | CompositeRuleEvaluationMethod is COLUMN or ROW, not "BOTH"
          'AdditionalRunOptions':{'ProfilingResults':{}} | InvalidInputException | AdditionalRunOptions.ProfilingResults is not supported
          'AdditionalRunOptions':{'ResultsS3Prefix':'lake/x'} | InvalidInputException | 'lake/x' is no S3 address
          'AdditionalRunOptions':{'RowLevelResults':{'CatalogTableConfig':{'TableName':'t'}}} | InvalidInputException | DatabaseName, TableName and S3Location
          'AdditionalRunOptions':{'RowLevelResults':{'ResultType':'SOME','CatalogTableConfig':{'DatabaseName':'lake','TableName':'t','S3Location':'s3://lake/t'}}} | InvalidInputException | ResultType is ALL, PASSED_ONLY or FAILED_ONLY, not 'SOME'
          'AdditionalDataSources':{'r':{}} | InvalidInputException | A data source is
          'AdditionalDataSources':{'r':{'GlueTable':{'DatabaseName':'lake'}}} | InvalidInputException | A data source is
          'AdditionalDataSources':{'r':{'GlueTable':{'DatabaseName':'lake','TableName':'t','ConnectionName':'c'}}} | InvalidInputException | ConnectionName is not supported
          'AdditionalDataSources':{'r':{'GlueTable':{'DatabaseName':'lake','TableName':'t','PreProcessingQuery':'q'}}} | InvalidInputException | PreProcessingQuery is not supported
          'AdditionalDataSources':{'r':{'GlueTable':{'DatabaseName':'lake','TableName':'t','AdditionalOptions':{'pushdown':'x'}}}} | InvalidInputException | The option pushdown of a data source is none of
          """)
  void refusesWrongOptionsOfARun(String option, String error, String message) {
    quality
        .assertFails("Glue." + error, START, QualityFixture.arguments(option, "good"))
        .hasMessageContaining(message)
        .hasMessageContaining("(Service: Glue, Status Code: 400, Request ID: ");
    assertThat(runs("{}")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          getDataQualityRulesetEvaluationRun | {'RunId':'dqrun-0'} | EntityNotFoundException | Data quality evaluation run dqrun-0 not found
          cancelDataQualityRulesetEvaluationRun | {'RunId':'dqrun-0'} | EntityNotFoundException | Data quality evaluation run dqrun-0 not found
          getDataQualityResult | {'ResultId':'dqresult-0'} | EntityNotFoundException | Data quality result dqresult-0 not found
          getDataQualityResult | {'ResultId':''} | InvalidInputException | ResultId must be a text of 1 to 255 characters
          batchGetDataQualityResult | {'ResultIds':[]} | InvalidInputException | ResultIds takes 1 to 10 ids, but has 0
          getDataQualityRuleset | {'Name':'none'} | EntityNotFoundException | Data quality ruleset none not found. There are [good, bad]
          updateDataQualityRuleset | {'Name':'none','Ruleset':'Rules = [ RowCount > 0 ]'} | EntityNotFoundException | none not found
          deleteDataQualityRuleset | {'Name':'none'} | EntityNotFoundException | none not found
          createDataQualityRuleset | {'Name':'good','Ruleset':'Rules = [ RowCount > 0 ]'} | AlreadyExistsException | Data quality ruleset good already exists
          createDataQualityRuleset | {'Name':'new','Ruleset':'Rules = [ RowCont > 0 ]'} | InvalidInputException | The ruleset is no DQDL:
          createDataQualityRuleset | {'Name':'','Ruleset':'Rules = [ RowCount > 0 ]'} | InvalidInputException | Name must be a text of 1 to 255 characters
          createDataQualityRuleset | {'Name':'new','Ruleset':'Rules = [ RowCount > 0 ]','TargetTable':{'TableName':'t'}} | InvalidInputException | DatabaseName must be a text
          updateDataQualityRuleset | {'Name':'good','Ruleset':'Rules = []'} | InvalidInputException | The ruleset is no DQDL:
          listDataQualityRulesets | {'MaxResults':0} | InvalidInputException | MaxResults must be 1 to 1000, but is 0
          listDataQualityRulesets | {'NextToken':'abc'} | InvalidInputException | NextToken 'abc' is none that an earlier page has given
          listDataQualityRulesets | {'NextToken':'3'} | InvalidInputException | NextToken '3' is none
          listDataQualityRulesets | {'Filter':{'CreatedAfter':'today'}} | InvalidInputException | CreatedAfter must be a time such as
          """)
  void failsWithTheErrorsOfGlue(String action, String arguments, String error, String message) {
    quality.assertFails("Glue." + error, action, arguments).hasMessageContaining(message);
  }

  @Test
  void keepsTheLimitsOfLengths() {
    String wide = "x".repeat(256);
    quality.assertFails("Glue.InvalidInputException", GET, "{'Name':'" + wide + "'}");
    String padded = "Rules = [ RowCount > 0 ]" + " ".repeat(65_536);
    quality
        .assertFails(
            "Glue.InvalidInputException", CREATE, "{'Name':'n','Ruleset':'" + padded + "'}")
        .hasMessageContaining("1 to 65536 characters, but has 65560");
    String[] eleven = new String[11];
    Arrays.setAll(eleven, i -> "r" + i);
    quality
        .assertFails("Glue.InvalidInputException", START, QualityFixture.arguments("", eleven))
        .hasMessageContaining("RulesetNames takes 1 to 10 names, but has 11");
    quality
        .assertFails(
            "Glue.InvalidInputException", START, QualityFixture.arguments("", "good", "good"))
        .hasMessageContaining("different names");
    quality
        .assertFails("Glue.EntityNotFoundException", START, QualityFixture.arguments("", "none"))
        .hasMessageContaining("There are [good, bad]");
  }

  @Test
  void createsShowsUpdatesListsAndDeletesRulesets() {
    String text = "Rules = [ RowCount > 0, ColumnCount > 0 ]";
    String create =
        "{'Name':'new','Ruleset':'"
            + text
            + "','Description':'d','Tags':{'team':'a'},'ClientToken':'t',"
            + "'TargetTable':{'TableName':'orders','DatabaseName':'lake'}}";

    assertThat(quality.call(CREATE, create)).isEqualTo(Json.parse("{\"Name\":\"new\"}"));
    assertThat(quality.call(CREATE, create)).isEqualTo(Json.parse("{\"Name\":\"new\"}"));
    quality.assertFails("Glue.AlreadyExistsException", CREATE, create.replace("'d'", "'another'"));
    assertThat(quality.call(GET, "{'Name':'new'}"))
        .isEqualTo(
            Json.parse(
                """
                {"Name":"new","Ruleset":"%s","Description":"d",
                 "TargetTable":{"TableName":"orders","DatabaseName":"lake"},
                 "CreatedOn":"2026-02-03T04:05:06.789Z",
                 "LastModifiedOn":"2026-02-03T04:05:06.789Z"}"""
                    .formatted(text)));
    assertThat(quality.call(UPDATE, "{'Name':'new','Ruleset':'Rules = [ RowCount > 1 ]'}"))
        .isEqualTo(
            Json.parse(
                "{\"Name\":\"new\",\"Description\":\"d\",\"Ruleset\":\"Rules = [ RowCount > 1 ]\"}"));

    quality.restart();

    assertThat(names("{}")).containsExactly("good", "bad", "new");
    assertThat(names("{'Filter':{'Name':'bad'}}")).containsExactly("bad");
    assertThat(names("{'Filter':{'CreatedAfter':'2026-01-15T00:00:00Z'}}")).containsExactly("new");
    assertThat(names("{'Filter':{'LastModifiedBefore':'2026-01-15T00:00:00Z'}}"))
        .containsExactly("good", "bad");
    assertThat(names("{'Filter':{'TargetTable':{'TableName':'orders','DatabaseName':'lake'}}}"))
        .containsExactly("new");
    assertThat(names("{'Tags':{'team':'a'}}")).containsExactly("new");
    JsonObject page = quality.call(LIST, "{'MaxResults':2}");
    assertThat(page.string("NextToken")).isEqualTo("2");
    assertThat(quality.call(LIST, "{'NextToken':'2'}").array("Rulesets").get(0))
        .isEqualTo(
            Json.parse(
                """
                {"Name":"new","Description":"d","CreatedOn":"2026-02-03T04:05:06.789Z",
                 "LastModifiedOn":"2026-02-03T04:05:06.789Z","RuleCount":1,
                 "TargetTable":{"TableName":"orders","DatabaseName":"lake"}}"""));

    assertThat(quality.call("deleteDataQualityRuleset", "{'Name':'new'}"))
        .isEqualTo(JsonObject.EMPTY);
    quality.assertFails("Glue.EntityNotFoundException", GET, "{'Name':'new'}");
    quality.restart();
    assertThat(names("{}")).containsExactly("good", "bad");
  }

  private List<String> names(String arguments) {
    return quality.call(LIST, arguments).array("Rulesets").stream()
        .map(each -> String.valueOf(((JsonObject) each).string("Name")))
        .toList();
  }

  private List<String> runs(String arguments) {
    return quality.call("listDataQualityRulesetEvaluationRuns", arguments).array("Runs").stream()
        .map(each -> String.valueOf(((JsonObject) each).string("RunId")))
        .toList();
  }

  @Test
  void listsRunsAndResults() {
    JsonObject first = quality.run("", "good");
    JsonObject second = quality.run("", "bad", "good");
    String run1 = String.valueOf(first.string("RunId"));
    String run2 = String.valueOf(second.string("RunId"));

    assertThat(runs("{}")).containsExactly(run1, run2);
    assertThat(runs("{'Filter':{'RulesetName':'bad'}}")).containsExactly(run2);
    assertThat(runs("{'MaxResults':1}")).containsExactly(run1);
    assertThat(runs("{'Filter':{'StartedBefore':'2026-01-15T00:00:00Z'}}")).isEmpty();
    assertThat(quality.call("listDataQualityResults", "{}").array("Results").length()).isEqualTo(3);
    assertThat(
            quality.call("listDataQualityResults", "{'Filter':{'JobName':'j'}}").array("Results"))
        .isEmpty();
    JsonObject batch =
        quality.call(
            "batchGetDataQualityResult",
            "{'ResultIds':[" + second.array("ResultIds").get(1).compact() + ",'nope']}");
    assertThat(batch.get("ResultsNotFound")).isEqualTo(Json.parse("[\"nope\"]"));
    assertThat(batch.array("Results").get(0)).isEqualTo(quality.result(second, 1));
  }

  @Test
  void isRunningWhileItEvaluatesAndThenSucceeds() {
    List<String> seen = new ArrayList<>();
    quality.onId =
        () ->
            runs("{}")
                .forEach(
                    id ->
                        seen.add(
                            quality
                                .call(
                                    "getDataQualityRulesetEvaluationRun", "{'RunId':'" + id + "'}")
                                .string("Status")));

    JsonObject run = quality.run("", "good", "bad");

    assertThat(seen).containsExactly("RUNNING", "RUNNING");
    assertThat(run.string("Status")).isEqualTo("SUCCEEDED");
    assertThat(quality.result(run, 0).get("Score")).isEqualTo(Json.of(1));
    JsonObject second = quality.result(run, 1);
    assertThat(second.without("ResultId"))
        .isEqualTo(
            Json.parse(
                """
                {"Score":0.5,"RulesetName":"bad","RulesetEvaluationRunId":"%s",
                 "DataSource":{"GlueTable":{"DatabaseName":"lake","TableName":"orders"}},
                 "StartedOn":"2026-02-03T04:05:06.789Z","CompletedOn":"2026-02-03T04:05:06.789Z",
                 "RuleResults":[
                  {"Name":"Rule_1","Description":"RowCount = 4","EvaluatedRule":"RowCount = 4",
                   "EvaluationMessage":"Value: 5.0 does not meet the constraint requirement!",
                   "Result":"FAIL","EvaluatedMetrics":{"Dataset.*.RowCount":5}},
                  {"Name":"Rule_2","Description":"IsComplete \\"id\\"",
                   "EvaluatedRule":"IsComplete \\"id\\"","Result":"PASS",
                   "EvaluatedMetrics":{"Column.id.Completeness":1}}],
                 "AggregatedMetrics":{"TotalRulesProcessed":2,"TotalRulesPassed":1,
                  "TotalRulesFailed":1}}"""
                    .formatted(run.string("RunId"))));
  }

  @Test
  void stopsBetweenRulesetsIfCancelled() {
    quality.onId =
        () ->
            runs("{}")
                .forEach(
                    id ->
                        quality.call(
                            "cancelDataQualityRulesetEvaluationRun", "{'RunId':'" + id + "'}"));

    JsonObject run = quality.run("", "good", "bad");

    assertThat(run.string("Status")).isEqualTo("STOPPED");
    assertThat(run.array("ResultIds")).isEmpty();
  }

  @Test
  void failsARunWhoseRulesetIsDamaged() throws Exception {
    Path file = quality.rulesetsFile();
    Files.writeString(file, Files.readString(file).replace("RowCount = 5", "RowCont = 5"));
    quality.restart();

    JsonObject run = quality.run("", "good");

    assertThat(run.string("Status")).isEqualTo("FAILED");
    assertThat(run.string("ErrorString")).contains("RowCont");
    assertThat(run.array("ResultIds")).isEmpty();
  }

  @Test
  void readsWhatAQueryMakesOfTheTable() {
    quality.actions.putRuleset(
        "two", "Rules = [ RowCount = 2, ColumnValues \"double\" in [40, 60] ]", EARLIER);
    String source =
        "{'DataQualityGlueTable':{'DatabaseName':'lake','TableName':'orders',"
            + "'PreProcessingQuery':'select `qty` * 2 as double from %s where qty in (20, 30);'}}";
    for (String name : new String[] {"orders", "primary"}) {
      String arguments =
          QualityFixture.arguments("", "two")
              .replace(
                  "{'GlueTable':{'DatabaseName':'lake','TableName':'orders'}}",
                  source.formatted(name));
      JsonObject run =
          quality.call(
              "getDataQualityRulesetEvaluationRun", quality.call(START, arguments).compact());
      assertThat(run.string("ErrorString")).isNull();
      assertThat(quality.result(run, 0).get("Score")).isEqualTo(Json.of(1));
    }
  }

  @Test
  void showsTheLabelsOfRules() {
    quality.actions.putRuleset(
        "labelled", "Rules = [ RowCount = 5 labels=[\"team\"=\"sales\"] ]", EARLIER);

    JsonObject rule =
        (JsonObject) quality.result(quality.run("", "labelled"), 0).array("RuleResults").get(0);

    assertThat(rule.get("Labels")).isEqualTo(Json.parse("{\"team\":\"sales\"}"));
  }

  @Test
  void writesResultsBelowAPrefix() throws Exception {
    JsonObject run =
        quality.run("'AdditionalRunOptions':{'ResultsS3Prefix':'s3://lake/dq'}", "good");

    String key =
        "dq/" + run.string("RunId") + "/" + run.array("ResultIds").get(0).toJava() + ".json";
    assertThat(Json.parse(new String(quality.store.get("lake", key), UTF_8)))
        .isEqualTo(quality.result(run, 0));

    JsonObject lost =
        quality.run("'AdditionalRunOptions':{'ResultsS3Prefix':'s3://none/dq'}", "good");
    assertThat(lost.string("Status")).isEqualTo("FAILED");
    assertThat(lost.string("ErrorString")).contains("The specified bucket does not exist");
  }
}
