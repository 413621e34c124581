package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Brings services to Task states: every action is called on an executor, and what it throws becomes
 * the error's name and cause of the task as AWS Step Functions has them. A task that is resumed is
 * answered as the action's {@link Resumption} says.
 */
public final class ServiceHandlers {

  private final Executor executor;
  private final InstantSource clock;
  private final Supplier<String> requestIds;
  private final CallLedger ledger;

  /**
   * Handlers that work so.
   *
   * @param executor where actions run; they may block
   * @param clock what actions take for the time
   * @param requestIds a new request id each time it is asked
   * @param ledger keeps the calls that must not be made twice
   */
  public ServiceHandlers(
      Executor executor, InstantSource clock, Supplier<String> requestIds, CallLedger ledger) {
    this.executor = requireNonNull(executor, "executor");
    this.clock = requireNonNull(clock, "clock");
    this.requestIds = requireNonNull(requestIds, "requestIds");
    this.ledger = requireNonNull(ledger, "ledger");
  }

  /** Puts a handler for every action of the service. */
  public void add(Service service, TaskHandlers.Builder handlers) {
    service
        .actions()
        .forEach(
            (action, entry) ->
                handlers.put(
                    "arn:aws:states:::aws-sdk:" + service.name() + ":" + action,
                    handler(action, entry, service::sdkError, false)));
    service
        .optimizedActions()
        .forEach(
            (action, entry) ->
                handlers.put(
                    "arn:aws:states:::" + service.name() + ":" + action,
                    handler(
                        action,
                        entry,
                        service::optimizedError,
                        service.hasMetadata() && !action.contains(".sync"))));
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
  public TaskHandler handler(Service service, ResumptionRule resumption, Work work) {
    return new ServiceHandler(
        task -> "",
        calls(work, service::optimizedError, false),
        executor,
        resumption,
        ledger,
        false);
  }

  private TaskHandler handler(
      String action, Service.Entry entry, Call.Naming naming, boolean metadata) {
    Work work = (any, context) -> entry.action().call((JsonObject) any, context);
    return new ServiceHandler(
        task ->
            task.arguments() instanceof JsonObject arguments
                ? String.join(", ", entry.parameters().problems(arguments))
                : "The arguments must be an object",
        calls(work, naming, metadata),
        executor,
        entry.resumption(),
        ledger,
        action.endsWith(".waitForTaskToken"));
  }

  private Call calls(Work work, Call.Naming naming, boolean metadata) {
    return new Call(work, naming, metadata, clock, requestIds);
  }
}
