package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong before or without AWS; {@code .ci/check-moto} has what goes right. */
class AwsCommandTest {

  @TempDir Path folder;
  private TestBench bench;

  @BeforeEach
  void open() {
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    bench = TestBench.emptyIn(folder);
  }

  @AfterEach
  void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @ParameterizedTest(name = "aws {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                           | which command?
          start flights-dayly --day 2001-01-03                         | Did you mean 'flights-daily'?
          start flights-daily --day 2001-02-30                         | '2001-02-30' is not a day
          start flights-daily --day 2001-01-01 --day 2001-01-02 --name x | one --name cannot be that of 2 executions
          backfill flights-daily --from 2001-01-02 --to 2001-01-01     | the last day, 2001-01-01, is before the first
          backfill flights-daily --from 2001-01-02 --to 2001-01-03 --at-once 0 | --at-once must be at least 1, not 0
          clear some-run                                               | which steps are to run again?
          deploy nothing                                               | there is no workflow 'nothing'
          """)
  void refusesWhatMakesNoSense(String arguments, String message) {
    assertThat(bench.run(("aws " + arguments).strip().split(" "))).isEqualTo(2);
    assertThat(bench.err()).contains(message);
  }

  @Test
  void saysThatNobodyAnswers() {
    int code =
        bench.run(
            "aws", "runs", "flights-daily", "--endpoint", "http://127.0.0.1:1", "--region", "x");

    assertThat(code).isEqualTo(1);
    assertThat(bench.err())
        .startsWith("stepwell: cannot list the state machines: ")
        .contains("Is the endpoint right, and does the network reach it?")
        .doesNotContain("at dev.stepwell")
        .doesNotContain("secret");
  }
}
