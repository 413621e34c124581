package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.Json;

/** What can be wrong with an expression: codes and texts of JSONata 2.0.6. */
enum SyntaxError {
  UNTERMINATED_STRING("S0101", "String literal must be terminated by a matching quote"),
  NUMBER_RANGE("S0102", "Number out of range: {{token}}"),
  UNKNOWN_ESCAPE("S0103", "Unsupported escape sequence: \\{{token}}"),
  UNICODE_ESCAPE("S0104", "The escape sequence \\u must be followed by 4 hex digits"),
  UNTERMINATED_NAME("S0105", "Quoted property name must be terminated with a backquote (`)"),
  UNTERMINATED_COMMENT("S0106", "Comment has no closing tag"),
  SYNTAX("S0201", "Syntax error: {{token}}"),
  EXPECTED("S0202", "Expected {{value}}, got {{token}}"),
  EXPECTED_BEFORE_END("S0203", "Expected {{value}} before end of expression"),
  UNKNOWN_OPERATOR("S0204", "Unknown operator: {{token}}"),
  UNEXPECTED_END("S0207", "Unexpected end of expression"),
  PARAMETER(
      "S0208", "Parameter {{value}} of function definition must be a variable name (start with $)"),
  PREDICATE_AFTER_GROUP("S0209", "A predicate cannot follow a grouping expression in a step"),
  SECOND_GROUP("S0210", "Each step can only have one grouping expression"),
  NOT_UNARY("S0211", "The symbol {{token}} cannot be used as a unary operator"),
  ASSIGNMENT("S0212", "The left side of := must be a variable name (start with $)"),
  LITERAL_STEP(
      "S0213", "The literal value {{value}} cannot be used as a step within a path expression"),
  BINDING("S0214", "The right side of {{token}} must be a variable name (start with $)"),
  BINDING_AFTER_PREDICATE(
      "S0215", "A context variable binding must precede any predicates on a step"),
  BINDING_AFTER_SORT(
      "S0216", "A context variable binding must precede the 'order-by' clause on a step"),
  NO_PARENT("S0217", "The object representing the 'parent' cannot be derived from this expression"),
  EMPTY_REGEX("S0301", "Empty regular expressions are not allowed"),
  UNTERMINATED_REGEX("S0302", "No terminating / in regular expression"),
  PARAMETRIC_TYPE("S0401", "Type parameters can only be applied to functions and arrays"),
  PARAMETRIC_CHOICE("S0402", "Choice groups containing parameterized types are not supported"),
  TOO_DEEP(
      "U1001",
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
          + " tail-recursive");

  private final String code;
  private final String template;

  SyntaxError(String code, String template) {
    this.code = code;
    this.template = template;
  }

  JsonataSyntaxException at(int position) {
    return at(position, "", "");
  }

  /** The error with its token in place, which the reference prints as JSON. */
  JsonataSyntaxException token(int position, Object token) {
    return at(position, token, "");
  }

  JsonataSyntaxException at(int position, Object token, Object value) {
    String message =
        template
            .replace("{{token}}", Json.of(token).compact())
            .replace("{{value}}", Json.of(value).compact());
    return new JsonataSyntaxException(code, message, position);
  }
}
