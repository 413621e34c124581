package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StateLock;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs, or the events of one. */
@Command(
    name = "history",
    header = "Show past runs, or the events of one run.",
    description = {
      "Without a name: all runs of the state folder, the latest first.",
      "With a name: its events, as AWS Step Functions records them. Times are the engine's, which skips waits."
    })
final class HistoryCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Name of a run, or how it ends.")
  private @Nullable String name;

  @Option(
      names = "--json",
      description =
          "Print JSON: all runs, or one event a line in the shape of GetExecutionHistory.")
  private boolean asJson;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the runs are recorded (default: .stepwell).")
  private @Nullable Path stateDir;

  HistoryCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    ProjectFolder project = workplace.project(stateDir);
    RunFiles runs = new RunFiles(project);
    if (name == null) {
      list(runs.all(), project);
    } else {
      show(find(runs, name, project), runs);
    }
    return ExitCode.OK;
  }

  private static StoredRun find(RunFiles runs, String name, ProjectFolder project) {
    return runs.find(name)
        .or(() -> runs.all().stream().filter(run -> run.name().endsWith(name)).findFirst())
        .orElseThrow(() -> unknown(runs, name, project));
  }

  private static UserException unknown(RunFiles runs, String name, ProjectFolder project) {
    List<String> names = runs.all().stream().map(StoredRun::name).toList();
    String where = "'" + project.show(project.executions()) + "'";
    if (names.isEmpty()) {
      return UserException.usage(
          "there is no run '%s': no run is recorded in %s yet.\nMake one with ./stepwell run, or name another folder with --state-dir."
              .formatted(name, where));
    }
    return UserException.usage(
        "there is no run '%s' in %s.%s\nList all with ./stepwell history."
            .formatted(
                name,
                where,
                Words.nearest(name, names)
                    .map(near -> " Did you mean '" + near + "'?")
                    .orElse("")));
  }

  private void list(List<StoredRun> runs, ProjectFolder project) {
    PrintWriter out = workplace.screen().out();
    if (asJson) {
      runs.forEach(run -> out.println(run.json().compact()));
    } else if (runs.isEmpty()) {
      out.println("No runs yet. Make one with ./stepwell run WORKFLOW.");
    } else {
      boolean nobodyRuns = StateLock.isFree(project);
      Table table = Table.of("lllrl", "");
      Ink ink = workplace.screen().ink();
      table.row(
          ink.faint("run"),
          ink.faint("status"),
          ink.faint("started"),
          ink.faint("time"),
          ink.faint("error"));
      for (StoredRun run : runs) {
        table.row(
            run.name(),
            status(run, nobodyRuns),
            started(run),
            run.elapsed().map(Words::duration).orElse(""),
            run.error().orElse(""));
      }
      table.lines().forEach(out::println);
    }
    out.flush();
  }

  /** A run that nobody runs any longer and that never ended was interrupted. */
  private String status(StoredRun run, boolean nobodyRuns) {
    Ink ink = workplace.screen().ink();
    return switch (run.status()) {
      case "SUCCEEDED" -> ink.good("succeeded");
      case StoredRun.RUNNING -> nobodyRuns ? ink.bad("interrupted") : "running";
      default -> ink.bad(run.status().toLowerCase(Locale.ROOT).replace('_', ' '));
    };
  }

  private static String started(StoredRun run) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(run.started().truncatedTo(ChronoUnit.SECONDS));
  }

  private void show(StoredRun run, RunFiles runs) {
    PrintWriter out = workplace.screen().out();
    List<JsonObject> events = runs.history(run);
    if (asJson) {
      events.forEach(event -> out.println(event.compact()));
    } else {
      out.println(workplace.screen().ink().strong(run.name()));
      out.println("  workflow  " + run.workflow());
      out.println("  status    " + status(run, StateLock.isFree(workplace.project(stateDir))));
      out.println("  input     " + run.input().compact());
      out.println();
      EventLines.of(events, workplace.screen()).forEach(out::println);
    }
    out.flush();
  }
}
