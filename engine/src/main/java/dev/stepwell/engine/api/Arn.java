package dev.stepwell.engine.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name of something that Step Functions has.
 *
 * @param text all of it
 * @param kind what it names: {@code stateMachine}, {@code execution}, {@code express}, ...
 * @param parts what stands behind the kind, between colons
 */
record Arn(String text, String kind, List<String> parts) {

  private static final int KIND = 5;

  /**
   * Reads an ARN of one of some kinds.
   *
   * @throws ApiException InvalidArn if it is none, or of another kind
   */
  static Arn parse(String text, String... kinds) {
    String[] parts = text.split(":", -1);
    if (!text.startsWith("arn:") || parts.length < KIND + 2) {
      throw ApiException.invalidArn("Invalid ARN prefix: " + text);
    }
    String kind = parts[KIND];
    if (!List.of(kinds).contains(kind)) {
      throw ApiException.invalidArn("Resource type not valid in this context: " + kind);
    }
    return new Arn(text, kind, List.of(parts).subList(KIND + 1, parts.length));
  }

  /** A state machine, version or alias; those of a Map's children are refused. */
  static Arn ofStateMachine(String text) {
    Arn arn = parse(text, "stateMachine");
    if (arn.first().contains("/")) {
      throw ApiException.validation(
          "This operation does not support labeled state machine ARNs: '" + text + "'",
          "API_DOES_NOT_SUPPORT_LABELED_ARNS");
    }
    return arn;
  }

  /** The name right behind the kind. */
  String first() {
    return parts.get(0);
  }

  /** What follows the name of a state machine: a version's number or an alias's name. */
  @Nullable String qualifier() {
    return parts.size() > 1 ? parts.get(1) : null;
  }

  /** The last name. */
  String last() {
    return parts.get(parts.size() - 1);
  }

  /** The name of the state machine, without a Map's label. */
  String machine() {
    int slash = first().indexOf('/');
    return slash < 0 ? first() : first().substring(0, slash);
  }

  boolean hasLabel() {
    return first().indexOf('/') >= 0;
  }

  /** Whether what follows the name is a version's number. */
  boolean isVersion() {
    String qualifier = qualifier();
    return parts.size() == 2 && qualifier != null && qualifier.matches("[1-9]\\d{0,8}");
  }
}
