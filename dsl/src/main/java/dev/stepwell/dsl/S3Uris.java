package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;
import java.util.Optional;

/** What can be told of an S3 URI when a workflow is built. */
final class S3Uris {

  private static final String SCHEME = "s3://";

  private S3Uris() {}

  /**
   * Refuses a URI that begins with something else than {@code s3://}, if its beginning is known.
   */
  static void check(String what, Text uri) {
    Expr first = uri.expr() instanceof Expr.Joined joined ? joined.parts().get(0) : uri.expr();
    if (first instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text
        && !text.value().startsWith(SCHEME)) {
      throw InvalidWorkflowException.here(
          what
              + " is '"
              + text.value()
              + "', but it must be an S3 URI such as s3://bucket/folder/");
    }
  }

  /** The bucket of a URI, as a permission names it; empty if only the execution knows it. */
  static Optional<String> bucket(Text uri) {
    String known = prefix(uri.expr());
    if (!known.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String rest = known.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    boolean whole = uri.expr().isStatic() || slash >= 0;
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    return whole && !bucket.isEmpty() ? Optional.of(bucket) : Optional.empty();
  }

  /** What is known of a text from its beginning; names of deployment are spelled as such. */
  private static String prefix(Expr expr) {
    if (expr instanceof Expr.Deployed deployed) {
      return "${" + deployed.name() + "}";
    } else if (expr instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text) {
      return text.value();
    } else if (expr instanceof Expr.Joined joined) {
      StringBuilder known = new StringBuilder();
      for (Expr part : joined.parts()) {
        known.append(prefix(part));
        if (!part.isStatic()) {
          break;
        }
      }
      return known.toString();
    }
    return "";
  }
}
