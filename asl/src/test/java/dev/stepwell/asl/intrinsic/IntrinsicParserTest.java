package dev.stepwell.asl.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.intrinsic.Argument.Call;
import dev.stepwell.asl.intrinsic.Argument.Constant;
import dev.stepwell.asl.intrinsic.Argument.Path;
import dev.stepwell.asl.intrinsic.Argument.Text;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.path.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicParserTest {

  @Test
  void readsEveryKindOfArgument() {
    Call call = Call.parse("States.Array('a', -2.5e3,null, true , $.x[?(@.y == ')')], $$.Task )");

    assertThat(call.function()).isEqualTo(IntrinsicFunction.ARRAY);
    assertThat(call.arguments())
        .containsExactly(
            new Text("a", "a"),
            new Constant(Json.of(-2500)),
            new Constant(JsonNull.NULL),
            new Constant(Json.of(true)),
            new Path("$.x[?(@.y == ')')]", JsonPath.parse("$.x[?(@.y == ')')]")),
            new Path("$$.Task", JsonPath.parse("$$.Task")));
  }

  @Test
  void readsCallsInCalls() {
    Call call = Call.parse("States.Format('{}', States.UUID())");

    assertThat(call.arguments().get(1)).isInstanceOf(Call.class);
    assertThat(((Call) call.arguments().get(1)).text()).isEqualTo("States.UUID()");
    assertThat(call.text()).isEqualTo("States.Format('{}', States.UUID())");
  }

  @Test
  void keepsEscapesForTemplates() {
    Call call = Call.parse("States.Format('it\\'s \\{\\} {} \\\\ \\n', 1)");

    assertThat(call.arguments().get(0))
        .isEqualTo(new Text("it\\'s \\{\\} {} \\\\ \\n", "it's {} {} \\ \n"));
  }

  @Test
  void allowsTenCallsInOneAnother() {
    String ten = "States.Array(".repeat(10) + ")".repeat(10);

    assertThat(Call.parse(ten).text()).isEqualTo(ten);
    assertThatThrownBy(() -> Call.parse("States.Array(" + ten + ")"))
        .isInstanceOf(IntrinsicSyntaxException.class)
        .hasMessageContaining("nested deeper than 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Nope()",
        "States.UUID",
        "States.UUID(",
        "States.UUID() ",
        "States.UUID(1)",
        "States.MathAdd(1)",
        "States.MathRandom(1,2,3,4)",
        "States.Format()",
        "States.Array(1,)",
        "States.Array(1 2)",
        "States.Array(\"a\")",
        "States.Array('a)",
        "States.Array('a\\\"')",
        "States.Array('a\\')",
        "States.Array($.)",
        "States.Array(x)",
        " States.UUID()",
        "$.a"
      })
  void refusesWhatIsNoCall(String text) {
    assertThatThrownBy(() -> Call.parse(text))
        .isInstanceOf(IntrinsicSyntaxException.class)
        .hasMessageContaining("is no intrinsic call");
  }

  @Test
  void saysHowManyArgumentsAFunctionTakes() {
    assertThatThrownBy(() -> Call.parse("States.MathRandom(1)"))
        .hasMessageContaining("States.MathRandom takes 2 to 3 arguments, not 1");
    assertThatThrownBy(() -> Call.parse("States.Format()"))
        .hasMessageContaining("takes at least 1 arguments");
  }
}
