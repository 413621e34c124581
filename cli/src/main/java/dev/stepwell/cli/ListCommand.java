package dev.stepwell.cli;

import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the workflows. */
@Command(
    name = "list",
    header = "List the workflows, their input and what starts them.",
    description = "One line a workflow; its steps are shown by 'graph'.")
final class ListCommand implements Callable<Integer> {

  private final Workplace workplace;

  ListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    Ink ink = workplace.screen().ink();
    Table table = Table.of("lll", "");
    table.row(ink.faint("workflow"), ink.faint("input"), ink.faint("starts"));
    for (Workflow<?> workflow : workplace.catalogues().get().workflows()) {
      List<String> triggers = triggers(workflow);
      table.row(workflow.name(), input(workflow), triggers.get(0));
      triggers.stream().skip(1).forEach(trigger -> table.row("", "", trigger));
    }
    PrintWriter out = workplace.screen().out();
    table.lines().forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }

  private static String input(Workflow<?> workflow) {
    RecordComponent[] components = workflow.input().getRecordComponents();
    return components.length == 0
        ? "nothing"
        : Arrays.stream(components)
            .map(each -> each.getType().getSimpleName() + " " + each.getName())
            .collect(Collectors.joining(", "));
  }

  private static List<String> triggers(Workflow<?> workflow) {
    List<String> triggers = workflow.triggers().stream().map(ListCommand::words).toList();
    return triggers.isEmpty() ? List.of("by hand") : triggers;
  }

  private static String words(Trigger<?> trigger) {
    if (trigger instanceof Trigger.OnCron<?> cron) {
      return "cron " + cron.expression() + " " + cron.zone();
    }
    if (trigger instanceof Trigger.Every<?> every) {
      return "every " + every.period().toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
    if (trigger instanceof Trigger.OnObject<?> object) {
      return "new object in " + object.bucket() + "/" + object.prefix();
    }
    if (trigger instanceof Trigger.Once<?> once) {
      return "once at " + once.moment();
    }
    if (trigger instanceof Trigger.Continuous<?>) {
      return "again and again";
    }
    if (trigger instanceof Trigger.OnAssets<?> assets) {
      return (assets.partitions() == null ? "update of " : "update of a partition of ")
          + assets.condition().assets().stream().map(Asset::uri).collect(Collectors.joining(", "));
    }
    return "by hand";
  }
}
