package dev.stepwell.asl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPrintingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"\\\"\\\\\\n\\r\\t\\b\\f\"",
        "\"\\u0001\\u001f\"",
        "\"é ü ß\"",
        "\"日本\"",
        "\"😀\"",
        "[]",
        "{}",
        "[[],{}]",
        "{\"é\":[1,-2.50,true,false,null,{\"a b\":\"c\"}]}"
      })
  void knowsItsSizeInUtf8WithoutPrinting(String text) {
    Json value = Json.parse(text);

    assertThat(value.compact()).isEqualTo(text);
    assertThat(value.size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void printsOverLines() {
    assertThat(Json.parse("{\"a\":[1,{}],\"b\":{\"c\":[]}}").pretty())
        .isEqualTo(
            """
            {
              "a": [
                1,
                {}
              ],
              "b": {
                "c": []
              }
            }
            """);
  }

  @Test
  void makesJsonOfJavaValues() {
    Object[] array = {1, 2.5, "x", null};

    assertThat(Json.of((Object) array).compact()).isEqualTo("[1,2.5,\"x\",null]");
    assertThat(Json.of(List.of(1L, true, List.of())).compact()).isEqualTo("[1,true,[]]");
    assertThat(Json.of(Map.of("a", Json.of(1))).compact()).isEqualTo("{\"a\":1}");
    assertThat(Json.of(Arrays.asList((Object) null)).compact()).isEqualTo("[null]");
    assertThatThrownBy(() -> Json.of((Object) Thread.currentThread()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void namesItsTypes() {
    assertThat(((JsonArray) Json.parse("[{},[],\"\",1,true,null]")).stream().map(Json::typeName))
        .containsExactly("object", "array", "string", "number", "boolean", "null");
  }

  @Test
  void comparesArraysInOrder() {
    assertThat(Json.parse("[1,2]"))
        .isEqualTo(Json.parse("[1.0,2]"))
        .isNotEqualTo(Json.parse("[2,1]"));
    assertThat(JsonArray.of(List.of(Json.of(1))).asList()).containsExactly(Json.of(1));
    assertThat(List.of(1, 2).stream().map(Json::of).collect(JsonArray.collector()).compact())
        .isEqualTo("[1,2]");
  }
}
