package dev.stepwell.dsl.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {

  record Tables(List<Table> tableList, String nextToken) {}

  record Table(String name, Instant createTime, int retention, Optional<Boolean> isView) {}

  record Wrong(List<WrongTable> tableList, int nextToken, String tables) {}

  record WrongTable(int name, String retention, List<String> owner) {}

  @ParameterizedTest
  @CsvSource({
    "aws-sdk:redshiftdata:describeStatement, Status",
    "aws-sdk:glue:getCrawler, Crawler.LastCrawl.Status",
    "aws-sdk:glue:getTables, TableList.0.Name",
    "aws-sdk:glue:getTables, TableList.Name",
    "aws-sdk:glue:getTable, Table.Parameters.anything",
    "glue:startJobRun.sync, JobRunState",
    "ecs:runTask.sync, StoppedReason",
    "athena:startQueryExecution.sync, QueryExecution.Status.State",
    "sns:publish, MessageId",
    "sns:publish, SdkHttpMetadata.HttpStatusCode",
    "lambda:invoke, Payload.whatever",
    "sqs:sendMessage.waitForTaskToken, whatever",
    "http:invoke, ResponseBody.whatever"
  })
  void isThere(String resource, String path) throws UnknownApiException {
    assertThat(problem(resource, path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aws-sdk:redshiftdata:describeStatement, State, the result has no 'State'; did you mean 'Status'?",
    "aws-sdk:glue:getCrawler, Crawler.LastCrawls, the result has no 'Crawler.LastCrawls'; did you"
        + " mean 'LastCrawl'?",
    "aws-sdk:glue:getCrawler, Crawler.Name.First, the result has a text where 'First' is read",
    "aws-sdk:sns:publish, SdkHttpMetadata, the result has no 'SdkHttpMetadata'",
    "glue:startJobRun.sync, Job.JobRunState, the result has no 'Job.JobRunState'; did you mean 'JobName'?"
  })
  void isNotThere(String resource, String path, String problem) throws UnknownApiException {
    assertThat(problem(resource, path)).hasValue(problem);
  }

  private static Optional<String> problem(String resource, String path) throws UnknownApiException {
    Optional<Integration> integration = Integration.of(resource);
    return integration.flatMap(it -> Results.problem(it, Arrays.asList(path.split("\\."))));
  }

  @Test
  void knowsWhatAStatusCanBe() throws UnknownApiException {
    Integration job = Integration.of("glue:startJobRun.sync").orElseThrow();
    Integration statement = Integration.of("aws-sdk:redshiftdata:describeStatement").orElseThrow();

    assertThat(Results.values(job, List.of("JobRunState"))).contains("EXPIRED", "WAITING");
    assertThat(Results.values(statement, List.of("Status")))
        .containsExactlyInAnyOrder(
            "SUBMITTED", "PICKED", "STARTED", "FINISHED", "ABORTED", "FAILED");
    assertThat(Results.values(statement, List.of("Error"))).isEmpty();
  }

  @Test
  void aRecordOfMembersFits() throws UnknownApiException {
    Integration tables = Integration.of("aws-sdk:glue:getTables").orElseThrow();

    assertThat(Results.problems(tables, Tables.class))
        .containsExactly("component 'isView' of Table: the result has no 'IsView'");
  }

  @Test
  void aRecordThatDoesNotFitIsToldWhy() throws UnknownApiException {
    Integration tables = Integration.of("aws-sdk:glue:getTables").orElseThrow();

    assertThat(Results.problems(tables, Wrong.class))
        .containsExactly(
            "component 'name' of WrongTable is a int, but the result has a text",
            "component 'retention' of WrongTable is a String, but the result has a number",
            "component 'owner' of WrongTable is a List, but the result has a text",
            "component 'nextToken' of Wrong is a int, but the result has a text",
            "component 'tables' of Wrong: the result has no 'Tables'; did you mean 'TableList'?");
  }
}
