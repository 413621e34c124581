package dev.stepwell.cli.estimate;

import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.Estimates;
import dev.stepwell.dsl.estimate.Payload;
import dev.stepwell.dsl.estimate.Split;
import dev.stepwell.dsl.estimate.StepUsage;
import dev.stepwell.dsl.estimate.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Estimates as tables. */
public final class EstimateText {

  private final Ink ink;

  public EstimateText(Ink ink) {
    this.ink = ink;
  }

  /** All workflows, one a row. */
  public List<String> summary(Map<String, Estimates> workflows) {
    Table table = Table.of("lrrrrr", "");
    table.row(heads("workflow", "events", "worst", "transitions", "worst", "price"));
    workflows.forEach(
        (name, estimates) -> {
          Usage usage = estimates.usage();
          table.row(
              name,
              Amounts.range(usage.events()),
              Amounts.most(usage.worstEvents()),
              Amounts.range(usage.transitions()),
              Amounts.most(usage.worstTransitions()),
              Amounts.dollars(usage));
        });
    List<String> lines = new ArrayList<>(table.lines());
    workflows.forEach((name, estimates) -> lines.addAll(exceeded(estimates)));
    return lines;
  }

  /** One workflow, with its steps and where to split it. */
  public List<String> details(String workflow, Estimates estimates) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.strong(workflow));
    lines.addAll(totals(estimates.usage()).lines());
    lines.add("  " + payload(estimates.payload()));
    lines.add("");
    lines.addAll(steps(estimates.steps()).lines());
    lines.add("");
    lines.add(
        "Events and transitions: when nothing fails, a step visited once, what is in a Map per item.");
    lines.add(
        "Worst: whatever fails, is retried and caught. Price: Standard, us-east-1, no free tier.");
    new TreeMap<>(estimates.assumed())
        .forEach(
            (step, most) ->
                lines.add(
                    "Assumed: '" + step + "' has at most " + Words.count(most, "item") + "."));
    lines.addAll(splits(estimates));
    lines.addAll(exceeded(estimates));
    return lines;
  }

  private Table totals(Usage usage) {
    Table table = Table.of("lrr", "  ");
    table.row(heads("", "when nothing fails", "worst"));
    table.row("events", Amounts.range(usage.events()), Amounts.most(usage.worstEvents()));
    table.row(
        "transitions", Amounts.range(usage.transitions()), Amounts.most(usage.worstTransitions()));
    table.row("price", Amounts.dollars(usage), Amounts.dollars(usage.worstDollars()));
    return table;
  }

  private static String payload(Payload payload) {
    String greatest =
        "payload of the definition: %s bytes%s"
            .formatted(
                Words.number(payload.bytes().least()),
                payload.place().isEmpty() ? "" : " (" + payload.place() + ")");
    if (payload.bytes().most().isPresent()) {
      return greatest + ", never more than " + Words.number(payload.bytes().most().getAsLong());
    }
    return greatest
        + "; "
        + Words.count(payload.open().size(), "field")
        + " may have up to "
        + Words.number(Payload.MOST_BYTES);
  }

  private Table steps(List<StepUsage> steps) {
    Table table = Table.of("llrrr", "  ");
    table.row(heads("step", "", "events", "transitions", "worst events"));
    for (StepUsage step : steps) {
      table.row(
          "  ".repeat(step.depth()) + step.id(),
          ink.faint(kind(step)),
          Amounts.range(step.usage().events()),
          Amounts.range(step.usage().transitions()),
          Amounts.most(step.usage().worstEvents()));
    }
    return table;
  }

  private static String kind(StepUsage step) {
    StringBuilder kind = new StringBuilder(step.type());
    if (step.loops()) {
      kind.append(", polls");
    }
    step.items().ifPresent(items -> kind.append(" of ").append(Amounts.range(items)));
    return kind.append(step.onlyOnFailure() ? ", on failure" : "").toString();
  }

  private static List<String> splits(Estimates estimates) {
    List<String> lines = new ArrayList<>();
    if (!estimates.splits().isEmpty()) {
      lines.add("");
      lines.add(
          "A history could pass 25,000 events, where Step Functions ends the execution. Split at");
      estimates.splits().stream().map(Split::toString).map("  "::concat).forEach(lines::add);
    }
    return lines;
  }

  private List<String> exceeded(Estimates estimates) {
    return estimates.exceeded().stream()
        .map(problem -> ink.bad("Over budget: ") + problem)
        .toList();
  }

  private List<String> heads(String... words) {
    return List.of(words).stream().map(ink::faint).toList();
  }
}
