package dev.stepwell.cli;

import dev.stepwell.cli.estimate.EstimateJson;
import dev.stepwell.cli.estimate.EstimateText;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Estimates;
import dev.stepwell.dsl.Workflow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Estimates how much executions take. */
@Command(
    name = "estimate",
    header = "Estimate events, transitions, price and payload of an execution.",
    description = {
      "Without a name: all workflows. With a name: also its steps, and where to split it if its history could pass 25,000 events.",
      "Exit code 1 if a workflow is over its budget."
    })
final class EstimateCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Parameters(arity = "0..1", paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private @Nullable String name;

  @Option(
      names = "--items",
      paramLabel = "STEP=N",
      description =
          "How many items a forEach has at most whose list only run time knows; wins over the budget's.")
  private Map<String, Long> items = Map.of();

  @Option(names = "--json", description = "Print JSON, one workflow a line; null is unbounded.")
  private boolean asJson;

  EstimateCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    if (name == null && !items.isEmpty()) {
      throw UserException.usage(
          "--items needs a workflow.\nName it: ./stepwell estimate WORKFLOW.");
    }
    Map<String, Estimates> estimates = new LinkedHashMap<>();
    for (Workflow<?> workflow : workflows()) {
      estimates.put(workflow.name(), estimate(workflow));
    }
    PrintWriter out = workplace.screen().out();
    lines(estimates).forEach(out::println);
    out.flush();
    return estimates.values().stream().allMatch(each -> each.exceeded().isEmpty())
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private List<? extends Workflow<?>> workflows() {
    return name == null
        ? workplace.catalogues().get().workflows()
        : List.of(workplace.workflow(name));
  }

  private Estimates estimate(Workflow<?> workflow) {
    List<String> open = workflow.estimate(Map.of()).openLists();
    for (Map.Entry<String, Long> list : items.entrySet()) {
      if (!open.contains(list.getKey()) || list.getValue() < 0) {
        throw UserException.usage(
            "--items %s=%d makes no sense for '%s'.\nIt takes 0 or more for a forEach over a list that only run time knows: %s."
                .formatted(
                    list.getKey(),
                    list.getValue(),
                    workflow.name(),
                    open.isEmpty() ? "there is none" : String.join(", ", open)));
      }
    }
    return workflow.estimate(items);
  }

  private List<String> lines(Map<String, Estimates> estimates) {
    if (asJson) {
      return estimates.entrySet().stream()
          .map(each -> EstimateJson.of(each.getKey(), each.getValue()).compact())
          .toList();
    }
    EstimateText text = new EstimateText(workplace.screen().ink());
    if (name == null) {
      return text.summary(estimates);
    }
    List<String> lines = new ArrayList<>();
    estimates.forEach((workflow, of) -> lines.addAll(text.details(workflow, of)));
    return lines;
  }
}
