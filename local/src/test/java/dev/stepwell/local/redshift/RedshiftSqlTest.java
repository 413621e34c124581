package dev.stepwell.local.redshift;

import static dev.stepwell.local.redshift.WarehouseFixture.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of Redshift's that DuckDB does not have or means otherwise. */
class RedshiftSqlTest {

  @TempDir Path folder;
  private WarehouseFixture dw;

  @BeforeEach
  void open() {
    dw = new WarehouseFixture(folder);
    dw.done("create table t(n int, a varchar(5)) diststyle all sortkey (n)");
    dw.done("create table woven(n int, a varchar(5)) interleaved sortkey (n, a)");
    dw.done("create table s(n int, a varchar(5)) distkey (n)");
    dw.done("insert into t values (1, 'a'), (2, 'b'), (2, 'b')");
    dw.done("insert into s values (2, 'B'), (3, 'C'), (3, 'C')");
  }

  @AfterEach
  void close() throws Exception {
    dw.close();
  }

  private String error(String sql) {
    return String.valueOf(dw.run(sql).string("Error"));
  }

  private Object rows() {
    return dw.rows("select * from t order by 1, 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vacuum",
        "vacuum full",
        "vacuum t",
        "vacuum sort only t to 75 percent",
        "vacuum delete only public.t",
        "vacuum reindex woven",
        "vacuum recluster s boost",
        "vacuum full t to 100 percent boost",
        "analyze",
        "analyze verbose",
        "analyze t",
        "analyze t (n, a)",
        "analyze t all columns",
        "analyze predicate columns",
      })
  void maintains(String sql) {
    dw.done(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vacuum nowhere | relation \"nowhere\" does not exist",
        "vacuum reindex | VACUUM REINDEX needs the name of a table",
        "vacuum recluster | VACUUM RECLUSTER needs the name of a table",
        "vacuum to 50 percent | VACUUM TO needs the name of a table",
        "vacuum boost | VACUUM BOOST needs the name of a table",
        "vacuum reindex woven to 50 percent | TO n PERCENT cannot be used with VACUUM REINDEX",
        "vacuum recluster s to 50 percent | TO n PERCENT cannot be used with VACUUM RECLUSTER",
        "vacuum reindex woven boost | BOOST cannot be used with VACUUM REINDEX",
        "vacuum recluster woven | VACUUM RECLUSTER cannot be used on a table with an interleaved sort key or DISTSTYLE ALL",
        "vacuum recluster t | VACUUM RECLUSTER cannot be used on a table with an interleaved sort key or DISTSTYLE ALL",
        "vacuum reindex t | VACUUM REINDEX needs a table with an interleaved sort key",
        "vacuum t to 101 percent | VACUUM threshold must be from 0 to 100 percent, not 101",
        "vacuum t please | syntax error at or near \"please\"",
        "analyze nowhere | relation \"nowhere\" does not exist",
        "analyze t (nope) | column \"nope\" of relation \"t\" does not exist",
        "analyze t (n) predicate columns | syntax error at or near \"predicate\"",
        "analyze compression t | ANALYZE COMPRESSION is not supported by the local warehouse",
      })
  void refusesMaintenanceThatCannotBe(String sql, String error) {
    assertThat(error(sql)).startsWith("ERROR: " + error);
  }

  @Test
  void runsOneVacuumAtATime() throws Exception {
    assertThat(dw.warehouse().beginVacuum()).isTrue();
    assertThat(error("vacuum t")).startsWith("ERROR: VACUUM is running");
    dw.warehouse().endVacuum();
    dw.done("vacuum t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vacuum t | VACUUM cannot run inside a transaction block",
        "alter table t append from s | ALTER TABLE APPEND cannot run inside a transaction block",
      })
  void refusesInABatchWhatRunsAlone(String sql, String error) {
    JsonObject batch = dw.batch("insert into t values (9, 'z')", sql);
    assertThat(batch.string("Error")).isEqualTo("Query #2 failed with ERROR: " + error);
    assertThat(dw.rows("select count(*) from t")).containsExactly("3");
    JsonObject each =
        WarehouseFixture.target()
            .with("Sqls", JsonArray.of(Json.of("insert into t values (9, 'z')"), Json.of(sql)))
            .with("ExecutionMode", Json.of("AUTO_COMMIT"));
    finished(dw.describe(dw.call("batchExecuteStatement", each).object()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from nowhere | 42P01",
        "select nope from t | 42703",
        "select nope(1) | 42883",
        "select from where | 42601",
      })
  void hasSqlStates(String sql, String state) {
    assertThatThrownBy(() -> dw.warehouse().query(sql, Instant.EPOCH))
        .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
        .extracting(SQLException::getSQLState)
        .isEqualTo(state);
  }

  @Test
  void movesRowsWithAppend() {
    assertThat(dw.done("alter table t append from s").get("ResultRows")).isEqualTo(Json.of(3));
    assertThat(dw.rows("select (select count(*) from t), (select count(*) from s)"))
        .containsExactly("6|0");
    dw.done("create table wide(n int, x int)");
    dw.done("insert into wide values (7, 1)");
    assertThat(error("alter table t append from wide")).contains("use FILLTARGET");
    assertThat(error("alter table t append from wide filltarget")).contains("use IGNOREEXTRA");
    dw.done("create table other(n bigint, a varchar(5))");
    assertThat(error("alter table t append from other"))
        .contains("column n is integer in the target and bigint in the source");
  }

  @Test
  void altersTables() {
    dw.done("alter table t add column b varchar(3) default 'x' encode zstd");
    dw.done("alter table t add column c int not null default 5");
    dw.done("alter table t alter distkey n");
    dw.done("alter table t alter compound sortkey (n, a)");
    dw.done("alter table t alter column a encode lzo");
    dw.done("alter table t owner to loader");
    dw.done("alter table t add primary key (n)");
    dw.done("alter table t rename column a to letter");
    dw.done("alter table t drop column c");
    dw.done("insert into t values (1, 'a', 'y')");
    assertThat(dw.rows("select * from t where letter = 'a' order by 3"))
        .containsExactly("1|a|x", "1|a|y");
    assertThat(error("alter table t add column d int not null"))
        .isEqualTo(
            "ERROR: ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression");
    assertThat(error("alter table t alter column letter type varchar(9)"))
        .isEqualTo("ERROR: ALTER COLUMN .. TYPE is not supported by the local warehouse");
    assertThat(error("alter table nowhere add column d int"))
        .isEqualTo("ERROR: relation \"nowhere\" does not exist");
  }

  @Test
  void mergesWithDeletes() {
    dw.done("delete from s where n = 3");
    dw.done("insert into s values (4, 'D')");
    dw.done(
        "merge into t using s on t.n = s.n when matched then delete"
            + " when not matched then insert values (s.n, s.a)");
    assertThat(rows()).asString().isEqualTo("[1|a, 4|D]");
  }

  @Test
  void replacesMatchesAndRemovesDuplicates() {
    dw.done("merge into t using s as x on t.n = x.n remove duplicates");
    assertThat(rows()).asString().isEqualTo("[1|a, 2|B, 3|C]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "using (select * from s) x on t.n = x.n when matched then delete when not matched then insert values (1, 'a') | the source of MERGE must be a table",
        "using v on t.n = v.n when matched then delete when not matched then insert values (1, 'a') | the source of MERGE must be a table",
        "using t on t.n = t.n when matched then delete when not matched then insert values (1, 'a') | the source and the target of MERGE must be different tables",
        "using s on t.n = s.n when matched then delete | syntax error at end of input",
        "using s on t.n = s.n when not matched then insert values (1, 'a') | syntax error at or near \"not\"",
        "using s on t.n = s.n when matched and s.n = 1 then delete when not matched then insert values (1, 'a') | syntax error at or near \"and\"",
        "x using s on x.n = s.n when matched then delete when not matched then insert values (1, 'a') | syntax error at or near \"x\"",
        "using s on t.n = s.n when matched then delete when not matched by source then delete | syntax error at or near \"by\"",
        "using s on t.n = s.n when matched then update set a = s.a when not matched then insert values (s.n, s.a) | Found multiple matches to update the same tuple",
      })
  void mergesByRedshiftsRulesOnly(String rest, String error) {
    dw.done("create view v as select * from s");
    dw.done("insert into t values (3, 'c')");
    assertThat(error("merge into t " + rest)).startsWith("ERROR: " + error);
    assertThat(dw.rows("select count(*) from t")).containsExactly("4");
  }

  @Test
  void refreshesMaterializedViewsFromWhatIsCommitted() {
    dw.done(
        "create materialized view mv backup no diststyle all sortkey (n) auto refresh no as"
            + " select n, count(*) as many from t group by n");
    assertThat(dw.rows("select * from mv order by 1")).containsExactly("1|1", "2|2");
    finished(dw.batch("insert into t values (1, 'x')", "refresh materialized view mv"));
    assertThat(dw.rows("select * from mv order by 1")).containsExactly("1|1", "2|2");
    dw.done("refresh materialized view public.mv restrict");
    assertThat(dw.rows("select * from mv order by 1")).containsExactly("1|2", "2|2");
    assertThat(error("insert into mv values (1, 1)"))
        .isEqualTo("ERROR: cannot change materialized view \"mv\"");
    assertThat(error("truncate mv")).isEqualTo("ERROR: cannot change materialized view \"mv\"");
    assertThat(error("drop table mv")).startsWith("ERROR: \"mv\" is not a table");
    assertThat(error("refresh materialized view t"))
        .isEqualTo("ERROR: \"t\" is not a materialized view");
    dw.done("drop materialized view mv");
    dw.done("drop materialized view if exists mv");
    assertThat(error("select * from mv")).isEqualTo("ERROR: relation \"mv\" does not exist");
  }

  @Test
  void makesViewsAndTablesLikeOthers() {
    dw.done("create or replace view v as select n from t with no schema binding");
    assertThat(dw.rows("select sum(n) from v")).containsExactly("5");
    dw.done("create table k(id bigint identity(5, 2), a varchar(5) default 'x' not null)");
    dw.done("create table twin (like k including defaults)");
    dw.done("insert into twin(id) values (1)");
    dw.done("create table bare (like k)");
    assertThat(dw.rows("select * from twin")).containsExactly("1|x");
    assertThat(error("insert into bare(id) values (1)"))
        .isEqualTo("ERROR: Cannot insert a NULL value into column a");
    dw.done("create table filled diststyle even sortkey(n) as select n, a from t");
    assertThat(dw.rows("select count(*) from filled")).containsExactly("3");
  }

  @Test
  void tellsOfTheSession() throws Exception {
    dw.put("in/1", "7|x\n");
    JsonObject batch =
        dw.batch(
            "copy t from 's3://lake/in/' iam_role default",
            "unload ('select * from t') to 's3://lake/out/' iam_role default",
            "select pg_last_copy_count(), pg_last_unload_count(), current_database(), current_user");
    JsonObject id = JsonObject.of("Id", Json.of(finished(batch).string("Id") + ":3"));
    assertThat(dw.call("getStatementResult", id).object().array("Records").compact())
        .isEqualTo(
            "[[{\"LongValue\":1},{\"LongValue\":4},{\"StringValue\":\"dw\"},{\"StringValue\":\"IAMR:local\"}]]");
    assertThat(dw.rows("select table_name, loaded_rows, file_format from sys_load_history"))
        .containsExactly("t|1|text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select v.name::varchar, v.n::int + 1, v.tags[0]::varchar from d where v.name::varchar = 'ann' # ann|8|x",
        "select d.v.inner.deep[1].k from d where id = 1 # 5",
        "select d.id, t::varchar from d, d.v.tags as t order by 2 # 1|x;1|y",
        "select e.id, i.k from d as e, e.v.inner.deep i where i.k::int > 1 # 1|5",
        "select count(*) from d, d.v.nowhere as t # 0",
        "select count(*) from d join t on d.id = t.n, d.v.tags as x where t.n = 1 # 2",
        "select get_array_length(v.tags), is_valid_json('{'), json_serialize(v.tags) from d where id = 1 # 2|false|[\"x\",\"y\"]",
        "select (json_parse('{\"a\":[1,{\"b\":\"c\"}]}')).a[1].b::varchar # c",
        "select id::varchar, upper(v.name::varchar(3)) from d where id = 1 # 1|ANN",
        "select extract(day from date '2001-01-03')::varchar from d where id = 1 # 3",
      })
  void readsSuper(String sql, String rows) {
    dw.done("create table d(id int, v super)");
    dw.done(
        "insert into d values (1, json_parse('{\"name\":\"ann\",\"n\":7,\"tags\":[\"x\",\"y\"],\"inner\":{\"deep\":[{\"k\":1},{\"k\":5}]}}'))");
    dw.done("insert into d values (2, json_parse('{\"tags\":5}')), (3, null)");
    assertThat(dw.rows(sql)).containsExactly(rows.split(";"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select json_parse('{') # JSON parsing error",
        "select 1 from d where v.name = 'ann' # JSON parsing error",
        "select 1 from d, d.v.tags # an array in FROM needs an alias",
        "select 1 from d, d.v.tags as t at i # AT, the index of unnested elements, is not supported",
      })
  void saysWhatIsWrongWithSuper(String sql, String error) {
    dw.done("create table d(id int, v super)");
    dw.done("insert into d values (1, json_parse('{\"name\":\"ann\"}'))");
    assertThat(error(sql)).startsWith("ERROR: " + error);
  }
}
