package dev.stepwell.aws.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepFunctionsTest {

  private static final String ARN = "arn:aws:states:eu-west-1:1:stateMachine:stepwell-daily";
  private static final Machine MACHINE =
      new Machine(ARN, null, "stepwell-daily", "role", JsonObject.EMPTY);

  private LoopbackStepFunctions server;
  private StepFunctions aws;

  @BeforeEach
  void open() throws IOException {
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    server = new LoopbackStepFunctions();
    aws = StepFunctions.at(new Connection(server.endpoint(), "eu-west-1", null));
  }

  @AfterEach
  void close() {
    aws.close();
    server.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void findsAMachineOnALaterPage() {
    server
        .when("ListStateMachines", "{'stateMachines':[],'nextToken':'more'}")
        .when(
            "ListStateMachines",
            "{'stateMachines':[{'name':'stepwell-daily','stateMachineArn':'" + ARN + "'}]}")
        .when(
            "DescribeStateMachine",
            "{'name':'stepwell-daily','roleArn':'r','definition':'{\\'StartAt\\':\\'a\\'}'}"
                .replace("\\'", "\\\""))
        .when("DescribeStateMachineAlias", 400, "{'__type':'ResourceNotFound'}");

    Machine machine = aws.machine("stepwell-daily").orElseThrow();

    assertThat(machine.definition().string("StartAt")).isEqualTo("a");
    assertThat(server.asked().get(1)).contains("\"nextToken\":\"more\"");
  }

  @Test
  void startsWhatIsLiveAndMovesItToANewVersion() {
    server
        .when(
            "ListStateMachines",
            "{'stateMachines':[{'name':'stepwell-daily','stateMachineArn':'" + ARN + "'}]}")
        .when("DescribeStateMachine", "{'name':'stepwell-daily','roleArn':'r','definition':'{}'}")
        .when(
            "DescribeStateMachineAlias",
            "{'routingConfiguration':[{'stateMachineVersionArn':'"
                + ARN
                + ":6','weight':10},{'stateMachineVersionArn':'"
                + ARN
                + ":5','weight':90}]}")
        .when("StartExecution", "{'executionArn':'arn:run','startDate':1700000000}")
        .when(
            "UpdateStateMachine",
            "{'updateDate':1700000000,'stateMachineVersionArn':'" + ARN + ":7'}")
        .when("UpdateStateMachineAlias", "{'updateDate':1700000000}")
        .when(
            "ListStateMachineVersions",
            "{'stateMachineVersions':[{'stateMachineVersionArn':'"
                + ARN
                + ":10','creationDate':1700000010}],'nextToken':'more'}")
        .when(
            "ListStateMachineVersions",
            "{'stateMachineVersions':[{'stateMachineVersionArn':'"
                + ARN
                + ":9','creationDate':1700000009}]}");

    Machine machine = aws.machine("stepwell-daily").orElseThrow();
    assertThat(machine.live()).isEqualTo(new Machine.Alias(ARN + ":live", 5));
    aws.start(machine, "n", JsonObject.EMPTY);
    assertThat(server.asked().get(3)).contains("\"stateMachineArn\":\"" + ARN + ":live\"");
    aws.update(machine, JsonObject.EMPTY);
    assertThat(server.asked().get(5))
        .contains("\"stateMachineVersionArn\":\"" + ARN + ":7\",\"weight\":100");
    assertThat(aws.versions(machine))
        .containsExactly(
            Map.entry(9, Instant.ofEpochSecond(1_700_000_009)),
            Map.entry(10, Instant.ofEpochSecond(1_700_000_010)));
  }

  @Test
  void readsAllEventsInTheShapeOfTheApi() {
    server
        .when(
            "GetExecutionHistory",
            "{'events':[{'id':1,'previousEventId':0,'timestamp':1700000000.125,'type':'ExecutionStarted',"
                + "'executionStartedEventDetails':{'input':'{}','roleArn':'r'}}],'nextToken':'more'}")
        .when(
            "GetExecutionHistory",
            "{'events':[{'id':2,'previousEventId':1,'timestamp':1700000001,'type':'ExecutionFailed',"
                + "'executionFailedEventDetails':{'error':'E','cause':'c'}}]}");

    assertThat(aws.history("arn:x"))
        .containsExactly(
            (JsonObject)
                Json.parse(
                    "{\"timestamp\":1700000000.125,\"type\":\"ExecutionStarted\",\"id\":1,\"previousEventId\":0,\"executionStartedEventDetails\":{\"input\":\"{}\",\"roleArn\":\"r\"}}"),
            (JsonObject)
                Json.parse(
                    "{\"timestamp\":1700000001.000,\"type\":\"ExecutionFailed\",\"id\":2,\"previousEventId\":1,\"executionFailedEventDetails\":{\"error\":\"E\",\"cause\":\"c\"}}"));
  }

  @Test
  void asksAgainWhenItIsThrottled() {
    server
        .when("StartExecution", 400, "{'__type':'ThrottlingException','message':'slow down'}")
        .when("StartExecution", "{'executionArn':'arn:run','startDate':1}");

    assertThat(aws.start(MACHINE, "n", JsonObject.of("day", Json.of("2001-01-03"))))
        .isEqualTo("arn:run");
    assertThat(server.asked()).hasSize(2);
    assertThat(server.asked().get(1)).contains("\"input\":\"{\\\"day\\\":\\\"2001-01-03\\\"}\"");
  }

  @Test
  void listsNoMoreRunsThanAskedFor() {
    server.when(
        "ListExecutions",
        "{'executions':["
            + execution("b", "RUNNING")
            + ","
            + execution("a", "FAILED")
            + "],'nextToken':'more'}");

    assertThat(aws.runs(MACHINE, 2)).extracting(CloudRun::name).containsExactly("b", "a");
    assertThat(server.asked()).hasSize(1);
  }

  private static String execution(String name, String status) {
    return "{'executionArn':'arn:%s','stateMachineArn':'%s','name':'%s','status':'%s','startDate':1}"
        .formatted(name, ARN, name, status);
  }

  @Test
  void saysThatARunIsNotThereByNoAnswer() {
    server.when(
        "DescribeExecution", 400, "{'__type':'ExecutionDoesNotExist','message':'no such run'}");

    assertThat(aws.run(MACHINE, "n")).isEmpty();
    assertThat(server.asked().get(0))
        .contains("arn:aws:states:eu-west-1:1:execution:stepwell-daily:n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AccessDeniedException | Ask for the right to do that
          ExpiredTokenException | sign in again
          ExecutionDoesNotExist | ./stepwell aws runs WORKFLOW
          ExecutionNotRedrivable | within 14 days
          """)
  void tellsWhatFailedWhyAndWhatToDo(String code, String remedy) {
    server.when("RedriveExecution", 400, "{'__type':'" + code + "','message':'because'}");

    assertThatThrownBy(() -> aws.redrive("arn:run"))
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith("cannot redrive arn:run: " + code + ", because\n")
        .hasMessageContaining(remedy);
  }

  @Test
  void saysThatNobodyAnswers() {
    server.close();
    try (StepFunctions alone =
        StepFunctions.at(new Connection(URI.create("http://127.0.0.1:1"), "eu-west-1", null))) {
      assertThatThrownBy(() -> alone.machine("x"))
          .isInstanceOf(CloudException.class)
          .hasMessageStartingWith("cannot list the state machines: ")
          .hasMessageContaining("Is the endpoint right");
    }
  }
}
