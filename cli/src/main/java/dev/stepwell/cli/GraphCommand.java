package dev.stepwell.cli;

import dev.stepwell.cli.graph.GraphText;
import dev.stepwell.cli.graph.Mermaid;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.dsl.model.FlowGraph;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the steps of a workflow. */
@Command(
    name = "graph",
    header = "Show the steps of a workflow.",
    description = "As text, or as a Mermaid flowchart to paste into a document.")
final class GraphCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private @Nullable String name;

  @Option(names = "--mermaid", description = "Print a Mermaid flowchart.")
  private boolean mermaid;

  GraphCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    String workflow = String.valueOf(name);
    FlowGraph graph = workplace.workflow(workflow).compile().graph();
    if (!mermaid) {
      out.println(workplace.screen().ink().strong(workflow));
    }
    (mermaid ? Mermaid.lines(graph) : GraphText.lines(graph)).forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }
}
