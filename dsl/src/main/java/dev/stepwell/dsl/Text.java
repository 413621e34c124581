package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Expr;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A text. */
public final class Text extends Value<String> {

  private static final Pattern DEPLOYED = Pattern.compile("[A-Za-z0-9]+");

  Text(Expr expr) {
    super(expr);
  }

  /**
   * A Java text.
   *
   * @throws InvalidWorkflowException if it holds <code>${</code>, which deployment would replace
   */
  public static Text of(String literal) {
    if (literal.contains("${")) {
      throw InvalidWorkflowException.here(
          "the text \""
              + literal
              + "\" holds ${, which deployment takes for a name to fill in and which cannot be"
              + " escaped; use Text.deployed(\"Name\") and plus");
    }
    return new Text(Expr.text(literal));
  }

  /**
   * A text that deployment fills in: <code>${name}</code> in the definition, such as {@code
   * AlertsTopicArn}.
   *
   * @param name letters and digits
   */
  public static Text deployed(String name) {
    if (!DEPLOYED.matcher(name).matches()) {
      throw InvalidWorkflowException.here(
          "the deploy-time name '" + name + "' must consist of letters and digits");
    }
    return new Text(new Expr.Deployed(name));
  }

  /** The item of a forEach over texts. */
  public static Text from(Obj<String> item) {
    return new Text(item.expr());
  }

  /**
   * A text computed by JSONata.
   *
   * @param expression JSONata, where <code>{0}</code> stands for the first argument
   */
  @RawAsl
  public static Text jsonata(String expression, Value<?>... args) {
    return new Text(WrittenJsonata.of(expression, exprs(args)));
  }

  /** This text with another behind it. */
  public Text plus(String literal) {
    return plus(of(literal));
  }

  /** This text with another value behind it; numbers and booleans as JSON spells them. */
  public Text plus(Value<?> value) {
    return new Text(Expr.join(List.of(expr(), value.asText())));
  }

  /** This text, or another if it is absent or null. */
  public Text orElse(String literal) {
    return new Text(or(of(literal).expr()));
  }

  /** Whether it is this very text. */
  public Bool eq(String literal) {
    return eq(of(literal));
  }

  /** Whether both are the same text. */
  public Bool eq(Text other) {
    return Bool.compare(this, "=", other);
  }

  /** Whether it is one of these texts. */
  public Bool oneOf(String... literals) {
    return new Bool(
        Expr.raw(
            "{0} in {1}",
            expr(), new Expr.Elements(Arrays.stream(literals).map(Expr::text).toList())));
  }

  /** Whether it starts with this text. */
  public Bool startsWith(String literal) {
    return new Bool(
        Expr.raw("$substring({0}, 0, " + literal.length() + ") = {1}", expr(), of(literal).expr()));
  }

  /**
   * Whether some part of it matches; anchor with {@code ^} and {@code $} to match all of it.
   *
   * @param regex a regular expression that Java and JavaScript understand alike
   */
  public Bool matches(String regex) {
    try {
      Expr literal = Expr.call(Jsonata.regex(regex));
      return new Bool(Expr.call("$contains({0}, {1})", expr(), literal));
    } catch (PatternSyntaxException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here(
              "'" + regex + "' is no regular expression: " + e.getDescription());
      refused.initCause(e);
      throw refused;
    }
  }

  /** How many characters it has. */
  public Num length() {
    return new Num(Expr.call("$length({0})", expr()));
  }

  /** At most so many of its first characters. */
  public Text first(int characters) {
    return new Text(Expr.call("$substring({0}, 0, " + characters + ")", expr()));
  }

  /** This text taken as a day, {@code YYYY-MM-DD}. */
  public Day asDay() {
    return new Day(expr());
  }
}
