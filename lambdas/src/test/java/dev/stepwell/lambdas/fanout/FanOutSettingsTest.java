package dev.stepwell.lambdas.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FanOutSettingsTest {
  private static final String ARN = "arn:aws:states:eu-west-1:123456789012:stateMachine:loads:live";

  @Test
  void readsTheEnvironment() {
    var settings =
        FanOutSettings.from(Map.of("STATE_MACHINE_ARN", ARN, "KEY_PATTERN", "(?<b>.)(?<a>.)"));

    assertThat(settings.stateMachineName()).isEqualTo("loads");
    assertThat(settings.fields()).containsExactly("b", "a");
  }

  @Test
  void namesEveryVariableThatIsMissing() {
    assertThatThrownBy(() -> FanOutSettings.from(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("STATE_MACHINE_ARN is ''; set it to the ARN")
        .hasMessageContaining("KEY_PATTERN is ''; set it to a regular expression");
  }

  @Test
  void fillsATemplateInOnePassAndQuotesWhatItFillsIn() {
    var settings =
        FanOutSettings.from(
            Map.of("STATE_MACHINE_ARN", ARN, "INPUT_TEMPLATE", "{\"k\": <key>, \"at\": <time>}"));
    var object = new ArrivedObject("b", "<time>\"$1", "", Optional.empty(), "2001-01-03T08:00:00Z");

    assertThat(settings.keys().matcher("any/key").matches()).isTrue();
    assertThat(settings.template().orElseThrow().fill(object))
        .isEqualTo("{\"k\": \"<time>\\\"$1\", \"at\": \"2001-01-03T08:00:00Z\"}");
  }

  @Test
  void refusesATemplateThatIsNoJson() {
    assertThatThrownBy(
            () -> FanOutSettings.from(Map.of("STATE_MACHINE_ARN", ARN, "INPUT_TEMPLATE", "{<key>")))
        .hasMessageContaining("INPUT_TEMPLATE is no JSON once <bucket>, <key> and <time> are");
  }

  @Test
  void refusesAPatternThatCannotBe() {
    assertThatThrownBy(
            () -> FanOutSettings.from(Map.of("STATE_MACHINE_ARN", ARN, "KEY_PATTERN", "(?<a>")))
        .hasMessageContaining("KEY_PATTERN is no regular expression: Unclosed group");
  }
}
