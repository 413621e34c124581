package dev.stepwell.cli;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.run.LocalProject;
import dev.stepwell.local.sql.SqlResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks lake and warehouse of local runs a question. */
@Command(
    name = "query",
    header = "Ask the lake and the warehouse of local runs, in SQL.",
    description = {
      "Tables of the lake have their database in front (lake.quarantine), those of the warehouse their schema"
          + " (public.flights). One statement; at most 1,000 rows are shown."
    })
final class QueryCommand implements Callable<Integer> {

  private static final int MOST_ROWS = 1000;

  private final Workplace workplace;

  @Parameters(paramLabel = "SQL", description = "The question, in quotes.")
  private String sql = "";

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where lake and warehouse are kept (default: .stepwell).")
  private @Nullable Path stateDir;

  QueryCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    ProjectFolder project = workplace.project(stateDir);
    try (LocalProject local =
        LocalProject.open(workplace.catalogues().get().resources(), project)) {
      print(local.query(sql));
      return ExitCode.OK;
    } catch (SQLException e) {
      throw UserException.failure(
          "the question cannot be answered: "
              + e.getMessage()
              + "\nTables are there once a run has made them: lake.<table>, public.<table>.");
    }
  }

  private void print(SqlResult result) {
    PrintWriter out = workplace.screen().out();
    Ink ink = workplace.screen().ink();
    StringBuilder sides = new StringBuilder();
    for (int i = 0; i < result.columns().size(); i++) {
      int column = i;
      boolean numbers = result.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
      sides.append(numbers ? 'r' : 'l');
    }
    Table table = Table.of(sides.toString(), "");
    table.row(result.columns().stream().map(column -> ink.faint(column.name())).toList());
    for (List<@Nullable Object> row : result.rows().stream().limit(MOST_ROWS).toList()) {
      table.row(row.stream().map(value -> value == null ? "" : value.toString()).toList());
    }
    table.lines().forEach(out::println);
    if (result.rows().size() > MOST_ROWS) {
      out.println("... and " + Words.count(result.rows().size() - MOST_ROWS, "row") + " more");
    }
    out.flush();
  }
}
