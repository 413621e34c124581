package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Step Functions API of one account and region, on an engine. Thread-safe; StartSyncExecution,
 * GetActivityTask and TestState keep the calling thread until there is an answer. Time, ids and
 * chance are the engine's.
 */
public final class StepFunctionsApi {

  private final Map<String, Operation> operations = new LinkedHashMap<>();

  private StepFunctionsApi(List<Operation> all) {
    all.forEach(operation -> operations.put(operation.name(), operation));
  }

  /** The API on an engine; state machines that the engine has already are there. */
  public static StepFunctionsApi on(Engine engine) {
    Registry registry = new Registry(engine);
    Pages pages = new Pages(engine.clock());
    List<Operation> all = new ArrayList<>();
    all.addAll(new StateMachineOperations(registry, pages).all());
    all.addAll(new VersionOperations(registry, pages).all());
    all.addAll(new AliasOperations(registry, pages).all());
    all.addAll(new ExecutionOperations(registry).all());
    all.addAll(new ListOperations(registry, pages).all());
    all.addAll(new RedriveOperations(registry).all());
    all.addAll(new MapRunOperations(registry, pages).all());
    all.addAll(new ActivityOperations(registry, pages).all());
    all.addAll(new TokenOperations(registry).all());
    all.addAll(new TagOperations(registry).all());
    all.addAll(new ValidationOperations().all());
    all.addAll(new TestStateOperation(engine).all());
    return new StepFunctionsApi(all);
  }

  /** The operations that are served, by AWS's names. */
  public Set<String> operations() {
    return Collections.unmodifiableSet(operations.keySet());
  }

  /**
   * Serves one request.
   *
   * @param operation AWS's name, such as {@code StartExecution}
   * @param parameters the request's members
   * @return the response's members
   * @throws ApiException if AWS would refuse the request
   */
  public JsonObject call(String operation, JsonObject parameters) {
    Operation known = operations.get(operation);
    if (known == null) {
      throw ApiException.of(
          "UnknownOperationException",
          "There is no operation '" + operation + "'; there are " + operations.keySet());
    }
    return known.call(parameters);
  }
}
