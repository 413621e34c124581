package dev.stepwell.local.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkDialectTest {

  private DuckDb duck;
  private SqlSession session;

  @BeforeAll
  void open() throws SQLException {
    duck = DuckDb.inMemory((bucket, key) -> Path.of(key));
    session = duck.session();
  }

  @AfterAll
  void close() throws SQLException {
    session.close();
    duck.close();
  }

  private static String translate(String sql) {
    return SparkDialect.translate(Tokenizer.tokens(sql));
  }

  /** What Spark 3.5 answers to each expression, without ANSI mode. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      nullValues = "NULL",
      textBlock =
          """
          CAST('abc' AS INT)                                      ; NULL
          CAST(CAST('7' AS INT) AS STRING) = '7'                  ; true
          CAST('2001-01-03' AS DATE)                              ; 2001-01-03
          CAST(1.5 AS DECIMAL(10,2))                              ; 1.50
          TRY_CAST('9' AS BIGINT) + 1L                            ; 10
          "double" || 'quoted'                                    ; doublequoted
          'it\\'s'                                                ; it's
          'a\\tb'                                                 ; a	b
          'abc' RLIKE 'b'                                         ; true
          'abc' NOT RLIKE '^b'                                    ; true
          '50%' LIKE '%\\%'                                       ; true
          7 DIV 2                                                 ; 3
          7 / 2                                                   ; 3.5
          NULL <=> NULL                                           ; true
          !(1 == 2)                                               ; true
          concat('a', NULL)                                       ; NULL
          concat_ws('-', 'a', NULL, 'b')                          ; a-b
          to_date('03.01.2001', 'dd.MM.yyyy')                     ; 2001-01-03
          to_date('nonsense')                                     ; NULL
          to_timestamp('2001-01-03T08:05', "yyyy-MM-dd'T'HH:mm")  ; 2001-01-03 08:05:00.0
          date_format(DATE '2001-01-03', 'yyyy/MM')               ; 2001/01
          datediff('2001-01-03', '2001-01-01')                    ; 2
          date_add(DATE '2001-01-31', 1)                          ; 2001-02-01
          dayofweek('2001-01-07')                                 ; 1
          nvl(NULL, 'x')                                          ; x
          if(1 < 2, 'yes', 'no')                                  ; yes
          log(1)                                                  ; 0.0
          size(array(1, 2, 3))                                    ; 3
          regexp_extract('a-12', '([a-z])-(\\\\d+)', 2)           ; 12
          regexp_replace('a1b2', '(\\\\d)', '<$1>')               ; a<1>b<2>
          split('a,b', ',')[0]                                    ; a
          size(split('a.b', '\\\\.'))                             ; 2
          isnull(NULL)                                            ; true
          substr('hello', 2, 3)                                   ; ell
          count_if(x > 1) FROM (VALUES (1), (2), (3)) AS t(x)     ; 2
          size(collect_set(x)) FROM (VALUES (1), (1), (NULL)) t(x) ; 1
          """)
  void meansWhatItMeansInSpark(String expression, String expected) throws SQLException {
    String sql = translate("SELECT " + expression);
    Object value = session.run(sql).single();

    if (expected == null) {
      assertThat(value).isNull();
    } else {
      assertThat(value).hasToString(expected);
    }
  }

  @Test
  void keepsWindowsJoinsAndQualifiedNames() {
    assertThat(
            translate(
                "SELECT t.`odd name`, t.size, row_number() OVER (PARTITION BY a ORDER BY b) "
                    + "FROM t LEFT ANTI JOIN u ON t.a = u.a /*+ HINT */ -- and so on"))
        .isEqualTo(
            "SELECT t.\"odd name\", t.size, row_number() OVER (PARTITION BY a ORDER BY b) "
                + "FROM t ANTI JOIN u ON t.a = u.a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT a FROM t LATERAL VIEW explode(b) x  ; LATERAL VIEW is not supported
          SELECT a FROM t DISTRIBUTE BY a            ; DISTRIBUTE BY is not supported
          SELECT a RLIKE b FROM t                    ; RLIKE is supported here with a string
          SELECT to_date(a, f) FROM t                ; to_date is supported here with a string
          SELECT to_date(a, 'QQQ') FROM t            ; 'QQQ' in the date pattern 'QQQ'
          SELECT CAST(a AS interval) FROM t          ; 'interval' is no column type
          SELECT (a FROM t                           ; a bracket is not closed
          SELECT 'a''b'                              ; a quote written twice
          SELECT 'a                                  ; a string is not closed
          SELECT datediff(a)                         ; datediff is called with too few arguments
          SELECT a[b] FROM t                         ; [...] is supported here around a number
          SELECT sha2(a, 512)                        ; sha2 is supported here with 256 bits
          """)
  void refusesWhatItCannotTranslate(String sql, String message) {
    assertThatThrownBy(() -> translate(sql).concat(session.run(translate(sql)).toString()))
        .hasMessageContaining(message);
  }
}
