package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A request to an API.
 *
 * @param <O> what it gives
 */
public final class HttpCall<O> extends Task<O> {

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern OWN_HEADER =
      Pattern.compile(
          "authorization|proxy-.*|host|connection|expect|server|te|trailer|transfer-encoding"
              + "|upgrade|via|max-forwards|www-authenticate|content-md5|x-forwarded.*|x-amz.*");
  private static final Pattern URL = Pattern.compile("https://[^/?#\\s@]+(/[^?#\\s]*)?");
  private static final int SECONDS = 60;

  private final String method;
  private final Text connection;
  private final Expr.Fields request;
  private final Text url;
  private final Outputs outputs;
  private final Function<Parts, O> shape;

  private HttpCall(
      String method,
      Text connection,
      Text url,
      Expr.Fields request,
      Outputs outputs,
      Function<Parts, O> shape) {
    super("HTTP " + method, work(method, connection, url, request, outputs), shape);
    this.method = method;
    this.connection = connection;
    this.url = url;
    this.request = request;
    this.outputs = outputs;
    this.shape = shape;
  }

  static <O> HttpCall<O> of(String method, Text connection, Text url, Function<Parts, O> shape) {
    if (!METHODS.contains(method)) {
      throw InvalidWorkflowException.here(
          "the HTTP method is '"
              + method
              + "', but Step Functions knows GET, POST, PUT, PATCH, DELETE, HEAD and OPTIONS; use"
              + " one of them");
    }
    checkUrl(url);
    return new HttpCall<>(
        method,
        connection,
        url,
        Expr.fields()
            .and("ApiEndpoint", url.expr())
            .and("Method", Expr.text(method))
            .and("InvocationConfig", Expr.fields().and("ConnectionArn", connection.expr())),
        Outputs.of(
            Expr.fields().and("statusCode", Expr.result("StatusCode")).and("body", Http.body())),
        shape);
  }

  /** With a header. Those that carry credentials belong to the connection. */
  public HttpCall<O> header(String name, Value<?> value) {
    if (!HEADER.matcher(name).matches()) {
      throw InvalidWorkflowException.here(
          "the HTTP header '" + name + "' has characters that no header has; check its name");
    }
    if (OWN_HEADER.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      throw InvalidWorkflowException.here(
          "the HTTP header '"
              + name
              + "' is not for a task to set: Step Functions and the connection set it; put"
              + " credentials into the connection");
    }
    return with(Members.put(request, value.asText(), "Headers", name));
  }

  /** With a parameter of the query; it is encoded. */
  public HttpCall<O> query(String name, Value<?> value) {
    return with(Members.put(request, value.expr(), "QueryParameters", name));
  }

  /** With a JSON object as the body. */
  public HttpCall<O> body(Args object) {
    return with(body(object.fields()));
  }

  /** With a value as the body: a text as it is, others as JSON. */
  public HttpCall<O> body(Value<?> value) {
    return with(body(value.expr()));
  }

  /** With the body of a form, {@code application/x-www-form-urlencoded}. */
  public HttpCall<O> form(Args fields) {
    Expr.Fields encoded =
        Members.put(
            body(fields.fields()), Expr.text("URL_ENCODED"), "Transform", "RequestBodyEncoding");
    return with(
        Members.put(
            encoded, Expr.text("application/x-www-form-urlencoded"), "Headers", "Content-Type"));
  }

  /**
   * With a header by which the API knows a request that it has seen already, such as {@code
   * Idempotency-Key}. Its value is the same for every try of this step, so that a try whose answer
   * was lost can be made again.
   */
  public HttpCall<O> idempotencyKey(String header) {
    header(header, Text.of(""));
    return with(Members.put(request, new Expr.Token(), "Headers", header));
  }

  /**
   * Gives the body, which is a JSON object, instead of the whole answer.
   *
   * @param body a record with the members that are of interest
   */
  public <B extends Record> HttpCall<Obj<B>> returning(Class<B> body) {
    Fields.components(body);
    return new HttpCall<>(
        method,
        connection,
        url,
        request,
        Outputs.of(new Expr.Result(List.of("ResponseBody"))),
        parts -> new Obj<>(parts.part(), Naming.SAME));
  }

  /** With a shorter time-out than the 60 seconds after which AWS ends it. */
  @Override
  public Task<O> timeout(Duration limit) {
    if (limit.toSeconds() > SECONDS) {
      throw InvalidWorkflowException.here(
          "the time-out of HTTP "
              + method
              + " is "
              + limit
              + ", but AWS ends such a task after 60 seconds; let the API work on after its answer,"
              + " and ask it again later");
    }
    return super.timeout(limit);
  }

  private static void checkUrl(Text url) {
    List<Expr> parts =
        url.expr() instanceof Expr.Joined joined ? joined.parts() : List.of(url.expr());
    boolean whole = parts.size() == 1;
    if (parts.get(0) instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text) {
      boolean right =
          whole
              ? URL.matcher(text.value()).matches()
              : URL.matcher(text.value()).lookingAt() || text.value().equals("https://");
      if (!right) {
        throw InvalidWorkflowException.here(
            "the URL is '"
                + text.value()
                + (whole ? "'" : "..'")
                + ", but Step Functions calls https:// URLs with a host and without user, query and"
                + " fragment; add parameters with query(..)");
      }
    }
  }

  private Expr.Fields body(Expr value) {
    if (BODILESS.contains(method)) {
      throw InvalidWorkflowException.here(
          "HTTP " + method + " is given a body, which such a request has not; use POST or PUT");
    }
    return Members.put(request, value, "RequestBody");
  }

  private HttpCall<O> with(Expr.Fields other) {
    return new HttpCall<>(method, connection, url, other, outputs, shape);
  }

  private static Work work(
      String method, Text connection, Text url, Expr.Fields request, Outputs outputs) {
    boolean repeatable = REPEATABLE.contains(method) || request.leaves().contains(new Expr.Token());
    IntStream codes = repeatable ? IntStream.of(429, 500, 502, 503, 504) : IntStream.of(429, 503);
    Stream<String> errors = codes.mapToObj(code -> Http.status(code).name());
    String[] retried =
        (repeatable ? Stream.concat(errors, Stream.of(Http.SOCKET.name())) : errors)
            .toArray(String[]::new);
    Call call =
        new Call(
            "http:invoke",
            request,
            SECONDS,
            List.of(RetryRule.service(retried)),
            List.of(
                Permission.on(Arns.here("states") + "stateMachine:*", "states:InvokeHTTPEndpoint")
                    .where("states:HTTPEndpoint", Arns.pattern(url))
                    .where("states:HTTPMethod", method),
                Permission.on(
                    Arns.of(connection, Arns.here("events") + "connection/"),
                    "events:RetrieveConnectionCredentials"),
                Permission.on(
                    Arns.here("secretsmanager") + "secret:events!connection/*",
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:DescribeSecret")));
    return new Work.Request(call, outputs);
  }
}
