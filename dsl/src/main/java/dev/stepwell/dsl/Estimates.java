package dev.stepwell.dsl;

import dev.stepwell.dsl.estimate.Payload;
import dev.stepwell.dsl.estimate.Split;
import dev.stepwell.dsl.estimate.StepUsage;
import dev.stepwell.dsl.estimate.Usage;
import dev.stepwell.dsl.model.Range;
import java.util.List;
import java.util.Map;

/**
 * How much one execution takes, estimated from the definition.
 *
 * @param usage of a whole execution
 * @param steps of each step, in the order of the definition, each before those inside it
 * @param payload the greatest payload
 * @param splits where to split, if an execution can have more than 25,000 history events
 * @param openLists the steps that go over a list whose length only run time knows
 * @param assumed how long the author says that such lists are at most, by step
 * @param exceeded what is beyond the author's budget; empty for what {@code compile} gave
 */
public record Estimates(
    Usage usage,
    List<StepUsage> steps,
    Payload payload,
    List<Split> splits,
    List<String> openLists,
    Map<String, Long> assumed,
    List<String> exceeded) {

  /** Copies the lists. */
  public Estimates {
    steps = List.copyOf(steps);
    splits = List.copyOf(splits);
    openLists = List.copyOf(openLists);
    assumed = Map.copyOf(assumed);
    exceeded = List.copyOf(exceeded);
  }

  Estimates exceeding(List<String> problems) {
    return new Estimates(usage, steps, payload, splits, openLists, assumed, problems);
  }

  /** History events when nothing fails; an execution has at most 25,000. */
  public Range events() {
    return usage.events();
  }

  /** Billed state transitions when nothing fails. */
  public Range transitions() {
    return usage.transitions();
  }
}
