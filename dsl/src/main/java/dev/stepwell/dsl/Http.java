package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/**
 * Any API over HTTPS. The connection, a resource of EventBridge, holds the credentials; nothing
 * secret stands in the definition. AWS ends such a task after 60 seconds and takes 256 KiB at most,
 * in and out. Source: the Step Functions developer guide, "Call HTTPS APIs".
 *
 * <p>What the API says about being busy or broken, 429, 500, 502, 503 and 504, is retried, and so
 * is a connection that breaks off, if making the request again does no harm: GET, HEAD, OPTIONS,
 * PUT, DELETE, and any request with {@link HttpCall#idempotencyKey}. POST and PATCH are retried
 * only where the API says that it has not taken them, 429 and 503.
 */
public final class Http {

  /** Too many requests. */
  public static final ErrorName TOO_MANY_REQUESTS = status(429);

  /** There is nothing at that URL. */
  public static final ErrorName NOT_FOUND = status(404);

  /** The credentials are missing or wrong. */
  public static final ErrorName UNAUTHORIZED = status(401);

  /** The connection could not be made, or broke off. */
  public static final ErrorName SOCKET = ErrorName.of("States.Http.Socket");

  private Http() {}

  /** The error of an answer with this status, 300 to 599. */
  public static ErrorName status(int code) {
    Accepted.number("HTTP status of an error", code, 300, 599, "others are no errors");
    return ErrorName.of("States.Http.StatusCode." + code);
  }

  /**
   * What an API answers.
   *
   * @param statusCode 200 to 299
   * @param body its body; JSON as it is spelled, empty if there is none
   */
  public record Response(Num statusCode, Text body) {}

  /** Gets what is at the URL. */
  public static HttpCall<Response> get(Text connection, Text url) {
    return call("GET", connection, url);
  }

  /** Posts something to the URL. */
  public static HttpCall<Response> post(Text connection, Text url) {
    return call("POST", connection, url);
  }

  /** Puts something at the URL. */
  public static HttpCall<Response> put(Text connection, Text url) {
    return call("PUT", connection, url);
  }

  /** Changes a part of what is at the URL. */
  public static HttpCall<Response> patch(Text connection, Text url) {
    return call("PATCH", connection, url);
  }

  /** Deletes what is at the URL. */
  public static HttpCall<Response> delete(Text connection, Text url) {
    return call("DELETE", connection, url);
  }

  /** Asks whether there is something at the URL. */
  public static HttpCall<Response> head(Text connection, Text url) {
    return call("HEAD", connection, url);
  }

  /**
   * A request with a method of that name.
   *
   * @param method GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS
   * @param connection the ARN of the connection
   * @param url begins with {@code https://}; parameters go in with {@link HttpCall#query}
   */
  public static HttpCall<Response> call(String method, Text connection, Text url) {
    return HttpCall.of(
        method,
        connection,
        url,
        parts -> new Response(new Num(parts.part("statusCode")), new Text(parts.part("body"))));
  }

  /** The body as a text. */
  static Expr body() {
    return Expr.raw(
        "$exists({0}) ? ($type({0}) = 'string' ? {0} : $string({0})) : ''",
        Expr.result("ResponseBody"));
  }
}
