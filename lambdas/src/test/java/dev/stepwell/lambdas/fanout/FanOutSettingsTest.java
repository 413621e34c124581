package dev.stepwell.lambdas.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
  void refusesAPatternThatCannotBe() {
    assertThatThrownBy(
            () -> FanOutSettings.from(Map.of("STATE_MACHINE_ARN", ARN, "KEY_PATTERN", "(?<a>")))
        .hasMessageContaining("KEY_PATTERN is no regular expression: Unclosed group");
  }
}
