package dev.stepwell.asl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "1279",
        "-256",
        "-257",
        "0.0",
        "3.30",
        "1e3",
        "1E+3",
        "1.5e-7",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678901234567890",
        "1e400",
        "0e99999999999",
        "1e99999999999"
      })
  void printsAsItWasSpelled(String spelled) {
    assertThat(Json.parse("[" + spelled + "]").compact()).isEqualTo("[" + spelled + "]");
    assertThat(JsonNumber.parse(spelled).size()).isEqualTo(spelled.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "+1", "01", "1.", ".5", "1e", "NaN", "0x10", "1d", " 1", "1 "})
  void refusesWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> JsonNumber.parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void comparesByValue() {
    assertThat(JsonNumber.parse("1")).isEqualTo(JsonNumber.parse("1.0")).isEqualTo(Json.of(1));
    assertThat(JsonNumber.parse("1e3")).isEqualTo(Json.of(1000)).hasSameHashCodeAs(Json.of(1000));
    assertThat(JsonNumber.parse("0.1")).isEqualTo(Json.of(0.1)).isNotEqualTo(Json.of(0.2));
    assertThat(JsonNumber.parse("9223372036854775807"))
        .isNotEqualTo(JsonNumber.parse("9223372036854775806"));
  }

  @Test
  void knowsWholeNumbersHoweverSpelled() {
    assertThat(JsonNumber.parse("5.0").isIntegral()).isTrue();
    assertThat(JsonNumber.parse("5e2").longValue()).isEqualTo(500);
    assertThat(JsonNumber.parse("5.5").isIntegral()).isFalse();
    assertThat(JsonNumber.parse("5.9").longValue()).isEqualTo(5);
    assertThat(JsonNumber.parse("9223372036854775808").isIntegral()).isFalse();
  }

  @Test
  void givesExactIntsOnly() {
    assertThat(JsonNumber.parse("7.0").intValueExact()).isEqualTo(7);
    assertThatThrownBy(() -> JsonNumber.parse("7.5").intValueExact())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("7.5 is not a whole number");
    assertThatThrownBy(() -> Json.of(1L << 40).intValueExact())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void turnsToTheNarrowestJavaNumber() {
    assertThat(Json.of(7).toJava()).isEqualTo(7);
    assertThat(Json.of(1L << 40).toJava()).isEqualTo(1L << 40);
    assertThat(JsonNumber.parse("7.0").toJava()).isEqualTo(7.0);
    assertThat(JsonNumber.parse("99999999999999999999").toJava())
        .isEqualTo(new BigInteger("99999999999999999999"));
    assertThat(JsonNumber.parse("1.10").decimalValue()).isEqualTo(new BigDecimal("1.10"));
  }

  @Test
  void hasNoSpellingForWhatIsNotFinite() {
    assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of(1 / 0.0)).isInstanceOf(IllegalArgumentException.class);
  }
}
