package dev.stepwell.dsl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Amazon OpenSearch Service, over HTTPS: single documents and the switch of an alias. Many
 * documents at once are the work of a job or a function. The connection has the name and the
 * password of a user of the domain, because Step Functions does not sign such requests. Immutable.
 */
public final class OpenSearch {

  private static final Pattern INDEX =
      Pattern.compile("(?!\\.{1,2}$)(?![_+-])[^A-Z\\\\/*?\"<>| ,#:]{1,255}");
  private static final String RULE =
      "has at most 255 bytes, no capital letters and none of \\ / * ? \" < > | , # : and blank, and"
          + " begins with none of _ - +; rename it";

  private final Text connection;
  private final Text endpoint;

  private OpenSearch(Text connection, Text endpoint) {
    this.connection = connection;
    this.endpoint = endpoint;
  }

  /**
   * A domain.
   *
   * @param connection the ARN of the connection with the user's credentials
   * @param endpoint {@code https://} and the domain's host, without a path
   */
  public static OpenSearch domain(Text connection, Text endpoint) {
    return new OpenSearch(connection, endpoint);
  }

  /** Writes a document, in the place of the one with that id. */
  public HttpCall<Http.Response> put(String index, Text id, Args document) {
    return Http.put(connection, document(index, id)).body(document);
  }

  /** Deletes a document; one that is not there is the error {@link Http#NOT_FOUND}. */
  public HttpCall<Http.Response> delete(String index, Text id) {
    return Http.delete(connection, document(index, id));
  }

  /** Lets searches see all that has been written to an index. */
  public HttpCall<Http.Response> refresh(String index) {
    return Http.post(connection, endpoint.plus("/" + name("index", index) + "/_refresh"));
  }

  /** Lets an alias stand for one index and no other, in one step, as when a new one is filled. */
  public HttpCall<Http.Response> pointAlias(String alias, String index) {
    Expr.Fields of = Expr.fields().and("alias", Expr.text(name("alias", alias)));
    Expr remove =
        of.and("index", Expr.text("*")).and("must_exist", new Expr.Constant(Json.of(false)));
    Expr add = of.and("index", Expr.text(name("index", index)));
    Expr actions =
        new Expr.Elements(
            List.of(Expr.fields().and("remove", remove), Expr.fields().and("add", add)));
    return Http.post(connection, endpoint.plus("/_aliases"))
        .body(new Obj<>(Expr.fields().and("actions", actions), Naming.SAME));
  }

  private Text document(String index, Text id) {
    Text encoded = new Text(Expr.call("$encodeUrlComponent({0})", id.expr()));
    if (id.expr() instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text) {
      encoded = Text.of(URLEncoder.encode(text.value(), UTF_8).replace("+", "%20"));
    }
    return endpoint.plus("/" + name("index", index) + "/_doc/").plus(encoded);
  }

  private static String name(String what, String name) {
    return Accepted.text(what + " of OpenSearch", name, INDEX, RULE);
  }
}
