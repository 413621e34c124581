package dev.stepwell.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {

  @TempDir Path folder;
  private final DuckDb duck =
      DuckDb.inMemory(
          (bucket, key) -> {
            if (!bucket.equals("landing")) {
              throw new IllegalArgumentException("no bucket " + bucket);
            }
            return folder.resolve(key);
          });

  @AfterEach
  void close() throws SQLException {
    duck.close();
  }

  @Test
  void readsAndWritesS3AddressesAsFiles() throws Exception {
    Files.writeString(folder.resolve("it's.csv"), "a,b\n1,2\n3,4\n");

    try (SqlSession session = duck.session()) {
      assertThat(session.run("SELECT sum(b) FROM 's3://landing/it''s.csv'").single())
          .hasToString("6");
      assertThat(session.run("COPY (SELECT 1 AS a) TO 's3a://landing/out.parquet'").changed())
          .isEqualTo(1);
    }

    assertThat(folder.resolve("out.parquet")).exists();
  }

  @Test
  void leavesAddressesAloneThatAreNoLiterals() throws Exception {
    try (SqlSession session = duck.session()) {
      String sql = "SELECT 1 AS \"s3://landing/x\" /* 's3://landing/y' */ -- 's3://landing/z'\n";

      assertThat(session.localize(sql)).isEqualTo(sql);
      assertThat(session.localize("SELECT 'see s3://landing/x'"))
          .isEqualTo("SELECT 'see s3://landing/x'");
    }
  }

  @Test
  void keepsTheSlashOfAFolder() throws Exception {
    try (SqlSession session = duck.session()) {
      assertThat(session.localizeAddress("s3://landing/a/")).isEqualTo(folder + "/a/");
      assertThat(session.localizeAddress("/tmp/a")).isEqualTo("/tmp/a");
    }
  }

  @Test
  void keepsTemporaryTablesOfSessionsApart() throws Exception {
    try (SqlSession one = duck.session();
        SqlSession other = duck.session()) {
      one.run("CREATE TEMP TABLE t AS SELECT 1 AS x");
      other.run("CREATE TEMP VIEW t AS SELECT 2 AS x");

      assertThat(one.run("SELECT x FROM t").single()).isEqualTo(1);
      assertThat(other.run("SELECT x FROM t").single()).isEqualTo(2);
    }
  }

  @Test
  void givesTheEnginesOwnMessage() throws Exception {
    try (SqlSession session = duck.session()) {
      assertThatThrownBy(() -> session.run("SELECT * FROM missing"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Table with name missing does not exist")
          .hasMessageNotContaining("pending query");
      assertThat(session.run("SELECT 1").single()).isEqualTo(1);
    }
  }

  @Test
  void namesTheBucketThatIsMissing() throws Exception {
    try (SqlSession session = duck.session()) {
      assertThatThrownBy(() -> session.run("SELECT * FROM 's3://other/x.csv'"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no bucket other");
    }
  }

  @Test
  void downloadsNoExtension() throws Exception {
    try (SqlSession session = duck.session()) {
      assertThatThrownBy(() -> session.run("SELECT * FROM 'https://example.invalid/x.csv'"))
          .isInstanceOf(SQLException.class);
      assertThat(session.run("SELECT current_setting('autoinstall_known_extensions')").single())
          .hasToString("false");
    }
  }

  @Test
  void opensNoSessionOnceClosed() throws Exception {
    duck.close();

    assertThatThrownBy(duck::session).hasMessage("the database is closed");
  }

  @Test
  void asksForExactlyOneValue() throws Exception {
    try (SqlSession session = duck.session()) {
      SqlResult rows = session.run("SELECT 1 AS a, 2 AS b");

      assertThat(rows.columns()).extracting(SqlResult.Column::name).containsExactly("a", "b");
      assertThatThrownBy(rows::single).hasMessageContaining("1 rows of 2 columns");
    }
  }
}
