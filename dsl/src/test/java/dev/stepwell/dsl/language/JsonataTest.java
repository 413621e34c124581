package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataTest {

  private static final String[] PIECES = {
    "'",
    "\"",
    "\\",
    "/",
    "`",
    "{%",
    "%}",
    "%",
    "}",
    "{",
    "${X}",
    "$",
    "&",
    "\n",
    "\r",
    "\t",
    "\b",
    "\f",
    "\0",
    "\u001f",
    "\u007f",
    "\u2028",
    "\u00e9",
    "\ud83d\ude00",
    " ",
    "a",
    "u0027",
    "\\u0027",
    "''",
    "\"\"",
    "[",
    "]",
    "(",
    ")"
  };

  private static Object evaluate(String expression) {
    return com.dashjoin.jsonata.Jsonata.jsonata(expression).evaluate(null);
  }

  /** Any text made of the pieces that could break a literal comes back as it was. */
  @Test
  void stringLiteralsEvaluateToTheirText() {
    Random random = new Random(20010103);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String literal = Jsonata.string(text.toString());
      assertThat(evaluate(literal)).as(literal).isEqualTo(text.toString());
      assertThat(literal).doesNotContain("%}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"plain|'plain'", "it's|\"it's\"", "say \"x\"|'say \"x\"'", "a\\b|'a\\\\b'"})
  void prefersSingleQuotes(String text, String literal) {
    assertThat(Jsonata.string(text)).isEqualTo(literal);
  }

  @Test
  void valuesEvaluateToThemselves() {
    Json value = Json.parse("{\"a\": [1, 2.5, true, null, {\"it's\": \"%}\"}], \"b\": []}");

    assertThat(evaluate("$string(" + Jsonata.value(value) + ")"))
        .isEqualTo("{\"a\":[1,2.5,true,null,{\"it's\":\"%}\"}],\"b\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "and", "or", "in", "true", "null", "a b", "x-y", "1st", "é"})
  void pathsFindMembersOfAnyName(String name) {
    var expression = com.dashjoin.jsonata.Jsonata.jsonata("$x." + Jsonata.step(name));
    expression.assign("x", java.util.Map.of(name, "found"));

    assertThat(expression.evaluate(null)).isEqualTo("found");
  }

  @Test
  void refusesANameThatJsonataCannotSpell() {
    assertThatThrownBy(() -> Jsonata.step("a`b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSONata cannot spell the field name a`b");
  }

  @Test
  void knowsWhatStepFunctionsTakesForAnExpression() {
    assertThat(List.of("{% x %}", "{% x", "x %}")).allMatch(Jsonata::looksLikeExpression);
    assertThat(List.of("x", "a {% b %} c", "%{}")).noneMatch(Jsonata::looksLikeExpression);
  }
}
