package dev.stepwell.dsl;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.estimate.Payload;
import dev.stepwell.dsl.estimate.Split;
import dev.stepwell.dsl.estimate.StepUsage;
import dev.stepwell.dsl.estimate.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds estimates against the author's budget, and against what Step Functions bears. */
final class BudgetCheck {

  private final String workflow;
  private final Budget budget;
  private final Estimates estimates;
  private final List<String> problems = new ArrayList<>();

  private BudgetCheck(String workflow, Budget budget, Estimates estimates) {
    this.workflow = workflow;
    this.budget = budget;
    this.estimates = estimates;
  }

  /** What exceeds the budget; empty if nothing does. */
  static List<String> problems(String workflow, Budget budget, Estimates estimates) {
    BudgetCheck check = new BudgetCheck(workflow, budget, estimates);
    check.items();
    check.limit("history events", budget.events(), check::events);
    check.limit("state transitions", budget.transitions(), check::transitions);
    check.price();
    check.payload();
    return check.problems;
  }

  private void items() {
    for (String step : budget.items().keySet().stream().sorted().toList()) {
      if (!estimates.openLists().contains(step)) {
        String open =
            estimates.openLists().isEmpty()
                ? "there is none"
                : "there is '" + String.join("', '", estimates.openLists()) + "'";
        problems.add(
            String.format(
                Locale.ROOT,
                "the budget of workflow '%s' says how many items '%s' has, but that is no forEach over a list that only run time knows (%s); leave it out or mend the name",
                workflow,
                step,
                open));
      }
    }
  }

  private OptionalLong events(Usage usage) {
    return budget.isWhenNothingFails() ? usage.events().most() : usage.worstEvents();
  }

  private OptionalLong transitions(Usage usage) {
    return budget.isWhenNothingFails() ? usage.transitions().most() : usage.worstTransitions();
  }

  private void limit(String what, OptionalLong limit, Function<Usage, OptionalLong> most) {
    OptionalLong taken = most.apply(estimates.usage());
    if (limit.isPresent() && isOver(taken, limit.getAsLong())) {
      problems.add(
          String.format(
              Locale.ROOT,
              "an execution of '%s' %s, but its budget is %,d%s; %s",
              workflow,
              takes(taken, what),
              limit.getAsLong(),
              greatest(most),
              remedy(taken)));
    }
  }

  private void price() {
    OptionalLong taken = transitions(estimates.usage());
    Optional<BigDecimal> limit = budget.dollars();
    if (limit.isPresent()
        && (taken.isEmpty() || Usage.dollars(taken.getAsLong()).compareTo(limit.get()) > 0)) {
      String price =
          taken.isEmpty()
              ? "takes any number of state transitions, at any price"
              : "costs up to $" + Usage.dollars(taken.getAsLong()).toPlainString();
      problems.add(
          String.format(
              Locale.ROOT,
              "an execution of '%s' %s, but its budget is $%s%s; %s",
              workflow,
              price,
              limit.get().toPlainString(),
              greatest(this::transitions),
              remedy(taken)));
    }
  }

  private void payload() {
    Payload payload = estimates.payload();
    if (budget.payload().isPresent() && payload.bytes().least() > budget.payload().getAsLong()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "'%s' of workflow '%s' has at least %,d bytes, but the budget is %,d; keep it in S3 and hand on where it is",
              payload.place(),
              workflow,
              payload.bytes().least(),
              budget.payload().getAsLong()));
    }
  }

  private static boolean isOver(OptionalLong taken, long limit) {
    return taken.isEmpty() || taken.getAsLong() > limit;
  }

  private static String takes(OptionalLong taken, String what) {
    return taken.isPresent()
        ? String.format(Locale.ROOT, "can take %,d %s", taken.getAsLong(), what)
        : "can take any number of " + what;
  }

  /** The three steps that take most. */
  private String greatest(Function<Usage, OptionalLong> most) {
    return estimates.steps().stream()
        .filter(step -> step.depth() == 0)
        .sorted(Comparator.comparingLong((StepUsage step) -> amount(step, most)).reversed())
        .limit(3)
        .map(
            step ->
                amount(step, most) == Long.MAX_VALUE
                    ? String.format(Locale.ROOT, "'%s' any number", step.id())
                    : String.format(Locale.ROOT, "'%s' %,d", step.id(), amount(step, most)))
        .collect(Collectors.joining(", ", " (most take ", ")"));
  }

  private static long amount(StepUsage step, Function<Usage, OptionalLong> most) {
    return most.apply(step.usage()).orElse(Long.MAX_VALUE);
  }

  private String remedy(OptionalLong taken) {
    List<String> open =
        estimates.openLists().stream()
            .filter(step -> !estimates.assumed().containsKey(step))
            .toList();
    if (taken.isEmpty() && !open.isEmpty()) {
      return "say how many items there are at most: "
          + open.stream()
              .map(step -> String.format(Locale.ROOT, "Budget.items(\"%s\", n)", step))
              .collect(Collectors.joining(", "));
    }
    return "poll or retry less, split the workflow, or raise the budget";
  }

  /** Warnings about histories and payloads that Step Functions would not bear. */
  static List<Diagnostic> warnings(Estimates estimates) {
    List<Diagnostic> found = new ArrayList<>();
    OptionalLong most = estimates.events().most();
    if (estimates.events().least() > Split.MOST_EVENTS
        || (most.isPresent() && most.getAsLong() > Split.MOST_EVENTS)) {
      String verb = estimates.events().least() > Split.MOST_EVENTS ? "has " : "can have ";
      found.add(
          warning(
              "HISTORY_TOO_LONG",
              "an execution "
                  + verb
                  + estimates.events()
                  + " history events, but Step Functions ends it after 25,000",
              split(estimates.splits())));
    }
    Payload payload = estimates.payload();
    if (payload.bytes().least() > Payload.MOST_BYTES) {
      found.add(
          warning(
              "PAYLOAD_TOO_LARGE",
              String.format(
                  Locale.ROOT,
                  "'%s' has at least %,d bytes, but a state may have 262,144",
                  payload.place(),
                  payload.bytes().least()),
              "keep it in S3 and hand on where it is"));
    }
    return found;
  }

  private static String split(List<Split> splits) {
    int shown = 3;
    String text =
        splits.stream().limit(shown).map(Split::toString).collect(Collectors.joining("; "));
    return splits.size() > shown ? text + "; and " + (splits.size() - shown) + " more" : text;
  }

  private static Diagnostic warning(String code, String message, String remedy) {
    return new Diagnostic(Diagnostic.Severity.WARNING, code, message, null, remedy);
  }
}
