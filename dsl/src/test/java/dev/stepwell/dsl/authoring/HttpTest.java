package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Http;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.OpenSearch;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to APIs, and to OpenSearch, which is one. */
class HttpTest {

  record Rates(double eur, int count) {}

  private static final String INVOKE = "http:invoke";
  private static final Text CONNECTION = Text.deployed("MarketConnectionArn");
  private static final Text URL = Text.of("https://api.example.com/v1/rates");
  private static final OpenSearch SEARCH =
      OpenSearch.domain(CONNECTION, Text.of("https://search.example.com"));

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private String told() {
    return String.valueOf(aws.asked("sns:publish").get(0).string("Message"));
  }

  private JsonObject asked() {
    return aws.asked(INVOKE).get(0).without("InvocationConfig");
  }

  @Test
  void requestHasHeadersAndParameters() {
    aws.answer(
        INVOKE,
        "{'StatusCode': 200, 'StatusText': 'OK', 'ResponseBody': {'eur': 1.5, 'count': 3}}");
    Workflow<OneTask.Input> workflow =
        Workflow.named("market", OneTask.Input.class)
            .flow(
                (flow, in) -> {
                  var rates =
                      flow.run(
                          "rates",
                          Http.get(CONNECTION, URL)
                              .query("day", in.text(OneTask.Input::day))
                              .query("limit", Num.of(5))
                              .header("Accept", Text.of("application/json"))
                              .returning(Rates.class));
                  flow.run("tell", Blocks.say(rates.output().number(Rates::count).text()));
                });

    aws.run(workflow, "{'day': '2001-01-03'}");

    assertThat(aws.asked(INVOKE).get(0).pretty())
        .isEqualTo(
            """
            {
              "ApiEndpoint": "https://api.example.com/v1/rates",
              "Method": "GET",
              "InvocationConfig": {
                "ConnectionArn": "${MarketConnectionArn}"
              },
              "QueryParameters": {
                "day": "2001-01-03",
                "limit": 5
              },
              "Headers": {
                "Accept": "application/json"
              }
            }
            """);
    assertThat(told()).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{'StatusCode': 201, 'ResponseBody': 'made'} | 201 made",
        "{'StatusCode': 200, 'ResponseBody': {'a': 1}} | 200 {\"a\":1}",
        "{'StatusCode': 204} | 204",
      })
  void answerIsATextWhateverItIs(String answer, String told) {
    aws.answer(INVOKE, answer);

    aws.run(
        OneTask.telling(
            Http.post(CONNECTION, URL).body(Args.of("a", Num.of(1))),
            response -> response.statusCode().text().plus(" ").plus(response.body())),
        "{}");

    assertThat(told().strip()).isEqualTo(told);
    assertThat(asked().object("RequestBody").compact()).isEqualTo("{\"a\":1}");
  }

  @Test
  void formIsEncoded() {
    assertThat(
            OneTask.state(Http.post(CONNECTION, URL).form(Args.of("a", Text.of("b c"))))
                .object("Arguments")
                .without("InvocationConfig")
                .compact())
        .isEqualTo(
            "{\"ApiEndpoint\":\"https://api.example.com/v1/rates\",\"Method\":\"POST\","
                + "\"RequestBody\":{\"a\":\"b c\"},\"Transform\":{\"RequestBodyEncoding\":"
                + "\"URL_ENCODED\"},\"Headers\":{\"Content-Type\":"
                + "\"application/x-www-form-urlencoded\"}}");
  }

  static Stream<Arguments> retried() {
    return Stream.of(
        Arguments.of(Http.get(CONNECTION, URL), "States.Http.StatusCode.502", true),
        Arguments.of(Http.put(CONNECTION, URL), "States.Http.Socket", true),
        Arguments.of(Http.delete(CONNECTION, URL), "States.Http.StatusCode.429", true),
        Arguments.of(Http.head(CONNECTION, URL), "States.Http.StatusCode.500", true),
        Arguments.of(Http.get(CONNECTION, URL), "States.Http.StatusCode.404", false),
        Arguments.of(Http.get(CONNECTION, URL), "States.Http.StatusCode.401", false),
        Arguments.of(Http.post(CONNECTION, URL), "States.Http.StatusCode.503", true),
        Arguments.of(Http.post(CONNECTION, URL), "States.Http.StatusCode.429", true),
        Arguments.of(Http.post(CONNECTION, URL), "States.Http.StatusCode.502", false),
        Arguments.of(Http.patch(CONNECTION, URL), "States.Http.Socket", false),
        Arguments.of(
            Http.post(CONNECTION, URL).idempotencyKey("Idempotency-Key"),
            "States.Http.StatusCode.502",
            true));
  }

  @ParameterizedTest
  @MethodSource("retried")
  void onlyWhatDoesNoHarmIsTriedAgain(Task<?> task, String error, boolean again) {
    aws.fail(INVOKE, error, "").answer(INVOKE, "{'StatusCode': 200}");

    Execution run = aws.run(OneTask.of(task), "{}");

    assertThat(run.error().isEmpty()).isEqualTo(again);
    assertThat(aws.asked(INVOKE)).hasSize(again ? 2 : 1);
  }

  @Test
  void idempotencyKeyIsTheSameForEveryTry() {
    aws.fail(INVOKE, "States.Http.Socket", "").answer(INVOKE, "{'StatusCode': 200}");

    aws.run(OneTask.of(Http.post(CONNECTION, URL).idempotencyKey("Idempotency-Key")), "{}");

    assertThat(aws.asked(INVOKE))
        .extracting(call -> call.object("Headers").string("Idempotency-Key"))
        .hasSize(2)
        .containsOnly(asked().object("Headers").string("Idempotency-Key"));
  }

  @Test
  void permissions() {
    Text url = URL.plus("/").plus(Text.jsonata("$string($states.context.Execution.RedriveCount)"));
    assertThat(OneTask.permissions(Http.get(CONNECTION, URL)))
        .containsExactly(
            "states:InvokeHTTPEndpoint on arn:P:states:R:A:stateMachine:* if"
                + " states:HTTPEndpoint is https://api.example.com/v1/rates and"
                + " states:HTTPMethod is GET",
            "events:RetrieveConnectionCredentials on ${MarketConnectionArn}",
            "secretsmanager:GetSecretValue,secretsmanager:DescribeSecret on"
                + " arn:P:secretsmanager:R:A:secret:events!connection/*");
    assertThat(OneTask.permissions(Http.delete(CONNECTION, url)).get(0))
        .contains("states:HTTPEndpoint is https://api.example.com/v1/rates/* and");
  }

  @Test
  void documentIsWrittenUnderItsId() {
    aws.answer(INVOKE, "{'StatusCode': 200}");

    aws.run(
        OneTask.of(SEARCH.put("flights", Text.of("BER/1 a"), Args.of("day", Text.of("d")))), "{}");

    assertThat(asked().compact())
        .isEqualTo(
            "{\"ApiEndpoint\":\"https://search.example.com/flights/_doc/BER%2F1%20a\",\"Method\":"
                + "\"PUT\",\"RequestBody\":{\"day\":\"d\"}}");
  }

  @Test
  void idThatOnlyRunTimeKnowsIsEncodedThen() {
    aws.answer(INVOKE, "{'StatusCode': 200}");

    aws.run(OneTask.of(SEARCH.delete("flights", Text.jsonata("'a/b'"))), "{}");

    assertThat(asked().string("ApiEndpoint"))
        .isEqualTo("https://search.example.com/flights/_doc/a%2Fb");
  }

  @Test
  void aliasIsPointedInOneStep() {
    assertThat(
            OneTask.state(SEARCH.pointAlias("flights", "flights-2"))
                .object("Arguments")
                .object("RequestBody")
                .compact())
        .isEqualTo(
            "{\"actions\":[{\"remove\":{\"alias\":\"flights\",\"index\":\"*\",\"must_exist\":false}"
                + "},{\"add\":{\"alias\":\"flights\",\"index\":\"flights-2\"}}]}");
    assertThat(OneTask.state(SEARCH.refresh("flights")).object("Arguments").string("ApiEndpoint"))
        .isEqualTo("https://search.example.com/flights/_refresh");
  }

  @Test
  void indexWithCapitals() {
    assertSaid(
        () -> SEARCH.refresh("Flights"),
        "the index of OpenSearch is 'Flights', but it has at most 255 bytes, no capital letters"
            + " and none of \\ / * ? \" < > | , # : and blank, and begins with none of _ - +;"
            + " rename it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/",
        "https://me@api.example.com/",
        "https://api.example.com/?a=b",
        "https://api.example.com/#x",
        "api.example.com"
      })
  void urlThatStepFunctionsDoesNotCall(String url) {
    assertSaid(
        () -> Http.get(CONNECTION, Text.of(url)),
        "the URL is '"
            + url
            + "', but Step Functions calls https:// URLs with a host and without user, query and"
            + " fragment; add parameters with query(..)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "host", "X-Amz-Date", "X-Forwarded-For"})
  void headerOfTheConnection(String header) {
    assertSaid(
        () -> Http.get(CONNECTION, URL).header(header, Text.of("x")),
        "the HTTP header '"
            + header
            + "' is not for a task to set: Step Functions and the connection set it; put"
            + " credentials into the connection");
  }

  @Test
  void bodyOfAGet() {
    assertSaid(
        () -> Http.get(CONNECTION, URL).body(Args.none()),
        "HTTP GET is given a body, which such a request has not; use POST or PUT");
  }

  @Test
  void methodThatStepFunctionsDoesNotKnow() {
    assertSaid(
        () -> Http.call("TRACE", CONNECTION, URL),
        "the HTTP method is 'TRACE', but Step Functions knows GET, POST, PUT, PATCH, DELETE, HEAD"
            + " and OPTIONS; use one of them");
  }

  @Test
  void timeoutThatAwsDoesNotGrant() {
    assertSaid(
        () -> Http.get(CONNECTION, URL).timeout(Duration.ofMinutes(5)),
        "the time-out of HTTP GET is PT5M, but AWS ends such a task after 60 seconds; let the API"
            + " work on after its answer, and ask it again later");
  }
}
