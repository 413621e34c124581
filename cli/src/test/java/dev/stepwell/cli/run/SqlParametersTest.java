package dev.stepwell.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlParametersTest {

  private static final JsonObject INPUT =
      (JsonObject) Json.parse("{\"day\": \"2001-01-03\", \"most\": 5, \"name\": \"O'Hare\"}");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "day = :day, day = '2001-01-03'",
        "n < :most, n < 5",
        "name = :name, name = 'O''Hare'",
        "x = :unknown, x = NULL",
        "t = '12:day', t = '12:day'",
        "d::date = :day, d::date = '2001-01-03'"
      })
  void putsMembersOfTheInputInAsLiterals(String sql, String expected) {
    assertThat(SqlParameters.bind(sql, INPUT)).isEqualTo(expected);
  }
}
