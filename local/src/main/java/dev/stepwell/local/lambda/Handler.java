package dev.stepwell.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.asl.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An instance of a handler class, ready to be called. For one call at a time, as on Lambda. */
@FunctionalInterface
interface Handler {

  /** What the function answers to the payload. */
  byte[] call(String payload, Context context) throws IOException;

  /**
   * Makes the instance as Lambda does, with the class's public constructor without parameters.
   *
   * @throws ReflectiveOperationException if there is no such class or constructor
   * @throws InvocationTargetException with what the constructor threw
   */
  static Handler of(FunctionDefinition function, ClassLoader classes)
      throws ReflectiveOperationException {
    Object instance =
        Class.forName(function.handlerClass(), true, classes).getConstructor().newInstance();
    if (instance instanceof RequestStreamHandler stream) {
      return (payload, context) -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = payload.getBytes(StandardCharsets.UTF_8);
        stream.handleRequest(new ByteArrayInputStream(in), out, context);
        return out.toByteArray();
      };
    }
    if (instance instanceof RequestHandler<?, ?> plain) {
      return (payload, context) ->
          Json.of(call(plain, Json.parse(payload).toJava(), context))
              .compact()
              .getBytes(StandardCharsets.UTF_8);
    }
    throw new NoSuchMethodException(
        function.handlerClass()
            + " implements neither RequestStreamHandler nor RequestHandler of"
            + " aws-lambda-java-core");
  }

  /**
   * Gives the payload as maps, lists and plain values. A handler whose input is a class of its own
   * fails with a ClassCastException; it should be a RequestStreamHandler.
   */
  @SuppressWarnings("unchecked")
  private static <I, O> @Nullable Object call(
      RequestHandler<I, O> handler, @Nullable Object payload, Context context) {
    return handler.handleRequest((I) payload, context);
  }
}
