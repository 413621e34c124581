package dev.stepwell.cli;

import dev.stepwell.cli.compile.GeneratedFiles;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes what the workflows compile to. */
@Command(
    name = "compile",
    header = "Compile all workflows to Amazon States Language and a SAM template.",
    description =
        "Writes generated-asl/ and sam-template.yaml. They are committed, so that a change of a workflow shows what"
            + " it changes on AWS.")
final class CompileCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Option(names = "--check", description = "Write nothing; fail if a file is not what it would be.")
  private boolean check;

  CompileCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    Map<String, String> files = GeneratedFiles.of(workplace.catalogues().get());
    try {
      return check ? check(files) : write(files);
    } catch (IOException e) {
      throw UserException.failure(
          "cannot write the generated files: " + e + "\nMake the project's folder writable.");
    }
  }

  /** Fails, with what differs, if the files are not what the workflows compile to. */
  int check() {
    try {
      return check(GeneratedFiles.of(workplace.catalogues().get()));
    } catch (IOException e) {
      throw UserException.failure(
          "cannot read the generated files: " + e + "\nMake the project's folder readable.");
    }
  }

  private int write(Map<String, String> files) throws IOException {
    PrintWriter out = workplace.screen().out();
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = workplace.folder().root().resolve(each.getKey());
      boolean current = Files.exists(file) && Files.readString(file).equals(each.getValue());
      if (!current) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, each.getValue());
      }
      out.println((current ? "unchanged  " : "written    ") + each.getKey());
    }
    for (String leftover : leftovers(files)) {
      Files.delete(workplace.folder().root().resolve(leftover));
      out.println("deleted    " + leftover);
    }
    out.flush();
    return ExitCode.OK;
  }

  private int check(Map<String, String> files) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = workplace.folder().root().resolve(each.getKey());
      if (!Files.exists(file)) {
        wrong.add("  " + each.getKey() + " is missing");
      } else if (!Files.readString(file).equals(each.getValue())) {
        wrong.add(
            "  " + each.getKey() + " differs" + where(Files.readString(file), each.getValue()));
      }
    }
    leftovers(files).forEach(file -> wrong.add("  " + file + " belongs to no workflow"));
    if (wrong.isEmpty()) {
      workplace.screen().out().println("All generated files are current.");
      workplace.screen().out().flush();
      return ExitCode.OK;
    }
    throw UserException.failure(
        "generated files are not what the workflows compile to:\n"
            + String.join("\n", wrong)
            + "\nBring them up to date with ./stepwell compile, and commit them.");
  }

  private static String where(String there, String wanted) {
    List<String> is = there.lines().toList();
    List<String> should = wanted.lines().toList();
    int line = 0;
    while (line < Math.min(is.size(), should.size()) && is.get(line).equals(should.get(line))) {
      line++;
    }
    return " from line " + (line + 1);
  }

  /** Files in the folder of compiled workflows that no workflow compiles to. */
  private List<String> leftovers(Map<String, String> files) throws IOException {
    Path folder = workplace.folder().generatedAsl();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(file -> GeneratedFiles.ASL_FOLDER + "/" + file.getFileName())
          .filter(file -> !files.containsKey(file))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
