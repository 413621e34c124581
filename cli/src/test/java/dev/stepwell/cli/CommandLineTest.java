package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get for what they type, as far as nothing is run. */
class CommandLineTest {

  @TempDir Path root;
  private TestBench bench;

  @BeforeEach
  void makeBench() {
    bench = TestBench.emptyIn(root);
  }

  @Test
  void listsTheWorkflows() {
    assertThat(bench.run("list")).isEqualTo(ExitCode.OK);
    assertThat(bench.out().lines())
        .contains("flights-daily     LocalDate day  cron 0 3 * * * America/New_York");
  }

  @Test
  void suggestsTheNearestWorkflow() {
    assertThat(bench.run("run", "flight-daily")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err())
        .isEqualTo(
            """
            stepwell: there is no workflow 'flight-daily'. Did you mean 'flights-daily'?
            The workflows are: flights-daily, flights-marts, airports-refresh.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-02-30", "yesterday", "2001-1-3", ""})
  void refusesWhatIsNoDay(String text) {
    assertThat(bench.run("run", "flights-daily", "--day", text)).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err())
        .startsWith("stepwell: '" + text + "' is not a day, given with --day.")
        .contains("YYYY-MM-DD");
  }

  @Test
  void refusesADayForAWorkflowThatHasNone() {
    assertThat(bench.run("run", "airports-refresh", "--day", "2001-01-03"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("not run by day").contains("Leave --day out");
  }

  @Test
  void refusesInputThatIsNoJson() {
    assertThat(bench.run("run", "flights-daily", "--input", "{day: 1}")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("is not JSON: ", "line 1, column 3").contains("single quotes");
  }

  @Test
  void refusesInputThatTheWorkflowDoesNotKnow() {
    assertThat(bench.run("run", "flights-daily", "--input", "{\"days\": \"2001-01-03\"}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("has 'days'").contains("Did you mean 'day'?");
  }

  @Test
  void refusesInputWithoutItsDay() {
    assertThat(bench.run("run", "flights-daily", "--input", "{\"day\": 3}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("needs 'day', a day written \"YYYY-MM-DD\", not 3");
  }

  @Test
  void refusesInputThatIsNoObject() {
    assertThat(bench.run("run", "flights-daily", "--input", "[1]")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("is a JSON array, but an object is needed");
  }

  @Test
  void refusesDayAndInputTogether() {
    assertThat(bench.run("run", "flights-daily", "--day", "2001-01-03", "--input", "{}"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("mutually exclusive");
  }

  @Test
  void saysThatTheDataFolderIsMissing() {
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err())
        .contains("the data folder 'data/landing/flights' is missing")
        .contains("git checkout data");
  }

  @Test
  void saysThatThereIsNoDayAtAll() throws IOException {
    Files.createDirectories(root.resolve("data/landing/flights/2001-01-03"));
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("there is no day in 'data/landing/flights'");
  }

  @Test
  void saysThatTheStateFolderCannotBeWritten() throws IOException {
    Files.writeString(root.resolve("taken"), "");
    assertThat(bench.run("run", "flights-daily", "--day", "2001-01-03", "--state-dir", "taken"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("cannot write to the state folder 'taken'");
  }

  @Test
  void saysWhatIsWrongInTheFileOfResources() throws IOException {
    Files.createDirectories(root.resolve("data/landing/flights/day=2001-01-03"));
    Files.writeString(root.resolve("stepwell.yaml"), "topics:\n  Pager: {arn: x}\n");
    assertThat(bench.run("run", "flights-daily")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("stepwell.yaml:2: topics.Pager.arn is not known here");
  }

  @Test
  void suggestsTheNearestCommand() {
    assertThat(bench.run("histroy")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("histroy").contains("history");
  }

  @Test
  void asksForACommand() {
    assertThat(bench.run()).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("which command?").contains("--help");
  }

  @Test
  void explainsItself() {
    assertThat(bench.run("run", "--help")).isEqualTo(ExitCode.OK);
    assertThat(bench.out())
        .contains("Usage: ./stepwell run")
        .contains("--real-time")
        .contains("a wait is skipped");
    assertThat(bench.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  @Test
  void saysItsVersion() {
    assertThat(bench.run("--version")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).startsWith("stepwell ").contains("Java ");
  }

  @Test
  void drawsAWorkflow() {
    assertThat(bench.run("graph", "flights-daily")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).contains("  crawl-raw").contains("    transform-partition");
    assertThat(bench.run("graph", "flights-daily", "--mermaid")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).startsWith("flowchart TD");
  }

  @Test
  void saysThatNothingHasRunYet() {
    assertThat(bench.run("history")).isEqualTo(ExitCode.OK);
    assertThat(bench.out()).contains("No runs yet");
    assertThat(bench.run("history", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(bench.err()).contains("no run 'x'").contains(".stepwell/executions");
  }

  @Test
  void compilesIntoTheProjectAndChecksWhatIsThere() throws IOException {
    assertThat(bench.run("compile", "--check")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("generated-asl/flights-daily.asl.json").contains("missing");
    assertThat(bench.run("compile")).isEqualTo(ExitCode.OK);
    assertThat(bench.run("compile", "--check")).isEqualTo(ExitCode.OK);
    Path asl = root.resolve("generated-asl/flights-daily.asl.json");
    Files.writeString(asl, Files.readString(asl).replace("crawl-raw", "crawl-row"));
    assertThat(bench.run("compile", "--check")).isEqualTo(ExitCode.FAILED);
    assertThat(bench.err()).contains("differs").contains("./stepwell compile");
  }

  @Test
  void namesAFolderOutsideTheProjectInFull() {
    ProjectFolder elsewhere = ProjectFolder.at(root).withState(Path.of("/elsewhere"));
    assertThat(elsewhere.show(elsewhere.state())).isEqualTo("/elsewhere");
  }
}
