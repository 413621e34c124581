package dev.stepwell.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.service.ServiceHandlers;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The functions. As on Lambda an instance of a handler serves one call at a time and is kept for
 * later ones. Thread-safe.
 */
public final class Functions {

  private record Function(FunctionDefinition definition, String arn, Deque<Handler> idle) {}

  private final ClassLoader classes;
  private final ExecutorService executor;
  private final Supplier<String> ids;
  private final Map<String, Function> functions = new ConcurrentSkipListMap<>();

  /**
   * No function yet.
   *
   * @param classes finds the handler classes
   * @param executor where handlers run, so that a call can be given up; needs a thread for each
   *     call at once
   * @param ids a new request id each time it is asked
   */
  public Functions(ClassLoader classes, ExecutorService executor, Supplier<String> ids) {
    this.classes = requireNonNull(classes, "classes");
    this.executor = requireNonNull(executor, "executor");
    this.ids = requireNonNull(ids, "ids");
  }

  /** Adds a function under its ARN. */
  public void add(FunctionDefinition definition, String arn) {
    functions.put(definition.name(), new Function(definition, arn, new ConcurrentLinkedDeque<>()));
  }

  /** The actions. */
  public Service service() {
    return Service.named("lambda", "Lambda")
        .optimizedNames("Lambda", "AWSLambda", "AWSLambdaException")
        .modelled("ResourceNotFoundException", "InvalidParameterValueException")
        .optimized(
            "invoke",
            Parameters.required("FunctionName")
                .optional("Payload", "Qualifier", "InvocationType", "ClientContext", "LogType"),
            arguments ->
                resumption(String.valueOf(((JsonObject) arguments).string("FunctionName"))),
            this::invoke)
        .build();
  }

  /** The handler for a resource that is the ARN of one of these functions. */
  public Optional<TaskHandler> handler(String resource, ServiceHandlers handlers) {
    if (!resource.startsWith("arn:") || !resource.contains(":lambda:")) {
      return Optional.empty();
    }
    return Optional.of(
        handlers.handler(
            service(),
            payload -> resumption(resource),
            (payload, context) -> run(find(resource), payload.compact())));
  }

  /**
   * Calls a function for another service.
   *
   * @param name the function's name or ARN
   * @param payload the event, JSON text
   * @return what it answered
   * @throws ServiceException if there is no such function
   * @throws TaskFailedException if it threw or took too long
   */
  public Json call(String name, String payload) throws ServiceException {
    return run(find(name), payload);
  }

  private Resumption resumption(String name) {
    Function function = functions.get(bareName(name));
    return function != null && function.definition.idempotent()
        ? Resumption.REPEAT
        : Resumption.RECORD;
  }

  private Json invoke(JsonObject arguments, CallContext context) throws ServiceException {
    Function function = find(Parameters.text(arguments, "FunctionName"));
    String type = arguments.string("InvocationType");
    if (type != null && !type.equals("RequestResponse")) {
      throw ServiceException.refused(
          "InvalidParameterValueException",
          "InvocationType " + type + " is not supported here, only RequestResponse");
    }
    Json payload = arguments.get("Payload");
    Json result = run(function, payload == null ? "{}" : payload.compact());
    return JsonObject.builder()
        .put("ExecutedVersion", "$LATEST")
        .put("Payload", result)
        .put("StatusCode", 200)
        .build();
  }

  /** The name in a name, an ARN or a part of an ARN, with or without a qualifier. */
  private static String bareName(String name) {
    String rest = name;
    int marker = name.indexOf("function:");
    if (marker >= 0) {
      rest = name.substring(marker + "function:".length());
    }
    int colon = rest.indexOf(':');
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  private Function find(String name) throws ServiceException {
    Function function = functions.get(bareName(name));
    if (function == null) {
      throw new ServiceException(
          "ResourceNotFoundException",
          "Function not found: " + name + "; there are " + functions.keySet(),
          404);
    }
    return function;
  }

  private Json run(Function function, String payload) {
    FunctionDefinition definition = function.definition;
    String requestId = ids.get();
    Future<byte[]> call = executor.submit(() -> call(function, payload, requestId));
    try {
      byte[] answer = call.get(definition.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return parse(new String(answer, StandardCharsets.UTF_8));
    } catch (ExecutionException thrown) {
      throw FunctionErrors.thrown(requireNonNull(thrown.getCause(), "cause"));
    } catch (TimeoutException late) {
      call.cancel(true);
      throw FunctionErrors.failed(
          "Sandbox.Timedout",
          "RequestId: "
              + requestId
              + " Error: Task timed out after "
              + definition.timeout().toSeconds()
              + ".00 seconds");
    } catch (InterruptedException stopped) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new TaskFailedException("Lambda.Unknown", "The call was interrupted");
    }
  }

  private static Json parse(String answer) {
    if (answer.isBlank()) {
      return JsonNull.NULL;
    }
    try {
      return Json.parse(answer);
    } catch (JsonSyntaxException text) {
      return new JsonString(answer);
    }
  }

  private byte[] call(Function function, String payload, String requestId) throws Exception {
    Handler handler = function.idle.poll();
    if (handler == null) {
      try {
        handler = Handler.of(function.definition, classes);
      } catch (InvocationTargetException thrown) {
        if (thrown.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw thrown;
      }
    }
    byte[] answer =
        handler.call(payload, new LocalContext(function.definition, function.arn, requestId));
    // What threw or was given up may be in a bad state; the next call gets a new instance.
    function.idle.push(handler);
    return answer;
  }

  /** The functions' ARNs by name. */
  public Map<String, String> arns() {
    Map<String, String> arns = new TreeMap<>();
    functions.forEach((name, function) -> arns.put(name, function.arn));
    return arns;
  }
}
