package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {

  /** Reads a literal as Redshift does; fails where the literal ends before its text. */
  private static String read(String literal, char quote, boolean escapes) {
    StringBuilder text = new StringBuilder();
    assertThat(literal.charAt(0)).isEqualTo(quote);
    int i = 1;
    while (true) {
      char c = literal.charAt(i++);
      if (c == quote) {
        if (i == literal.length()) {
          return text.toString();
        }
        assertThat(literal.charAt(i++)).as("a quote inside of " + literal).isEqualTo(quote);
      } else if (escapes && c == '\\') {
        c = literal.charAt(i++);
      }
      text.append(c);
    }
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(10); length >= 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void literalsReadBackAsTheirText() {
    Random random = new Random(20010103);
    for (int run = 0; run < 20_000; run++) {
      String text = random(random, "'\\\"a;-\n%${}");
      assertThat(read(Sql.literal(text), '\'', true)).isEqualTo(text);
    }
  }

  @Test
  void identifiersReadBackAsTheirName() {
    Random random = new Random(20010103);
    for (int run = 0; run < 20_000; run++) {
      String name = random(random, "\"aA1_$ .;-\\");
      String identifier = Sql.identifier(name);
      if (identifier.startsWith("\"")) {
        assertThat(read(identifier, '"', false)).isEqualTo(name);
      } else {
        assertThat(identifier).isEqualTo(name).matches("[A-Za-z_][A-Za-z0-9_$]*");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flights, flights",
    "public.flights, public.flights",
    "dw.public.flights, dw.public.flights",
    "public.my flights, public.\"my flights\""
  })
  void namesTables(String table, String spelled) {
    assertThat(Sql.table(table)).isEqualTo(spelled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.", ".a", "a.b.c.d", "o'hare", "x\0"})
  void refusesNamesThatAreNone(String table) {
    assertThatThrownBy(() -> Sql.table(table)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertThat(Sql.identifier("x".repeat(127))).hasSize(127);
    assertThatThrownBy(() -> Sql.identifier("é".repeat(64)))
        .hasMessageStartingWith("an SQL identifier has at most 127 bytes");
  }

  @Test
  void refusesTextThatHoldsNul() {
    assertThatThrownBy(() -> Sql.literal("\0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("SQL text cannot hold the character NUL");
  }
}
