package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated plain expressions, evaluated by us and by the library. */
class PlainAgainstLibraryTest {

  private static final Scope SCOPE =
      Given.input(
              """
              {"n":3,"f":1.50,"s":"x","t":true,"u":false,"z":null,"o":{"a":1,"b":{"c":"d"}},\
              "e":{},"l":[1,[2],{"a":3}],"m":[],"one":[7],"big":9007199254740993}
              """,
              Map.of("v", Json.of(4), "w", Json.parse("{\"a\":[{\"b\":1},{\"b\":2}],\"k\":\"y\"}")))
          .withResult(Json.parse("{\"Status\":\"OK\",\"rows\":2.0}"));

  private static final String[] VALUES = {
    "$states.input.n",
    "$states.input.f",
    "$states.input.s",
    "$states.input.t",
    "$states.input.u",
    "$states.input.z",
    "$states.input.o",
    "$states.input.o.b.c",
    "$states.input.o.a.x",
    "$states.input.nothing",
    "$states.input.l",
    "$states.input.l.a",
    "$states.input.m",
    "$states.input.one",
    "$states.input",
    "$states.result.Status",
    "$states.result.rows",
    "$states.errorOutput.Error",
    "$states.context.State.Name",
    "$v",
    "$w.k",
    "$w.a.b",
    "$missing",
    "0",
    "7",
    "-2",
    "2.50",
    "'text'",
    "\"other\"",
    "''",
    "true",
    "null",
    "[]",
    "{}",
  };

  @Test
  void agreesWithTheLibrary() {
    Random random = new Random(42);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = expression(random, 3);
      JsonataExpression expression = JsonataExpression.parse(text);
      if (!expression.isPlain()) {
        differences.add(text + " is not taken for plain");
        continue;
      }
      String own = answer(() -> expression.evaluate(SCOPE));
      String theirs = answer(() -> expression.evaluateByLibrary(SCOPE));
      if (theirs.contains("D1001") || own.contains("NaN") || own.contains("Infinity")) {
        continue; // AWS gives a string where the library fails
      }
      compared++;
      if (!own.equals(theirs)) {
        differences.add(text + ": " + own + " instead of " + theirs);
      }
    }
    assertThat(differences.stream().limit(30)).isEmpty();
    assertThat(compared).isGreaterThan(15_000);
  }

  private static String answer(Supplier<Json> evaluation) {
    try {
      return String.valueOf(evaluation.get());
    } catch (JsonataFailure e) {
      return e.sentence();
    }
  }

  private static String expression(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    String left = expression(random, depth - 1);
    String right = expression(random, depth - 1);
    return switch (random.nextInt(22)) {
      case 0 -> "(" + left + ") + (" + right + ")";
      case 1 -> "(" + left + ") * " + VALUES[random.nextInt(VALUES.length)];
      case 2 -> "(" + left + ") - (" + right + ")";
      case 3 -> "(" + left + ")/(" + right + ")";
      case 4 -> "(" + left + ") % (" + right + ")";
      case 5, 6 -> "(" + left + ") = (" + right + ")";
      case 7 -> "(" + left + ") != (" + right + ")";
      case 8 -> "(" + left + ") < (" + right + ")";
      case 9 -> "(" + left + ") >= (" + right + ")";
      case 10 -> left + " and " + right;
      case 11 -> left + " or " + right;
      case 12 -> "(" + left + ") ? (" + right + ") : 1";
      case 13 -> left + " = 3 ? " + right;
      case 14, 15 -> "(" + left + ") & (" + right + ")";
      case 16 -> "[" + left + ", " + right + "]";
      case 17 -> "{'p': " + left + ", \"q\": [" + right + "]}";
      case 18 -> "$exists(" + left + ")";
      case 19 -> "$count(" + left + ")";
      case 20 -> random.nextBoolean() ? "$not(" + left + ")" : "$string(" + left + ")";
      default -> "$merge([{'a': " + left + "}, {'b': " + right + "}])";
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.l[0]",
        "$states.input.l.(a)",
        "$states.input{s: n}",
        "$sum($states.input.l)",
        "($x := 1; $x)",
        "function($x){$x}",
        "n",
        "$",
        "$states",
        "[1..3]",
        "$v ~> $string",
        "'a\\n'",
        "{$states.input.s: 1}",
        "$states.input.`n`",
        "-$v",
        "1 in [1]",
        "/a/",
        "$states.input.*",
        "$states.input.n /* three */",
        "$string(1, true)",
        "{'a':1,'a':2}",
      })
  void leavesTheRestToTheLibrary(String text) {
    assertThat(PlainParser.parse(text)).isNull();
  }

  @Test
  void keepsPrecedence() {
    assertThat(value("1 + 2 * 3 - 4 / 2")).isEqualTo("5");
    assertThat(value("1 + 1 & 'x' & 2 * 3")).isEqualTo("\"2x6\"");
    assertThat(value("1 < 2 and 2 = 1 + 1 or false")).isEqualTo("true");
    assertThat(value("true ? 1 : false ? 2 : 3")).isEqualTo("1");
    assertThat(value("10 - 2 - 3")).isEqualTo("5");
  }

  private static String value(String text) {
    JsonataExpression expression = JsonataExpression.parse(text);
    assertThat(expression.isPlain()).isTrue();
    assertThat(expression.evaluateByLibrary(SCOPE)).isEqualTo(expression.evaluate(SCOPE));
    return String.valueOf(expression.evaluate(SCOPE));
  }
}
