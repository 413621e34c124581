package dev.stepwell.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import org.junit.jupiter.api.Test;

class ServiceHandlersTest {

  private final Service service =
      Service.named("imaginary", "DynamoDb")
          .optimizedNames("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException")
          .modelled("NoSuchTable", "BusyException")
          .action("get", Parameters.required("Table", "Key").optional("Fields"), this::answer)
          .optimized("get", Parameters.required("Table", "Key").optional("Fields"), this::answer)
          .optimized(
              "run.sync",
              Parameters.none(),
              (arguments, context) -> {
                context.submitted(JsonObject.of("Id", Json.of("7")));
                return JsonObject.of("State", Json.of("DONE"));
              })
          .build();

  private final TaskCalls calls = TaskCalls.to(service);

  private Json answer(JsonObject arguments, CallContext context) throws ServiceException {
    switch (String.valueOf(arguments.string("Key"))) {
      case "modelled" -> throw new ServiceException("NoSuchTable", "no table t", 404);
      case "busy" -> throw ServiceException.refused("BusyException", "busy");
      case "other" -> throw ServiceException.refused("ValidationException", "wrong key");
      case "named" -> throw new TaskFailedException("com.acme.Bad", "bad");
      case "bug" -> throw new IllegalStateException("oops");
      default -> {
        return JsonObject.of("Value", Json.of(1), "Key", Json.of(context.now().toString()));
      }
    }
  }

  private TaskFailedException failure(String resource, String key) {
    return catchThrowableOfType(
        TaskFailedException.class, () -> calls.call(resource, "{'Table':'t','Key':'" + key + "'}"));
  }

  @Test
  void answersSdkCallsPlainly() {
    Json answer = calls.call("aws-sdk:imaginary:get", "{'Table':'t','Key':'k'}");

    assertThat(answer.compact()).isEqualTo("{\"Value\":1,\"Key\":\"" + TaskCalls.NOW + "\"}");
  }

  @Test
  void addsMetadataToOptimizedAnswersInAlphabeticalOrder() {
    JsonObject answer = (JsonObject) calls.call("imaginary:get", "{'Table':'t','Key':'k'}");

    assertThat(answer.names())
        .containsExactly("Key", "SdkHttpMetadata", "SdkResponseMetadata", "Value");
    assertThat(answer.object("SdkHttpMetadata").names())
        .containsExactly("AllHttpHeaders", "HttpHeaders", "HttpStatusCode");
    assertThat(answer.object("SdkResponseMetadata").string("RequestId")).isEqualTo("r-1");
  }

  @Test
  void addsMetadataToWhatWasSubmittedButNotToTheResultOfSync() {
    Json answer = calls.call("imaginary:run.sync", "{}");

    assertThat(answer).isEqualTo(Json.parse("{\"State\":\"DONE\"}"));
    assertThat(calls.submitted())
        .singleElement()
        .satisfies(
            told ->
                assertThat(((JsonObject) told).names())
                    .containsExactly("Id", "SdkHttpMetadata", "SdkResponseMetadata"));
  }

  @Test
  void namesSdkErrorsAsTheSecondSdkDoes() {
    assertThat(failure("aws-sdk:imaginary:get", "modelled"))
        .hasMessage(
            "no table t (Service: DynamoDb, Status Code: 404, Request ID: r-1)"
                + " (SDK Attempt Count: 1)")
        .extracting(TaskFailedException::error)
        .isEqualTo("DynamoDb.NoSuchTableException");
    assertThat(failure("aws-sdk:imaginary:get", "busy").error())
        .isEqualTo("DynamoDb.BusyException");
    assertThat(failure("aws-sdk:imaginary:get", "other").error())
        .isEqualTo("DynamoDb.DynamoDbException");
  }

  @Test
  void namesOptimizedErrorsAsTheFirstSdkDoes() {
    assertThat(failure("imaginary:get", "other"))
        .hasMessage(
            "wrong key (Service: AmazonDynamoDBv2; Status Code: 400; Error Code:"
                + " ValidationException; Request ID: r-1; Proxy: null)")
        .extracting(TaskFailedException::error)
        .isEqualTo("DynamoDB.AmazonDynamoDBException");
    assertThat(failure("imaginary:get", "modelled").error())
        .isEqualTo("DynamoDB.NoSuchTableException");
  }

  @Test
  void passesOnErrorsThatHaveTheirOwnName() {
    assertThat(failure("imaginary:get", "named"))
        .hasMessage("bad")
        .extracting(TaskFailedException::error)
        .isEqualTo("com.acme.Bad");
  }

  @Test
  void answersAFaultAsTheServicesInternalError() {
    assertThat(failure("aws-sdk:imaginary:get", "bug"))
        .hasMessageContaining("IllegalStateException: oops")
        .hasMessageContaining("Status Code: 500")
        .extracting(TaskFailedException::error)
        .isEqualTo("DynamoDb.DynamoDbException");
  }

  @Test
  void refusesMissingAndUnknownArgumentsTogether() {
    assertThatThrownBy(() -> calls.call("aws-sdk:imaginary:get", "{'Table':'t','Kye':'k'}"))
        .hasMessageStartingWith(
            "The Parameters '{\"Table\":\"t\",\"Kye\":\"k\"}' could not be used to start the Task:")
        .hasMessageContaining("The field 'Key' is required but was missing")
        .hasMessageContaining("The field 'Kye' is not supported")
        .hasMessageContaining("known are Table, Key, Fields")
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.error()).isEqualTo("States.Runtime"));
  }

  @Test
  void refusesArgumentsThatAreNoObject() {
    assertThatThrownBy(
            () -> calls.callResource("arn:aws:states:::imaginary:get", Json.parse("[1]")))
        .hasMessageContaining("must be an object");
  }

  @Test
  void saysWhichTextIsMissing() {
    assertThatThrownBy(() -> Parameters.text(JsonObject.of("Name", Json.of(3)), "Name"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("'Name' must be a STRING")
        .hasMessageContaining("but is 3");
  }
}
