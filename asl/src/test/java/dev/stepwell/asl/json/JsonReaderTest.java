package dev.stepwell.asl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class JsonReaderTest {

  @Test
  void readsEveryKindOfValue() {
    Json value = Json.parse("{\"a\":[1,\"x\",true,false,null,{}]}");

    assertThat(value)
        .isEqualTo(
            JsonObject.of(
                "a",
                JsonArray.of(
                    Json.of(1),
                    Json.of("x"),
                    JsonBoolean.TRUE,
                    JsonBoolean.FALSE,
                    JsonNull.NULL,
                    JsonObject.EMPTY)));
  }

  @Test
  void keepsTheTextOfAnUntouchedDocument() {
    String text = "{ \"b\" : 1.0,\n \"a\" : [ 1 , 2 ] }";
    JsonObject document = (JsonObject) Json.parse(text);

    assertThat(document.text()).isEqualTo(text);
    assertThat(document.compact()).isEqualTo("{\"b\":1.0,\"a\":[1,2]}");
    assertThat(document.array("a").text()).isEqualTo("[1,2]");
    assertThat(document.with("c", Json.of(3)).text()).isEqualTo("{\"b\":1.0,\"a\":[1,2],\"c\":3}");
    assertThat(document.without("b").text()).isEqualTo("{\"a\":[1,2]}");
    assertThat(((JsonArray) Json.parse("[ 1 ]")).plus(Json.of(2)).text()).isEqualTo("[1,2]");
  }

  @Test
  void keepsTheTextInsideAnotherValue() {
    assertThat(JsonArray.of(Json.parse("{ \"a\" : 1 }"), Json.of(2)).text())
        .isEqualTo("[{ \"a\" : 1 },2]");
  }

  @Test
  void refusesAMemberNamedTwice() {
    JsonSyntaxException refusal =
        catchThrowableOfType(
            JsonSyntaxException.class, () -> Json.parse("{\"a\": 1,\n \"b\": 2, \"a\": 3}"));

    assertThat(refusal).hasMessageContaining("Duplicate field 'a'");
    assertThat(refusal.line()).isEqualTo(2);
  }

  @Test
  void saysWhereTheTextIsWrong() {
    JsonSyntaxException refusal =
        catchThrowableOfType(JsonSyntaxException.class, () -> Json.parse("not a definition"));

    assertThat(refusal.problem()).startsWith("Unrecognized token 'not'");
    assertThat(refusal.line()).isEqualTo(1);
    assertThat(refusal.column()).isEqualTo(4);
    assertThat(refusal).hasMessageContaining("(line 1, column 4)");
  }

  @Test
  void wantsExactlyOneDocument() {
    assertThatThrownBy(() -> Json.parse(" "))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("There is no JSON in the text");
    assertThatThrownBy(() -> Json.parse("1 2"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("There is more text behind the JSON document");
    assertThatThrownBy(() -> Json.parse("{\"a\":1")).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void readsAThousandLevelsAndRefusesMore() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    Json value = Json.parse(deep);

    assertThat(value.compact()).isEqualTo(deep);
    assertThat(value).isEqualTo(Json.parse(deep)).hasSameHashCodeAs(Json.parse(deep));
    assertThat(value.size()).isEqualTo(2000);
    assertThatThrownBy(() -> Json.parse("[" + deep + "]"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("Arrays and objects are nested deeper than 1000");
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(100_000)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void readsVeryLongTexts() {
    String text = "\"" + "x".repeat(21_000_000) + "\"";

    assertThat(((JsonString) Json.parse(text)).value()).hasSize(21_000_000);
  }
}
