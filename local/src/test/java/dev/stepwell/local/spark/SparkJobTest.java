package dev.stepwell.local.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.local.glue.JobFailedException;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkJobTest {

  private static final String SCRIPT =
      """
      -- ${not_an_argument} in a comment; with a semicolon
      CREATE OR REPLACE TEMPORARY VIEW landed (day STRING, delay STRING)
      USING csv OPTIONS (path '${source}', header 'true', enforceSchema 'false', mode 'FAILFAST');

      CREATE OR REPLACE TEMPORARY VIEW judged AS
      SELECT landed.*, TRY_CAST(delay AS INT) AS minutes,
        CASE WHEN TRY_CAST(delay AS INT) IS NULL THEN 'delay; no number' END AS reason
      FROM landed;

      INSERT OVERWRITE DIRECTORY '${target}' USING parquet
      SELECT /*+ COALESCE(1) */ day, minutes FROM judged WHERE reason IS NULL;

      INSERT OVERWRITE DIRECTORY '${quarantine}' USING parquet
      SELECT day, delay, reason FROM judged WHERE reason IS NOT NULL;
      """;
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "--source", "s3://lake/in/",
          "--target", "s3://lake/out/",
          "--quarantine", "s3://lake/bad/");

  @TempDir Path folder;
  private ObjectStore store;
  private DuckDb duck;
  private SparkJob job;

  @BeforeEach
  void open() {
    store = ObjectStore.in(folder);
    store.createBucket("lake");
    duck = DuckDb.inMemory(store);
    job = new SparkJob(duck, store);
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
  }

  private void put(String key, String content) throws ServiceException {
    store.put("lake", key, content.getBytes(UTF_8));
  }

  private void run(String script, Map<String, String> arguments) throws JobFailedException {
    job.run(script, arguments, "jr_1", CallContext.at(InstantSource.system()));
  }

  private String failure(String script) {
    return catchThrowableOfType(JobFailedException.class, () -> run(script, ARGUMENTS)).reason();
  }

  private List<String> keys(String prefix) throws ServiceException {
    return store.list("lake", prefix).stream().map(S3Object::key).toList();
  }

  private SqlResult query(String sql) throws SQLException {
    try (SqlSession session = duck.session()) {
      return session.run(sql);
    }
  }

  @Test
  void sortsGoodRowsFromBadOnes() throws Exception {
    put("in/a.csv", "day,delay\n1,5\n2,x\n");
    put("in/b.csv", "day,delay\n3,-1\n");
    put("in/_SUCCESS", "");

    run(SCRIPT, ARGUMENTS);

    assertThat(keys("out/")).containsExactly("out/part-00000-jr_1-c000.snappy.parquet");
    assertThat(query("SELECT * FROM 's3://lake/out/*.parquet' ORDER BY 1").rows())
        .hasToString("[[1, 5], [3, -1]]");
    assertThat(query("SELECT * FROM 's3://lake/bad/*.parquet'").rows())
        .hasToString("[[2, x, delay; no number]]");
  }

  @Test
  void leavesTheSameWhenItRunsAgainAndAFileEvenWithoutRows() throws Exception {
    put("in/a.csv", "day,delay\n1,5\n2,x\n");
    put("out/stale.parquet", "old");
    run(SCRIPT, ARGUMENTS);
    put("in/a.csv", "day,delay\n1,5\n");

    run(SCRIPT, ARGUMENTS);

    assertThat(keys("out/")).hasSize(1);
    assertThat(keys("bad/")).hasSize(1);
  }

  @Test
  void seesThatAnInputOfManyRunsHasChanged() throws Exception {
    put("in/a.csv", "day,delay\n1,5\n");
    for (int i = 0; i < 3; i++) {
      run(SCRIPT, ARGUMENTS);
    }
    put("in/a.csv", "day,delay\n1,6\n");

    run(SCRIPT, ARGUMENTS);

    assertThat(query("SELECT minutes FROM 's3://lake/out/*.parquet'").single()).isEqualTo(6);
  }

  @Test
  void keepsFewInputsOfManyRuns() throws Exception {
    for (int i = 0; i < 20; i++) {
      put("in/a.csv", "day,delay\n1," + i + "\n");
      run(SCRIPT, ARGUMENTS);
      run(SCRIPT, ARGUMENTS);
    }

    assertThat(query("SELECT count(*) FROM duckdb_tables()").single()).isEqualTo(8L);
  }

  @Test
  void readsTheRowsOfAViewOnceIfSeveralStatementsNeedThem() throws Exception {
    String read = "INSERT OVERWRITE DIRECTORY 's3://lake/%s/' USING csv SELECT * FROM v;";

    run(
        "CREATE TEMP VIEW v AS SELECT random() AS r;" + read.formatted("x") + read.formatted("y"),
        Map.of());

    assertThat(store.get("lake", keys("x/").get(0)))
        .isEqualTo(store.get("lake", keys("y/").get(0)));
  }

  @Test
  void keepsTheViewsOfRunsApart() throws Exception {
    put("in/a.csv", "day,delay\n1,5\n");
    run(SCRIPT, ARGUMENTS);

    assertThat(failure("SELECT * FROM landed"))
        .startsWith("statement 1 (line 1, SELECT * FROM landed): ")
        .contains("landed does not exist");
  }

  @Test
  void namesAllArgumentsThatAreMissing() {
    assertThatThrownBy(() -> run(SCRIPT, Map.of("--source", "s3://lake/in/")))
        .hasMessage(
            "the script uses arguments that the job run does not have: --target, --quarantine. It"
                + " has --source.");
    assertThatThrownBy(() -> run("SELECT '${day}'", Map.of("--day", "x' OR '1")))
        .hasMessage("argument --day holds a quote, a backslash or a line break: x' OR '1");
  }

  @Test
  void namesTheLineThatHasTooFewOrTooManyFields() throws Exception {
    put("in/a.csv", "day,delay\n1,5\n2\n");
    assertThat(failure(SCRIPT))
        .isEqualTo(
            "statement 1 (line 2, CREATE OR REPLACE TEMPORARY VIEW landed (day STRING, delay S...):"
                + " s3://lake/in/a.csv, line 3: expected 2 fields (day, delay), found 1. The line"
                + " is: 2");

    put("in/a.csv", "day,delay\n1,5\n");
    put("in/b.csv", "day,delay\n1,5\n2,3,4\n");
    assertThat(failure(SCRIPT))
        .contains("s3://lake/in/b.csv, line 3: expected 2 fields (day, delay), found 3");

    put("in/b.csv", "day,delay\n\"1,5\n");
    assertThat(failure(SCRIPT)).contains("in/b.csv, line 2: a quote is opened and never closed");
  }

  @Test
  void namesTheColumnsOfAHeaderThatIsOther() throws Exception {
    put("in/a.csv", "day,dely\n1,5\n");

    assertThat(failure(SCRIPT))
        .endsWith(
            "s3://lake/in/a.csv, line 1: the header does not name the columns wanted. Missing:"
                + " delay. Unknown: dely. Wanted: day, delay. Found: day, dely.");
  }

  @Test
  void saysThatAPathDoesNotExist() {
    assertThat(failure(SCRIPT)).endsWith("[PATH_NOT_FOUND] Path does not exist: s3://lake/in/");
    assertThat(failure(SCRIPT.replace("${source}", "s3://other/x")))
        .contains("The specified bucket does not exist: 'other'");
    assertThat(failure(SCRIPT.replace("${source}", "/etc"))).contains("'/etc' is no S3 address");
  }

  @Test
  void readsAsItsModeSays() throws Exception {
    put("in/a.csv", "1;5\n2\n3;x\n");
    String view =
        "CREATE TEMP VIEW v (a INT, b INT) USING csv OPTIONS (path 's3://lake/in', sep ';', mode"
            + " '%s'); INSERT OVERWRITE DIRECTORY 's3://lake/out' USING csv SELECT * FROM v";

    run(view.formatted("PERMISSIVE"), Map.of());
    assertThat(new String(store.get("lake", keys("out/").get(0)), UTF_8))
        .isEqualTo("1,5\n2,\n3,\n");

    run(view.formatted("DROPMALFORMED"), Map.of());
    assertThat(new String(store.get("lake", keys("out/").get(0)), UTF_8)).startsWith("1,5\n3,");

    put("in/a.csv", "1;5\n3;x\n");
    assertThat(failure(view.formatted("FAILFAST")))
        .contains("in/a.csv, line 2, column b: Could not convert string \"x\" to 'INTEGER'");
  }

  @Test
  void readsPartitionsBelowAPathAsColumns() throws Exception {
    for (String day : List.of("1", "2")) {
      String target = "s3://lake/p/x=9/day=" + day + "/";
      run(
          "INSERT OVERWRITE DIRECTORY '" + target + "' USING parquet SELECT " + day + " AS n",
          Map.of());
    }

    run(
        """
        CREATE TEMPORARY VIEW v USING parquet OPTIONS (path 's3://lake/p/x=9/');
        INSERT OVERWRITE DIRECTORY 's3://lake/out/' USING json SELECT * FROM v ORDER BY n;
        """,
        Map.of());

    assertThat(new String(store.get("lake", keys("out/").get(0)), UTF_8))
        .isEqualTo("{\"n\":1,\"day\":1}\n{\"n\":2,\"day\":2}\n");
  }

  @Test
  void putsNullsFirstAsSparkDoes() throws Exception {
    run(
        "INSERT OVERWRITE DIRECTORY 's3://lake/out/' USING csv"
            + " SELECT x FROM (VALUES (2), (NULL), (1)) t(x) ORDER BY x",
        Map.of());

    assertThat(new String(store.get("lake", keys("out/").get(0)), UTF_8)).isEqualTo("\n1\n2\n");
  }

  @Test
  void replacesAViewOnlyIfTheScriptSaysSo() {
    String twice = "CREATE TEMP VIEW v AS SELECT 1 AS a; CREATE %s TEMP VIEW v (b) AS SELECT 2";

    assertThat(failure(twice.formatted(""))).contains("[TEMP_TABLE_OR_VIEW_ALREADY_EXISTS]");
    assertThat(failure(twice.formatted("OR REPLACE") + "; SELECT a FROM v"))
        .startsWith("statement 3 ")
        .contains("\"a\" not found");
    assertThat(failure("DROP VIEW IF EXISTS w; DROP VIEW w")).contains("[VIEW_NOT_FOUND]");
  }

  @Test
  void saysWhatIsSupportedInPlaceOfAStatementThatIsNot() {
    for (String statement :
        List.of(
            "CREATE TABLE t (a INT)",
            "INSERT INTO t SELECT 1",
            "MERGE INTO t USING u ON 1 = 1",
            "CREATE TEMP VIEW v (a INT NOT NULL) USING csv OPTIONS (path 'x')",
            "SET spark.x = 1")) {
      assertThat(failure(statement))
          .contains("is not supported here; supported are CREATE [OR REPLACE] TEMPORARY VIEW");
    }
    assertThat(failure("CREATE TEMP VIEW v USING orc OPTIONS (path 's3://lake/in')"))
        .contains("[PATH_NOT_FOUND]");
    assertThat(failure("INSERT OVERWRITE DIRECTORY 's3://lake/x' USING orc SELECT 1"))
        .contains("USING orc is not supported here; use parquet, csv or json");
    assertThat(failure("INSERT OVERWRITE DIRECTORY 's3://lake/' USING csv SELECT 1"))
        .contains("is a whole bucket");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://lake/in/, s3://lake/out/, true",
    "s3://lake/in, s3a://lake/in2/, true",
    "s3://lake/in/, s3://other/in/, true",
    "s3://lake/in/, s3://lake/in, false",
    "s3://lake/in/day=1/, s3://lake/in/, false",
    "s3://lake/in/, s3n://lake/in/day=1/, false"
  })
  void mayBeRepeatedIfItOverwritesNothingThatItReads(
      String source, String target, boolean repeatable) {
    Map<String, String> arguments = new HashMap<>(ARGUMENTS);
    arguments.put("--source", source);
    arguments.put("--target", target);

    assertThat(job.isRepeatable(SCRIPT, arguments)).isEqualTo(repeatable);
  }

  @Test
  void mayNotBeRepeatedIfItCannotBeRead() {
    assertThat(job.isRepeatable(SCRIPT, Map.of())).isFalse();
    assertThat(job.isRepeatable("DELETE everything", Map.of())).isFalse();
    assertThat(job.isRepeatable("SELECT 1", Map.of())).isTrue();
  }
}
