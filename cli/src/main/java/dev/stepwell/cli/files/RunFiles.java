package dev.stepwell.cli.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.cli.output.UserException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The record of every run: a folder each, with {@code execution.json} (what it is and how it ended)
 * and {@code history.jsonl} (one event a line, in the shape of GetExecutionHistory).
 */
public final class RunFiles {

  private static final String EXECUTION = "execution.json";
  private static final String HISTORY = "history.jsonl";

  private final ProjectFolder project;
  private final Path folder;

  /** The runs of a project. */
  public RunFiles(ProjectFolder project) {
    this.project = project;
    this.folder = project.executions();
  }

  /** A name that no run has yet: {@code flights-daily-2001-01-03-run2}. */
  public String newName(String stem) {
    int number = 1;
    while (Files.exists(folder.resolve(stem + "-run" + number))) {
      number++;
    }
    return stem + "-run" + number;
  }

  /**
   * Begins the record of a run, anew if there is one of that name.
   *
   * @throws UserException if it cannot be written
   */
  public Recorder begin(StoredRun run) {
    Path runFolder = folder.resolve(run.name());
    try {
      return new Recorder(Files.createDirectories(runFolder), run);
    } catch (IOException e) {
      throw UserException.failure(
          "cannot record the run in '%s': %s.\nEvery run is recorded there. Make it writable, or name another folder with --state-dir."
              .formatted(project.show(runFolder), Obstacle.reason(e)));
    }
  }

  /** Writes down how a run ended that nobody records any longer. */
  public void end(StoredRun run) {
    try {
      write(folder.resolve(run.name()), run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole or not at all, so that a reader never sees half a file. */
  private static void write(Path runFolder, StoredRun run) throws IOException {
    Path fresh = runFolder.resolve(EXECUTION + ".new");
    Files.writeString(fresh, run.json().pretty());
    Files.move(fresh, runFolder.resolve(EXECUTION), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** All runs, the latest first. */
  public List<StoredRun> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> Files.exists(each.resolve(EXECUTION)))
          .map(this::read)
          .sorted(
              Comparator.comparing(StoredRun::started).thenComparing(StoredRun::name).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run of that name, if there is one. */
  public Optional<StoredRun> find(String name) {
    Path runFolder = folder.resolve(name).normalize();
    return runFolder.startsWith(folder) && Files.exists(runFolder.resolve(EXECUTION))
        ? Optional.of(read(runFolder))
        : Optional.empty();
  }

  /** The events of a run; a last line that was being written when the process died is left out. */
  public List<JsonObject> history(StoredRun run) {
    Path file = folder.resolve(run.name()).resolve(HISTORY);
    try {
      List<String> lines = Files.readAllLines(file);
      List<JsonObject> events = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        try {
          events.add((JsonObject) Json.parse(lines.get(i)));
        } catch (JsonSyntaxException e) {
          if (i < lines.size() - 1) {
            throw unreadable(file, "line " + (i + 1) + ": " + e.getMessage());
          }
        }
      }
      return events;
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  private StoredRun read(Path runFolder) {
    Path file = runFolder.resolve(EXECUTION);
    try {
      return StoredRun.of((JsonObject) Json.parse(Files.readString(file)));
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private UserException unreadable(Path file, String why) {
    return UserException.failure(
        "cannot read '%s': %s\nIt is the record of one run. If it is damaged, delete its folder; nothing else depends on it."
            .formatted(project.show(file), why));
  }

  /** Writes down a run while it is on. For one thread. */
  public static final class Recorder implements AutoCloseable {

    private final Path runFolder;
    private final BufferedWriter history;
    private StoredRun run;

    private Recorder(Path runFolder, StoredRun run) throws IOException {
      this.runFolder = runFolder;
      this.run = run;
      this.history = Files.newBufferedWriter(runFolder.resolve(HISTORY));
      write(runFolder, run);
    }

    /** The run as recorded so far. */
    public StoredRun run() {
      return run;
    }

    /** Adds an event. */
    public void add(JsonObject event) {
      try {
        history.write(event.compact());
        history.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Makes sure that all events so far are in the file. */
    public void flush() {
      try {
        history.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Writes down how the run ended. */
    public void end(StoredRun ended) {
      flush();
      run = ended;
      try {
        write(runFolder, run);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        history.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
