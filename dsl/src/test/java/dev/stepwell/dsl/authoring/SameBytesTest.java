package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The same workflow gives the same bytes on every JVM, whatever its locale, zone and hash salts.
 */
class SameBytesTest {

  /** Prints the compiled example; run in a JVM of its own. */
  public static final class Printer {
    private Printer() {}

    public static void main(String[] args) {
      System.out.writeBytes(
          (FlightsDaily.workflow().compile() + FlightsDaily.workflow().compile().asl())
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void compilesToTheSameBytesOnEveryJvm() throws Exception {
    String here = FlightsDaily.workflow().compile() + FlightsDaily.workflow().compile().asl();

    assertThat(
            compileElsewhere("-Duser.language=tr", "-Duser.country=TR", "-Dfile.encoding=UTF-16"))
        .isEqualTo(here);
    assertThat(compileElsewhere("-Duser.language=ar", "-Duser.timezone=Asia/Tokyo"))
        .isEqualTo(here);
  }

  private static String compileElsewhere(String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Printer.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output;
  }
}
