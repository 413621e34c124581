package dev.stepwell.cli;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.cloud.CloudTrigger;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what starts a workflow on AWS. */
@Command(
    name = "triggers",
    header = "List the schedules and rules that start a workflow on AWS.",
    description = "As they are there now, also those that the template does not have.")
final class AwsTriggersCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(paramLabel = "WORKFLOW", description = "Its name; 'list' shows all.")
  private String workflow = "";

  @Option(names = "--json", description = "Print JSON, one trigger a line.")
  private boolean asJson;

  AwsTriggersCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    List<CloudTrigger> triggers = new AwsTriggers(aws).of(workplace.workflow(workflow));
    if (asJson) {
      triggers.forEach(each -> out.println(json(each).compact()));
    } else if (triggers.isEmpty()) {
      out.println("Nothing starts it but people.");
    } else {
      table(triggers).lines().forEach(out::println);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Table table(List<CloudTrigger> triggers) {
    Ink ink = workplace.screen().ink();
    Table table = Table.of("lllll", "");
    table.row(
        ink.faint("trigger"),
        ink.faint("name"),
        ink.faint("state"),
        ink.faint("when"),
        ink.faint("zone"));
    for (CloudTrigger each : triggers) {
      table.row(
          kind(each),
          each.name(),
          each.enabled() ? ink.good("enabled") : ink.bad("disabled"),
          each.when(),
          each.zone());
    }
    return table;
  }

  private static String kind(CloudTrigger trigger) {
    return trigger.kind().name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject json(CloudTrigger trigger) {
    return JsonObject.builder()
        .put("kind", kind(trigger))
        .put("group", trigger.group())
        .put("name", trigger.name())
        .put("when", trigger.when())
        .put("zone", trigger.zone())
        .put("enabled", trigger.enabled())
        .build();
  }
}
