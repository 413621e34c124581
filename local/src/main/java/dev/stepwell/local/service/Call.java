package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskFailedException;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls of one action.
 *
 * @param work the action
 * @param naming gives errors their names
 * @param metadata whether answers get the SDK's metadata
 * @param clock what the action takes for the time
 * @param requestIds a new request id each time it is asked
 */
record Call(
    ServiceHandlers.Work work,
    Naming naming,
    boolean metadata,
    InstantSource clock,
    Supplier<String> requestIds) {

  private static final Logger LOG = LoggerFactory.getLogger(Call.class);

  /** Gives an error the name that the integration gives it. */
  @FunctionalInterface
  interface Naming {
    Service.TaskError of(ServiceException failure, String requestId);
  }

  /** Makes a call and waits for its end. */
  Outcome make(Task task, boolean resumed) {
    String requestId = requestIds.get();
    CallContext context =
        new CallContext(
            task.executionArn(),
            task.stateName(),
            task.token(),
            resumed,
            task.timeoutSeconds(),
            clock,
            answer -> task.submitted(withMetadata(answer, requestId)),
            task::onCancel);
    try {
      Json result = work.call(task.arguments(), context);
      return Outcome.success(metadata ? withMetadata(result, requestId) : result);
    } catch (TaskFailedException failure) {
      return Outcome.failure(failure.error(), failure.getMessage());
    } catch (ServiceException failure) {
      return failed(failure, requestId);
    } catch (RuntimeException | LinkageError fault) {
      return broken(task, fault);
    }
  }

  /** The answer to a call that broke for a reason of our own. */
  Outcome broken(Task task, Throwable fault) {
    LOG.error("{} in state '{}' broke", task.resource(), task.stateName(), fault);
    return failed(
        new ServiceException(
            "InternalFailure", "The local " + task.resource() + " broke: " + fault, 500),
        requestIds.get());
  }

  private Outcome failed(ServiceException failure, String requestId) {
    Service.TaskError error = naming.of(failure, requestId);
    return Outcome.failure(error.error(), error.cause());
  }

  /**
   * The answer as an optimized integration gives it: with the SDK's metadata, names in alphabetical
   * order.
   */
  private static Json withMetadata(Json answer, String requestId) {
    if (!(answer instanceof JsonObject members)) {
      return answer;
    }
    String length = Integer.toString(answer.size());
    JsonObject headers =
        JsonObject.builder()
            .put("x-amzn-RequestId", requestId)
            .put("Content-Length", length)
            .put("Content-Type", "application/x-amz-json-1.1")
            .build();
    JsonObject.Builder all = JsonObject.builder();
    headers.forEach((name, value) -> all.put(name, JsonArray.of(value)));
    TreeMap<String, Json> sorted = new TreeMap<>(members.asMap());
    sorted.put(
        "SdkHttpMetadata",
        JsonObject.builder()
            .put("AllHttpHeaders", all.build())
            .put("HttpHeaders", headers)
            .put("HttpStatusCode", 200)
            .build());
    sorted.put("SdkResponseMetadata", JsonObject.of("RequestId", Json.of(requestId)));
    return Json.of(sorted);
  }
}
