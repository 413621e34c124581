package dev.stepwell.cli;

import dev.stepwell.cli.output.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole stack, as the SAM command line deploys it. */
final class SamStack {

  private final String program;
  private final Path project;

  /**
   * A stack.
   *
   * @param program the SAM command line, by its path or by its name on the PATH
   * @param project the folder with {@code sam-template.yaml}
   */
  SamStack(String program, Path project) {
    this.program = program;
    this.project = project;
  }

  /**
   * Deploys it, and shows what SAM says.
   *
   * @param name the stack's name
   * @param where region and profile as SAM's own options
   * @param parameters the template's parameters, by name
   * @return SAM's exit code
   * @throws UserException if there is no SAM
   */
  int deploy(String name, List<String> where, Map<String, String> parameters, PrintWriter out) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program, "deploy", "--template-file", "sam-template.yaml"));
    command.addAll(List.of("--stack-name", name, "--capabilities", "CAPABILITY_IAM"));
    command.add("--resolve-s3");
    command.add("--no-fail-on-empty-changeset");
    command.addAll(where);
    command.add("--parameter-overrides");
    parameters.forEach((parameter, value) -> command.add(parameter + "=" + value));
    out.println(
        command.stream()
            .map(each -> each.matches("[A-Za-z0-9_./:=-]+") ? each : "'" + each + "'")
            .collect(Collectors.joining(" ")));
    out.flush();
    try {
      Process sam =
          new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
      sam.getOutputStream().close();
      try (BufferedReader said = sam.inputReader()) {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          out.println(line);
          out.flush();
        }
      }
      return sam.waitFor();
    } catch (IOException e) {
      throw UserException.failure(
          "the SAM command line '%s' cannot be run: %s\nInstall it (AWS's guide: \"Install the AWS SAM CLI\"), or replace definitions alone with --definitions-only."
              .formatted(program, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failure("interrupted while SAM was deploying; its stack goes on");
    }
  }
}
