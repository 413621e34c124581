package dev.stepwell.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkShapesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          startJobRun | {'JobName':'a','Arguments':{'--x':'1'}}        |
          startJobRun | {'JobName':'a','Argument':{}}                  | has no member Argument;
          startJobRun | {'Arguments':{'--x':1},'JobName':'a'}          | must be String, but is 1
          startJobRun | {'JobName':'a','NumberOfWorkers':'2'}          | must be Integer, but is
          startJobRun | {'JobName':'a','ExecutionClass':'CHEAP'}       | does not know
          startJobRun | {'JobName':null}                               | is null
          """)
  void requestsAreComparedWithTheModel(String action, String arguments, String problem) {
    var problems =
        SdkShapes.of("glue").requestProblems(action, Json.parse(arguments.replace('\'', '"')));

    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(problem);
    }
  }

  @Test
  void answersAreComparedDownToTheLastMember() {
    Json answer =
        Json.parse(
            """
            {"Crawler": {"Name": "c", "State": "DONE", "LastCrawl": {"Status": "SUCCEEDED",
              "Started": "2026-01-01T00:00:00Z", "StartTime": "yesterday"}}}
            """);

    assertThat(SdkShapes.of("glue").responseProblems("getCrawler", answer))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("State is 'DONE'"))
        .anyMatch(problem -> problem.contains("LastCrawl has no member Started"))
        .anyMatch(problem -> problem.contains("StartTime must be Instant"));
  }

  @Test
  void missingMembersAreFoundWhereTheClassRequiresThem() {
    Json arguments = Json.parse("{\"Bucket\": \"b\", \"Body\": \"text\"}");

    assertThat(SdkShapes.of("s3").requestProblems("putObject", arguments))
        .containsExactly("PutObjectRequest lacks the required member Key");
  }

  @Test
  void optimizedActionsTakeObjectsForJsonText() {
    Json arguments = Json.parse("{\"QueueUrl\": \"q\", \"MessageBody\": {\"a\": 1}}");

    assertThat(SdkShapes.of("sqs").optimizedRequestProblems("sendMessage", arguments)).isEmpty();
    assertThat(SdkShapes.of("sqs").requestProblems("sendMessage", arguments))
        .singleElement()
        .asString()
        .contains("MessageBody must be String");
  }
}
