package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT a, B FROM T | select a, b from t",
        "select 'It''s' -- ; no end | select 'It''s'",
        "select 'a\\'b\\\\c' | select 'a''b\\c'",
        "select \"Big\".\"a\"\"b\" | select \"big\".\"a\"\"b\"",
        "select /* 'x' ; */ 1 | select 1",
        "select a::int, :day, ':day' | select a::int, '2001-01-03', ':day'",
        "select 1.5e-3*2 | select 1.5e-3*2",
        "select getdate(), sysdate | select TIMESTAMP '2026-03-01 12:00:01', TIMESTAMP '2026-03-01 12:00:01.500'",
        "select current_date, t.sysdate | select DATE '2026-03-01', t.sysdate",
        "select nvl(a, 0), t.nvl (1) | select coalesce(a, 0), t.nvl (1)",
        "select datediff(day, a, b) | select datediff('day', a, b)",
        "select pg_last_copy_count() | select 7",
      })
  void writesDuckDbsSql(String redshift, String duckDb) throws WarehouseException {
    Dialect dialect =
        new Dialect(Map.of("day", "2001-01-03"), Instant.parse("2026-03-01T12:00:01.5Z"), facts(7));
    assertThat(dialect.sql(Lexer.tokens(redshift))).isEqualTo(duckDb);
  }

  @Test
  void endsStatementsAtSemicolonsOutsideQuotes() throws WarehouseException {
    List<List<Token>> statements = Lexer.statements("; select ';' ; /* ; */ vacuum t;");
    assertThat(statements).hasSize(2);
    assertThat(statements.get(1)).extracting(Token::text).containsExactly("vacuum", "t");
  }

  @Test
  void keepsAParametersValueOneLiteral() throws WarehouseException {
    Dialect dialect = new Dialect(Map.of("x", "'; drop table t --"), Instant.EPOCH, facts(0));
    assertThat(dialect.sql(Lexer.tokens("select :x"))).isEqualTo("select '''; drop table t --'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 'open", "select \"open", "select 'open\\'"})
  void refusesAQuoteThatIsNotClosed(String sql) {
    assertThatThrownBy(() -> Lexer.tokens(sql))
        .isInstanceOf(WarehouseException.class)
        .hasMessageContaining("unterminated quoted");
  }

  private static Dialect.Facts facts(long lastCopyCount) {
    return new Dialect.Facts("me", "dw", lastCopyCount, 1, 2);
  }
}
