package dev.stepwell.cli;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StoredRun;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.run.Interrupted;
import dev.stepwell.cli.run.LocalProject;
import dev.stepwell.cli.run.Measure;
import dev.stepwell.cli.run.Requests;
import dev.stepwell.cli.run.RunPlan;
import dev.stepwell.cli.run.RunRequest;
import dev.stepwell.cli.run.RunResult;
import dev.stepwell.cli.run.Runner;
import dev.stepwell.cli.run.Summary;
import dev.stepwell.cli.view.RunView;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a workflow on this machine. */
@Command(
    name = "run",
    header = "Run a workflow on this machine, on the engine that runs its compiled definition.",
    description = {
      "Without --day and --input: once for every day that is there, in order. A day that fails does not keep the"
          + " others from running.",
      "",
      "Buckets, catalog, warehouse and topics are files in the state folder. Nothing is sent anywhere."
    })
final class RunCommand implements Callable<Integer> {

  private final Workplace workplace;
  private final BiConsumer<String, String> systemProperties;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private @Nullable String name;

  @ArgGroup(exclusive = true)
  private @Nullable Which which;

  /** At most one of the two. */
  private static final class Which {
    @Option(
        names = "--day",
        paramLabel = "YYYY-MM-DD",
        description = "Run this day; may be given several times.")
    private @Nullable List<String> days;

    @Option(names = "--input", paramLabel = "JSON", description = "Run once with this input.")
    private @Nullable String input;
  }

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where lake, warehouse and history are kept (default: .stepwell).")
  private @Nullable Path stateDir;

  @Option(
      names = "--real-time",
      description =
          "Wait as long as AWS would. By default a wait is skipped when nothing is being worked on.")
  private boolean realTime;

  @Option(
      names = "--resume",
      negatable = true,
      description =
          "Go on with what an interrupted command left behind, or with --no-resume give it up. By default"
              + " you are asked; where nobody can be, it goes on.")
  private @Nullable Boolean resume;

  RunCommand(Workplace workplace, BiConsumer<String, String> systemProperties) {
    this.workplace = workplace;
    this.systemProperties = systemProperties;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = workplace.catalogues().get();
    ProjectFolder project = workplace.project(stateDir);
    Workflow<?> workflow = workplace.workflow(String.valueOf(name));
    List<RunRequest> requests = requests(workflow, catalogue, project);
    List<RunResult> results;
    Map<String, String> further;
    try (LocalProject local = LocalProject.open(catalogue.resources(), project)) {
      local.environment().forEach(systemProperties);
      results = runAll(workflow, requests, local, project);
      further = further(results.get(results.size() - 1).run(), local);
    }
    Summary.print(results, workplace.screen(), options());
    Screen screen = workplace.screen();
    Table table = Table.of("ll", "  ");
    further.forEach(table::row);
    screen.out().println();
    screen.out().println(screen.ink().strong("Look further"));
    table.lines().forEach(screen.out()::println);
    screen.out().flush();
    return results.stream().allMatch(RunResult::succeeded) ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<RunRequest> requests(
      Workflow<?> workflow, Catalogue catalogue, ProjectFolder project) {
    Requests requests = Requests.of(workflow);
    if (which != null && which.input != null) {
      return List.of(requests.forInput(which.input));
    }
    return which != null && which.days != null
        ? requests.forDays(which.days)
        : requests.forAll(catalogue.resources(), project);
  }

  private List<RunResult> runAll(
      Workflow<?> workflow, List<RunRequest> requests, LocalProject local, ProjectFolder project) {
    RunView view = RunView.on(workplace.screen());
    Runner.Surroundings surroundings =
        new Runner.Surroundings(
            local.handlers(),
            realTime ? EngineClock.system() : EngineClock.skipping(),
            store(project),
            new RunFiles(project),
            view,
            workplace.clock(),
            workplace.nanoTime(),
            run -> measures(local, run));
    Map<String, Compiled> machines = StartedWorkflows.of(workflow, workplace.catalogues().get());
    List<String> names = List.copyOf(machines.keySet());
    Map<String, String> definitions = new LinkedHashMap<>();
    machines.forEach((each, compiled) -> definitions.put(each, local.deploy(compiled, names)));
    String definition = String.valueOf(definitions.remove(workflow.name()));
    List<RunResult> results = new ArrayList<>();
    Thread hint = new Thread(this::hint);
    try (Runner runner = new Runner(workflow.name(), definition, definitions, surroundings)) {
      RunPlan plan = RunPlan.left(project, workflow.name());
      plan.set(entries(Interrupted.in(plan, runner), requests, runner));
      view.open(heading(workflow, plan.entries().size(), project));
      Runtime.getRuntime().addShutdownHook(hint);
      try {
        for (RunPlan.Entry entry : plan.entries()) {
          String run = entry.run() == null ? runner.newName(entry.request()) : entry.run();
          plan.began(entry.request(), run);
          String place = place(results.size() + 1, plan.entries().size());
          results.add(runner.run(entry.request(), run, place));
          plan.ended(entry.request(), run);
        }
      } finally {
        Runtime.getRuntime().removeShutdownHook(hint);
      }
    }
    return results;
  }

  /** Told when the process is asked to end in the middle of a run. */
  private void hint() {
    PrintWriter err = workplace.screen().err();
    err.println();
    err.println("Interrupted. Run the same command again to go on.");
    err.flush();
  }

  private static Store store(ProjectFolder project) {
    try {
      return Store.open(project.store());
    } catch (StoreException e) {
      throw UserException.failure(String.valueOf(e.getMessage()));
    }
  }

  private List<RunPlan.Entry> entries(
      Interrupted interrupted, List<RunRequest> requests, Runner runner) {
    if (interrupted.isEmpty()) {
      return new Interrupted(List.of(), List.of()).with(requests, true);
    }
    if (goesOn(interrupted)) {
      return interrupted.with(requests, which != null);
    }
    runner.interrupted().forEach(runner::giveUp);
    return new Interrupted(List.of(), List.of()).with(requests, true);
  }

  private boolean goesOn(Interrupted interrupted) {
    PrintWriter out = workplace.screen().out();
    out.print(interrupted.sentence());
    boolean asks = resume == null && workplace.screen().live();
    out.print(asks ? " Resume? [Y/n] " : "");
    out.flush();
    boolean goesOn =
        asks
            ? workplace.answers().get().filter(line -> line.strip().matches("(?i)no?")).isEmpty()
            : !Boolean.FALSE.equals(resume);
    out.println(asks ? "" : goesOn ? " It goes on." : " It is given up.");
    out.println();
    return goesOn;
  }

  private static String heading(Workflow<?> workflow, int runs, ProjectFolder project) {
    return workflow.name()
        + ": "
        + Words.count(runs, "run")
        + ", state in "
        + project.show(project.state());
  }

  /** {@code 3 of 14}, aligned with the others. */
  private static String place(int number, int of) {
    String width = String.valueOf(String.valueOf(of).length());
    return of == 1 ? "" : String.format(Locale.ROOT, "  %" + width + "d of %d", number, of);
  }

  /** A run that went well stays one if its report fails; the report's absence is told. */
  private List<Measure> measures(LocalProject local, StoredRun run) {
    try {
      return local.measures(run.workflow(), run.input());
    } catch (SQLException e) {
      workplace
          .screen()
          .err()
          .println("stepwell: the reports about " + run.name() + " failed: " + e.getMessage());
      return List.of();
    }
  }

  /** Places and commands for whoever wants to see more of a run. */
  private Map<String, String> further(StoredRun run, LocalProject local) {
    Map<String, String> further = new LinkedHashMap<>(local.places());
    further.put("all runs", "./stepwell history" + options());
    further.put("one run", "./stepwell history " + run.name() + options());
    local
        .question(run.workflow(), run.input())
        .ifPresent(sql -> further.put("ask", "./stepwell query \"" + sql + "\"" + options()));
    return further;
  }

  private String options() {
    return stateDir == null ? "" : " --state-dir " + stateDir;
  }
}
