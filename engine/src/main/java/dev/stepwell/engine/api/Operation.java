package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;

/**
 * One operation of the API.
 *
 * @param name as AWS calls it, such as {@code StartExecution}
 * @param shape what a request must be like
 * @param handler gives the response
 */
record Operation(String name, Shape shape, Handler handler) {

  /** Answers requests. */
  @FunctionalInterface
  interface Handler {

    /**
     * The response to a request that has its shape.
     *
     * @throws ApiException if it is refused
     */
    JsonObject answer(Request request);
  }

  JsonObject call(JsonObject parameters) {
    shape.check(parameters);
    return handler.answer(new Request(name, parameters));
  }
}
