package dev.stepwell.cli;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.dsl.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The command on a project of its own, with what it printed. */
final class TestBench {

  /** The real project, whose sample data and generated files tests read. */
  static final Path PROJECT = Path.of(System.getProperty("stepwell.root", "..")).toAbsolutePath();

  private final ProjectFolder project;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  TestBench(ProjectFolder project) {
    this.project = project;
  }

  /** A project with nothing in it. */
  static TestBench emptyIn(Path folder) {
    return new TestBench(ProjectFolder.at(folder));
  }

  /** A project with the airports and some of the flights: {@code day=2001-01-03/hour=08}. */
  static TestBench withFlights(Path folder, String... partitions) {
    copy(PROJECT.resolve("data/landing/airports"), folder.resolve("data/landing/airports"));
    for (String partition : partitions) {
      Path part = Path.of("data/landing/flights").resolve(partition);
      copy(PROJECT.resolve(part), folder.resolve(part));
    }
    return emptyIn(folder);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProjectFolder project() {
    return project;
  }

  /** The file of one hour. */
  Path flights(String partition) {
    return project.root().resolve("data/landing/flights").resolve(partition).resolve("flights.csv");
  }

  /** Changes the text of one hour's file. */
  void edit(String partition, UnaryOperator<String> change) {
    try {
      Path file = flights(partition);
      Files.writeString(file, change.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command on the project's own workflows and gives its exit code. */
  int run(String... args) {
    return run(ServiceLoader.load(Catalogue.class).findFirst().orElseThrow(), args);
  }

  /** Runs a command on other workflows. */
  int run(Catalogue catalogue, String... args) {
    out = new StringWriter();
    err = new StringWriter();
    Logger.getLogger("").setLevel(Level.WARNING); // as Main does
    Workplace workplace =
        new Workplace(
            project,
            () -> catalogue,
            Screen.plain(new PrintWriter(out), new PrintWriter(err)),
            InstantSource.system(),
            System::nanoTime,
            Optional::empty);
    return new CommandLineInterface(workplace, System::setProperty).execute(args);
  }

  /** What the last command printed. */
  String out() {
    return out.toString();
  }

  /** What the last command printed about errors. */
  String err() {
    return err.toString();
  }
}
