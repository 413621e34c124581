package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AthenaSqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '§',
      value = {
        "SELECT 1 ~ SELECT ~ 0 ~ 1",
        "  select 1; ~ SELECT ~ 0 ~ 1",
        "(SELECT 1) ~ SELECT ~ 0 ~ 1",
        "§-- what?\nSELECT ?§ ~ SELECT ~ 1 ~ 1",
        "/* a; b? */ INSERT INTO t VALUES (?, ?) ~ INSERT ~ 2 ~ 1",
        "SELECT '?;' || ? || 'it''s ?' ~ SELECT ~ 1 ~ 1",
        "SELECT \"a?;b\" FROM `c?;d` ~ SELECT ~ 0 ~ 1",
        "SELECT 1; SELECT 2 ~ SELECT ~ 0 ~ 2",
        "SELECT 1; -- the end; ~ SELECT ~ 0 ~ 1",
        "SELECT 'never closed ?; ~ SELECT ~ 0 ~ 1",
        "§§ ~ §§ ~ 0 ~ 0",
        "; ~ §§ ~ 0 ~ 0",
        "SELECT'x' ~ SELECT ~ 0 ~ 1"
      })
  void tellsVerbParametersAndStatements(String sql, String verb, int parameters, int statements) {
    assertThat(AthenaSql.read(sql)).isEqualTo(new AthenaSql(verb, parameters, statements));
  }

  @Test
  void spellsNamesInBothLanguages() {
    assertThat(AthenaSql.table("lake.flights")).isEqualTo("\"lake\".\"flights\"");
    assertThat(AthenaSql.hiveTable("lake.flights")).isEqualTo("`lake`.`flights`");
    assertThat(AthenaSql.hiveName("order")).isEqualTo("`order`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a`b", "1a", "ä", "a;b"})
  void refusesNamesThatCouldLeaveTheirQuotes(String name) {
    assertThatThrownBy(() -> AthenaSql.table(name)).hasMessageContaining("no name for Athena");
    assertThatThrownBy(() -> AthenaSql.hiveName(name)).hasMessageContaining("no name for Athena");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {"REDSHIFT | it''s a \\\\", "TRINO | it''s a \\", "HIVE | it\\'s a \\\\"})
  void quotesAreDoubledOrEscapedAsTheDialectWantsIt(Sql.Quoting quoting, String body) {
    assertThat(quoting.body("it's a \\")).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource(Sql.Quoting.class)
  void nulIsInNoText(Sql.Quoting quoting) {
    assertThatThrownBy(() -> quoting.body("a\0b")).hasMessageContaining("NUL");
  }
}
