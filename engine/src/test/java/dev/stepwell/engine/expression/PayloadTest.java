package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PayloadTest {

  private static String payload(String template, String input) {
    return Templates.payload(Json.parse(template), "Parameters")
        .evaluate(Given.input(input))
        .compact();
  }

  @Test
  void putsStaticMembersFirstAndDynamicOnesInHashOrder() {
    String template =
        "{'z.$':'$.a','TaskToken.$':'$$.State.Name','arg1.$':'$.a','b':1,'arg2.$':'$.a',"
            + "'a':{'y.$':'$.a','x':0}}";
    Map<String, String> order = new HashMap<>();
    order.put("z", "7");
    order.put("TaskToken", "'S'");
    order.put("arg1", "7");
    order.put("arg2", "7");
    String dynamic =
        order.entrySet().stream()
            .map(member -> "'" + member.getKey() + "':" + member.getValue())
            .collect(Collectors.joining(","));

    assertThat(payload(template.replace('\'', '"'), "{\"a\":7}"))
        .isEqualTo(("{'b':1,'a':{'x':0,'y':7}," + dynamic + "}").replace('\'', '"'));
  }

  @Test
  void evaluatesInsideArraysButNotTheirStrings() {
    assertThat(payload("[{\"x.$\":\"$.a\"},\"$.a\",[{\"y.$\":\"$\"}]]", "{\"a\":1.50}"))
        .isEqualTo("[{\"x\":1.50},\"$.a\",[{\"y\":{\"a\":1.50}}]]");
  }

  @Test
  void tellsTheFieldWhosePathFindsNothing() {
    assertThatThrownBy(
            () -> payload("{\"deep\":{\"value.$\":\"$.no_such\"}}", "{\"int-literal\": 0}"))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e ->
                assertThat(e.cause())
                    .isEqualTo(
                        "The JSONPath '$.no_such' specified for the field 'value.$' could not be"
                            + " found in the input '{\"int-literal\":0}'"));
  }

  @Test
  void givesNullBehindTheEndOfAnArray() {
    assertThat(payload("{\"v.$\":\"$.a[5]\"}", "{\"a\":[1]}")).isEqualTo("{\"v\":null}");
  }

  @Test
  void refusesDynamicMembersThatAreNoPath() {
    assertThatThrownBy(() -> payload("{\"v.$\":1}", "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Parameters: The value for the field 'v.$' must be a path or an intrinsic call");
    assertThatThrownBy(() -> payload("{\"v.$\":\"a.b\"}", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTextsOfErrors() {
    Scope scope = Given.input("{\"e\":\"Boom\",\"n\":1}");

    assertThat(Templates.textAt("$.e", "ErrorPath").apply(scope)).isEqualTo("Boom");
    assertThat(Templates.textAt("States.Format('{}!', $.n)", "CausePath").apply(scope))
        .isEqualTo("1!");
    assertThatThrownBy(() -> Templates.textAt("$.ErrorX", "ErrorPath").apply(scope))
        .hasMessageContaining(
            "The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the"
                + " input '{\"e\":\"Boom\",\"n\":1}'");
    assertThatThrownBy(() -> Templates.textAt("$.n", "ErrorPath").apply(scope))
        .hasMessageContaining("must reference a string");
  }
}
