package dev.stepwell.cli;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the {@code stepwell} program begins. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Libraries may warn; what they find worth noting otherwise is not for the people who type
    // here.
    Logger.getLogger("").setLevel(Level.WARNING);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Workplace workplace =
        new Workplace(
            ProjectFolder.at(Path.of(System.getProperty("stepwell.root", ""))),
            Main::catalogue,
            new Screen(
                out, err, isTerminal(), Integer.getInteger("stepwell.columns", Screen.WIDEST)),
            InstantSource.system(),
            System::nanoTime,
            Main::line);
    int exitCode = new CommandLineInterface(workplace, System::setProperty).execute(args);
    out.flush();
    System.exit(exitCode);
  }

  private static Catalogue catalogue() {
    return ServiceLoader.load(Catalogue.class)
        .findFirst()
        .orElseThrow(
            () ->
                UserException.failure(
                    "no catalogue of workflows on the class path.\nName yours in META-INF/services/dev.stepwell.dsl.Catalogue of the module 'workflows'."));
  }

  private static Optional<String> line() {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What ./stepwell found out; Java itself cannot tell whether only the output is a terminal. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("stepwell.terminal");
  }
}
