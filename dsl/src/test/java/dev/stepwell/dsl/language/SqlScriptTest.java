package dev.stepwell.dsl.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        ";;SELECT 1 ; -- one; two",
        "SELECT 'a;b' || 'it''s;' || 'back\\';slash'",
        "SELECT \"a;b\" FROM t",
        "/* a; /* b; */ c; */ SELECT 1",
        "-- a;\nSELECT 1",
        "CREATE PROCEDURE p() AS $$ BEGIN; END; $$ LANGUAGE plpgsql",
        "CREATE PROCEDURE p() AS $body$ SELECT '$$;' ; $body$ LANGUAGE plpgsql",
        "SELECT 'never closed; "
      })
  void isOneStatement(String sql) {
    assertThat(SqlScript.statements(sql)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", ";", "-- nothing", "/* nothing"})
  void isNoStatement(String sql) {
    assertThat(SqlScript.statements(sql)).isEmpty();
  }

  @Test
  void tellsStatementsApartByTheirWords() {
    assertThat(SqlScript.statements("/* x */ vacuum  full t; Select 'VACUUM' from (select b) x"))
        .extracting(SqlScript.Statement::words)
        .containsExactly(List.of("VACUUM", "FULL", "T"), List.of("SELECT", "FROM", "X"));
  }

  @Test
  void startsWithWords() {
    SqlScript.Statement statement = SqlScript.statements("Refresh materialized VIEW v").get(0);

    assertThat(statement.startsWith("REFRESH", "MATERIALIZED", "VIEW")).isTrue();
    assertThat(statement.startsWith("REFRESH", "VIEW")).isFalse();
    assertThat(statement.startsWith("REFRESH", "MATERIALIZED", "VIEW", "V", "W")).isFalse();
  }
}
