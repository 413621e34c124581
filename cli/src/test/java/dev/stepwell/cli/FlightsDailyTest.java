package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline from the command line to the warehouse, on real files. */
class FlightsDailyTest {

  private static final String EARLY = "day=2001-01-03/hour=06";
  private static final String LATE = "day=2001-01-03/hour=20";
  private static final String NEXT = "day=2001-01-04/hour=07";

  @TempDir Path folder;

  @Test
  void loadsWhatAnIndependentCountOfTheRawFilesFinds() throws IOException, SQLException {
    TestBench bench =
        new TestBench(ProjectFolder.at(TestBench.PROJECT).withState(folder.resolve("state")));
    assertThat(bench.run("run", "flights-daily")).as(bench.err()).isEqualTo(ExitCode.OK);
    RawFlights raw = RawFlights.read(TestBench.PROJECT.resolve("data/landing"));
    assertThat(raw.rows).isEqualTo(11_466);
    assertThat(query(bench, "SELECT count(*) FROM public.flights"))
        .containsExactly(Integer.toString(raw.fit));
    assertThat(query(bench, "SELECT count(*) FROM public.airports")).containsExactly("3376");
    assertThat(bench.out())
        .contains("delay above 12 hours", "duplicate", "14/14", "RowCount > 0")
        .containsPattern("all +11,466 +294 +28 +11,438");
  }

  @Test
  void writesAsManyEventsAsIsEstimated() {
    TestBench bench = TestBench.withFlights(folder, EARLY, LATE, NEXT);
    for (String workflow : List.of("flights-daily", "airports-refresh")) {
      assertThat(bench.run("estimate", workflow, "--json")).as(bench.err()).isEqualTo(ExitCode.OK);
      JsonObject estimate = ((JsonObject) Json.parse(bench.out())).object("events");
      assertThat(bench.run("run", workflow)).as(bench.out()).isEqualTo(ExitCode.OK);
      for (StoredRun run : new RunFiles(bench.project()).all()) {
        if (run.name().startsWith(workflow)) {
          assertThat(bench.run("history", run.name(), "--json")).isEqualTo(ExitCode.OK);
          assertThat(bench.out().lines().count())
              .as(run.name())
              .isBetween(number(estimate, "least"), number(estimate, "most"));
        }
      }
    }
  }

  private static long number(JsonObject of, String name) {
    return ((JsonNumber) Objects.requireNonNull(of.get(name))).longValue();
  }

  @Test
  void changesNothingWhenADayIsRunAgain() throws SQLException {
    TestBench bench = TestBench.withFlights(folder, EARLY, LATE, NEXT);
    assertThat(bench.run("run", "flights-daily")).as(bench.out()).isEqualTo(ExitCode.OK);
    List<String> rows = query(bench, "SELECT * FROM public.flights ORDER BY ALL");
    assertThat(rows).isNotEmpty();
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.OK);
    assertThat(query(bench, "SELECT * FROM public.flights ORDER BY ALL")).isEqualTo(rows);
  }

  @Test
  void failsOnlyTheDayWhoseFilesAreGone() throws IOException, SQLException {
    TestBench bench = TestBench.withFlights(folder, EARLY, NEXT);
    assertThat(bench.run("run", "flights-daily")).as(bench.out()).isEqualTo(ExitCode.OK);
    List<String> rows = query(bench, "SELECT * FROM public.flights ORDER BY ALL");
    Files.delete(bench.flights(EARLY));

    assertThat(bench.run("run", "flights-daily", "--day", "2001-01-03", "--day", "2001-01-04"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("2001-01-03 failed in step 'plan'")
        .contains("NoPartitionsException")
        .containsPattern("no files for day 2001-01-03 [^;]+; days present:\\s+2001-01-04")
        .contains("tell-failure")
        .containsPattern("2001-01-04 +done");
    assertThat(query(bench, "SELECT * FROM public.flights ORDER BY ALL")).isEqualTo(rows);
    assertThat(Files.readString(bench.project().state().resolve("sns/Alerts.jsonl")))
        .contains("flights-daily failed")
        .contains("NoPartitionsException");
  }

  @Test
  void namesFileAndLineOfABrokenCsv() {
    TestBench bench = TestBench.withFlights(folder, EARLY, LATE);
    bench.edit(LATE, text -> text + "2001-01-03 20:59,4,300,LAX\n");
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("failed in step 'transform'")
        .contains("hour=20/flights.csv")
        .containsPattern("line \\d+");
  }

  @Test
  void namesTheColumnThatIsMissing() {
    TestBench bench = TestBench.withFlights(folder, EARLY);
    bench.edit(EARLY, text -> text.replace("distance", "dist"));
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.out()).contains("failed in step").contains("distance").contains("dist");
  }

  @Test
  void keepsADayOutOfTheWarehouseWhoseDataBreakTheRules() throws IOException, SQLException {
    TestBench bench = TestBench.withFlights(folder, EARLY, NEXT);
    bench.edit(EARLY, text -> text + text.substring(text.indexOf('\n') + 1));
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("2001-01-03 failed in step 'reject'")
        .contains("DataQuality.TooLow")
        .contains("at least 0.95 is needed")
        .contains("RowCountMatch \"raw\"")
        .containsPattern("2001-01-04 +done");
    assertThat(query(bench, "SELECT DISTINCT CAST(flight_date AS varchar) FROM public.flights"))
        .containsExactly("2001-01-04");
    assertThat(Files.readString(bench.project().state().resolve("sns/Alerts.jsonl")))
        .contains(
            "at least 0.95 is needed; failed: RowCountMatch \\\"raw\\\" between 0.98 and 1.01");
  }

  @Test
  void loadsNoHourThatHasLeftTheLandingBucket() throws Exception {
    TestBench bench = TestBench.withFlights(folder, EARLY, LATE);
    assertThat(bench.run("run", "flights-daily")).as(bench.out()).isEqualTo(ExitCode.OK);
    Files.delete(bench.flights(EARLY));
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("2001-01-03 failed in step 'reject'")
        .contains("ReferentialIntegrity \"hour\" \"raw.hour\"");
  }

  @Test
  void leavesOtherDaysAloneWhenAFileIsGarbage() {
    TestBench bench = TestBench.withFlights(folder, EARLY, NEXT);
    bench.edit(EARLY, text -> "\0\1\2 no text\n");
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.out())
        .contains("2001-01-03 failed in step 'transform'")
        .containsPattern("2001-01-04 +done +\\d+");
  }

  @Test
  void saysWhichFileOfTheStateIsDamaged() throws Exception {
    TestBench bench = TestBench.withFlights(folder, EARLY);
    Files.createDirectories(bench.project().state());
    Files.writeString(bench.project().state().resolve("catalog.json"), "{");
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err())
        .contains("catalog.json is no catalog", "--state-dir")
        .doesNotContain("should not happen");
  }

  @Test
  void putsFlightsOfUnknownAirportsIntoQuarantine() {
    TestBench bench = TestBench.withFlights(folder, NEXT, NEXT.replace("07", "08"));
    bench.edit(NEXT, text -> text + "2001-01-04 07:59,4,300,LAX,XQX\n");
    assertThat(bench.run("run", "flights-daily")).as(bench.out()).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).containsPattern("1 +destination is unknown");
  }

  @Test
  void keepsTheHistoryOfARunForLater() {
    TestBench bench = TestBench.withFlights(folder, EARLY);
    assertThat(bench.run("run", "flights-daily", "--input", "{\"day\": \"2001-01-03\"}"))
        .as(bench.out())
        .isEqualTo(ExitCode.OK);
    assertThat(bench.run("history")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).containsPattern("flights-daily-2001-01-03-run1 +succeeded");
    assertThat(bench.run("history", "2001-01-03-run1")).isEqualTo(ExitCode.OK);
    assertThat(bench.out())
        .contains("ExecutionStarted", "MapIterationSucceeded", "ExecutionSucceeded");
    assertThat(bench.run("history", "2001-01-03-run1", "--json")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).startsWith("{\"timestamp\":");
  }

  @Test
  void answersQuestionsAboutLakeAndWarehouse() {
    TestBench bench = TestBench.withFlights(folder, EARLY);
    assertThat(bench.run("query", "SELECT 1 FROM public.flights")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("cannot be answered").contains("once a run has made them");
    assertThat(bench.run("run", "flights-daily")).as(bench.out()).isEqualTo(ExitCode.OK);
    assertThat(
            bench.run(
                "query",
                "SELECT f.origin, a.city, count(*) AS flights FROM public.flights f"
                    + " JOIN lake.raw_airports a ON a.iata = f.origin"
                    + " GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 1"))
        .as(bench.err())
        .isEqualTo(ExitCode.OK);
    assertThat(bench.out().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .contains("origin", "city");
  }

  private static List<String> query(TestBench bench, String sql) throws SQLException {
    Path file = bench.project().state().resolve("warehouse.duckdb");
    List<String> rows = new ArrayList<>();
    try (Connection warehouse = DriverManager.getConnection("jdbc:duckdb:" + file);
        ResultSet result = warehouse.createStatement().executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join(",", row));
      }
    }
    return rows;
  }

  /** What the raw files hold, read with nothing of ours. */
  private record RawFlights(int rows, int fit) {

    static RawFlights read(Path landing) throws IOException {
      Set<String> airports = new HashSet<>();
      for (String line : Files.readAllLines(landing.resolve("airports/airports.csv"))) {
        airports.add(line.split(",")[0]);
      }
      int rows = 0;
      int fit = 0;
      try (Stream<Path> files = Files.walk(landing.resolve("flights"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".csv")).toList()) {
          Set<String> seen = new HashSet<>();
          List<String> lines = Files.readAllLines(file);
          for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            rows++;
            boolean good =
                Math.abs(Integer.parseInt(cells[1])) <= 720
                    && airports.contains(cells[3])
                    && airports.contains(cells[4])
                    && seen.add(line);
            fit += good ? 1 : 0;
          }
        }
      }
      return new RawFlights(rows, fit);
    }
  }
}
