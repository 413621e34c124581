package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
          deploy flights-daily                                         | Add --definitions-only, or leave them out.
          deploy --endpoint http://127.0.0.1:1                         | Add --definitions-only, or leave them out.
          deploy --definitions-only nothing                            | there is no workflow 'nothing'
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

  /** A SAM that says what it was asked, and ends with a code. */
  private Path sam(int code) throws IOException {
    Path script = folder.resolve("sam");
    Files.writeString(script, "#!/bin/sh\necho \"sam $*\"\nexit " + code + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private TestBench compiled() {
    assertThat(bench.run("compile")).isZero();
    return bench;
  }

  @Test
  void deploysTheStackWithSam() throws IOException {
    int code =
        compiled()
            .run(
                "aws",
                "deploy",
                "--sam",
                sam(0).toString(),
                "--prefix",
                "staging",
                "--region",
                "eu-west-1",
                "--parameter",
                "TriggersState=DISABLED");

    assertThat(code).isZero();
    assertThat(bench.out())
        .contains("sam deploy --template-file sam-template.yaml --stack-name staging")
        .contains("--region eu-west-1")
        .contains("--parameter-overrides NamePrefix=staging TriggersState=DISABLED");
  }

  @Test
  void failsAsSamFails() throws IOException {
    assertThat(compiled().run("aws", "deploy", "--sam", sam(3).toString())).isEqualTo(1);
  }

  @Test
  void saysWhatToDoWithoutSam() {
    assertThat(compiled().run("aws", "deploy", "--sam", folder.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(bench.err()).contains("Install it").contains("--definitions-only");
  }

  @Test
  void deploysNothingThatIsNotWhatTheWorkflowsCompileTo() throws IOException {
    compiled();
    Files.writeString(folder.resolve("sam-template.yaml"), "Resources: {}\n");
    assertThat(bench.run("aws", "deploy", "--sam", sam(0).toString())).isEqualTo(1);
    assertThat(bench.out()).doesNotContain("sam deploy");
    assertThat(bench.err()).contains("sam-template.yaml differs");
  }
}
