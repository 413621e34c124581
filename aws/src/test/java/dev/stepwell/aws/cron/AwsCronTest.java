package dev.stepwell.aws.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsCronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *          | cron(0 2 * * ? *)",
        "*/5 * * * *        | cron(0/5 * * * ? *)",
        "5/15 8-18 * * *    | cron(5/15 8-18 * * ? *)",
        "0 8-18/2 * * *     | cron(0 8-18/2 * * ? *)",
        "30 4 1,15 * *      | cron(30 4 1,15 * ? *)",
        "0 0 1 JAN-mar *    | cron(0 0 1 1-3 ? *)",
        "0 0 1 */3 *        | cron(0 0 1 1/3 ? *)",
        "0 9 * * 1-5        | cron(0 9 ? * MON,TUE,WED,THU,FRI *)",
        "0 9 * * 0          | cron(0 9 ? * SUN *)",
        "0 9 * * 7          | cron(0 9 ? * SUN *)",
        "0 9 * * 5-7        | cron(0 9 ? * SUN,FRI,SAT *)",
        "0 9 * * mon,WED    | cron(0 9 ? * MON,WED *)",
        "0 9 * * */2        | cron(0 9 ? * SUN,TUE,THU,SAT *)",
        "0 9 * * 0-6        | cron(0 9 * * ? *)",
        "  0   9  *  2  1   | cron(0 9 ? 2 MON *)",
      })
  void translates(String unix, String aws) {
    assertThat(AwsCron.of(unix)).containsExactly(aws);
  }

  @Test
  void needsTwoSchedulesWhereUnixMeansEitherDay() {
    assertThat(AwsCron.of("0 9 13 * 5"))
        .containsExactly("cron(0 9 13 * ? *)", "cron(0 9 ? * FRI *)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60 * * * *",
        "0 24 * * *",
        "0 0 0 * *",
        "0 0 32 * *",
        "0 0 * 13 *",
        "0 0 * * 8",
        "0 0 * * FRI-MON",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "1,,2 * * * *",
        "1-2-3 * * * *",
        "1/2/3 * * * *",
        "0 0 * * ?",
        "0 0 L * *",
      })
  void refusesWhatUnixCronDoesNotHave(String unix) {
    assertThatThrownBy(() -> AwsCron.of(unix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cron '" + unix + "': ")
        .hasMessageContaining("is not a number, range or step within");
  }

  @Test
  void saysHowManyFieldsThereMustBe() {
    assertThatThrownBy(() -> AwsCron.of("0 0 * * * *"))
        .hasMessage(
            "cron '0 0 * * * *' has 6 fields; write minute, hour, day of month, month and day of"
                + " week");
  }

  @Test
  void refusesStepsOverBothDays() {
    assertThatThrownBy(() -> AwsCron.of("0 0 */2 * 1"))
        .hasMessageContaining("cron programs differ in what that means");
  }
}
