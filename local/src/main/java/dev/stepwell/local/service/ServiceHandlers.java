package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings services to Task states: every action is called on an executor, and what it throws becomes
 * the error's name and cause of the task as AWS Step Functions has them.
 */
public final class ServiceHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHandlers.class);

  private final Executor executor;
  private final InstantSource clock;
  private final Supplier<String> requestIds;

  /**
   * Handlers that work so.
   *
   * @param executor where actions run; they may block
   * @param clock what actions take for the time
   * @param requestIds a new request id each time it is asked
   */
  public ServiceHandlers(Executor executor, InstantSource clock, Supplier<String> requestIds) {
    this.executor = requireNonNull(executor, "executor");
    this.clock = requireNonNull(clock, "clock");
    this.requestIds = requireNonNull(requestIds, "requestIds");
  }

  /** Puts a handler for every action of the service. */
  public void add(Service service, TaskHandlers.Builder handlers) {
    service
        .actions()
        .forEach(
            (action, entry) ->
                handlers.put(
                    "arn:aws:states:::aws-sdk:" + service.name() + ":" + action,
                    handler(entry, service::sdkError, false)));
    service
        .optimizedActions()
        .forEach(
            (action, entry) ->
                handlers.put(
                    "arn:aws:states:::" + service.name() + ":" + action,
                    handler(entry, service::optimizedError, !action.contains(".sync"))));
  }

  /** Work whose argument may be any value. */
  @FunctionalInterface
  public interface Work {

    /** Does the work; the rules of {@link ServiceAction#call} hold. */
    Json call(Json arguments, CallContext context) throws ServiceException;
  }

  /**
   * A handler for a resource that is no action, such as a function's ARN.
   *
   * @param service whose optimized error names count
   */
  public TaskHandler handler(Service service, Work work) {
    return task -> executor.execute(() -> answer(task, work, service::optimizedError, false));
  }

  private TaskHandler handler(
      Service.Entry entry,
      BiFunction<ServiceException, String, Service.TaskError> naming,
      boolean metadata) {
    return task -> {
      if (!(task.arguments() instanceof JsonObject arguments)) {
        refuse(task, "The arguments must be an object");
        return;
      }
      var problems = entry.parameters().problems(arguments);
      if (problems.isEmpty()) {
        Work work = (any, context) -> entry.action().call(arguments, context);
        executor.execute(() -> answer(task, work, naming, metadata));
      } else {
        refuse(task, String.join(", ", problems));
      }
    };
  }

  /** AWS's answer to arguments of a wrong shape; it can be neither retried nor caught by name. */
  private static void refuse(Task task, String reason) {
    task.fail(
        "States.Runtime",
        "The Parameters '"
            + task.arguments().compact()
            + "' could not be used to start the Task: ["
            + reason
            + "]");
  }

  private void answer(
      Task task,
      Work work,
      BiFunction<ServiceException, String, Service.TaskError> naming,
      boolean metadata) {
    String requestId = requestIds.get();
    CallContext context =
        new CallContext(
            task.executionArn(),
            task.stateName(),
            task.timeoutSeconds(),
            clock,
            answer -> task.submitted(withMetadata(answer, requestId)),
            task::onCancel);
    Json result;
    try {
      result = work.call(task.arguments(), context);
    } catch (TaskFailedException failure) {
      task.fail(failure.error(), failure.getMessage());
      return;
    } catch (ServiceException failure) {
      fail(task, naming.apply(failure, requestId));
      return;
    } catch (RuntimeException | LinkageError fault) {
      LOG.error("{} in state '{}' broke", task.resource(), task.stateName(), fault);
      fail(task, naming.apply(internal(task, fault), requestId));
      return;
    }
    task.succeed(metadata ? withMetadata(result, requestId) : result);
  }

  private static ServiceException internal(Task task, Throwable fault) {
    return new ServiceException(
        "InternalFailure", "The local " + task.resource() + " broke: " + fault, 500);
  }

  private static void fail(Task task, Service.TaskError error) {
    task.fail(error.error(), error.cause());
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
