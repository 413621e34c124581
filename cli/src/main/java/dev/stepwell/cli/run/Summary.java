package dev.stepwell.cli.run;

import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.Words;
import dev.stepwell.cli.progress.RunFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of all runs together: a table, what was counted in parts, the rules, the failures. */
public final class Summary {

  private static final String INDENT = "  ";

  private final List<RunResult> results;
  private final Screen screen;
  private final PrintWriter out;
  private final Ink ink;
  private final String options;

  private Summary(List<RunResult> results, Screen screen, String options) {
    this.results = results;
    this.options = options;
    this.screen = screen;
    this.out = screen.out();
    this.ink = screen.ink();
  }

  /**
   * Prints the summary of at least one run.
   *
   * @param options what the commands that it proposes need to find these runs; may be empty
   */
  public static void print(List<RunResult> results, Screen screen, String options) {
    Summary summary = new Summary(List.copyOf(results), screen, options);
    summary.out.println();
    summary.table();
    summary.parts();
    summary.rules();
    summary.failures();
    summary.out.flush();
  }

  private void table() {
    Map<String, Measure> totals = totals();
    Table table = Table.of("ll" + "r".repeat(totals.size() + 2), INDENT);
    List<String> heads = new ArrayList<>(List.of("", ""));
    heads.addAll(totals.keySet());
    heads.add(anyQuality() ? "quality" : "");
    heads.add("time");
    table.row(heads.stream().map(ink::faint).toList());
    for (RunResult result : results) {
      table.row(row(result, totals.keySet()));
    }
    if (results.size() > 1) {
      List<String> sums = new ArrayList<>(List.of("all", ""));
      totals.values().forEach(measure -> sums.add(Words.number(measure.total())));
      sums.add("");
      sums.add(
          Words.duration(
              results.stream().map(RunResult::elapsed).reduce(Duration.ZERO, Duration::plus)));
      table.row(sums.stream().map(ink::strong).toList());
    }
    out.println(ink.strong("Summary"));
    table.lines().forEach(out::println);
  }

  private List<String> row(RunResult result, Iterable<String> labels) {
    List<String> cells = new ArrayList<>();
    cells.add(result.request().title());
    cells.add(result.succeeded() ? ink.good("done") : ink.bad("failed"));
    for (String label : labels) {
      cells.add(
          result.measures().stream()
              .filter(measure -> measure.label().equals(label))
              .map(measure -> Words.number(measure.total()))
              .findFirst()
              .orElse("-"));
    }
    cells.add(
        result.quality().map(quality -> score(quality.score())).orElse(anyQuality() ? "-" : ""));
    cells.add(Words.duration(result.elapsed()));
    return cells;
  }

  private boolean anyQuality() {
    return results.stream().anyMatch(each -> each.quality().isPresent());
  }

  private Map<String, Measure> totals() {
    Map<String, Measure> totals = new LinkedHashMap<>();
    for (RunResult result : results) {
      result.measures().forEach(each -> totals.merge(each.label(), each, Measure::plus));
    }
    return totals;
  }

  private void parts() {
    for (Measure measure : totals().values()) {
      if (measure.divided()) {
        heading(measure.label() + " by reason");
        Table table = Table.of("rl", INDENT);
        measure.parts().forEach((name, number) -> table.row(Words.number(number), name));
        table.lines().forEach(out::println);
      }
    }
  }

  /** Every rule once, with how many of the runs that came to it kept it. */
  private void rules() {
    List<QualityVerdict> verdicts =
        results.stream().flatMap(each -> each.quality().stream()).toList();
    if (verdicts.isEmpty()) {
      return;
    }
    Map<String, List<QualityVerdict.Rule>> byText = new LinkedHashMap<>();
    for (QualityVerdict verdict : verdicts) {
      for (QualityVerdict.Rule rule : verdict.rules()) {
        byText.computeIfAbsent(rule.text(), text -> new ArrayList<>()).add(rule);
      }
    }
    heading("quality rules, passed of " + Words.count(verdicts.size(), "run"));
    Table table = Table.of("rl", INDENT);
    byText.forEach(
        (text, each) -> {
          long passed = each.stream().filter(QualityVerdict.Rule::passed).count();
          String count = passed + "/" + each.size();
          table.row(passed == each.size() ? ink.good(count) : ink.bad(count), text);
        });
    table.lines().forEach(out::println);
  }

  private void failures() {
    for (RunResult result : results) {
      result.failure().ifPresent(failure -> failure(result, failure));
    }
  }

  private void failure(RunResult result, RunFailure failure) {
    out.println();
    String where = failure.step().isEmpty() ? "" : " in step '" + failure.step() + "'";
    out.println(ink.bad(result.request().title() + " failed" + where));
    List<String[]> facts = new ArrayList<>();
    facts.add(new String[] {"error", failure.error()});
    if (!failure.cause().isEmpty()) {
      facts.add(new String[] {"cause", Cause.readable(failure.cause())});
    }
    result
        .quality()
        .ifPresent(
            quality ->
                quality.rules().stream()
                    .filter(rule -> !rule.passed())
                    .forEach(
                        rule ->
                            facts.add(new String[] {"rule", rule.text() + "\n" + rule.message()})));
    if (!failure.ranAfterwards().isEmpty()) {
      facts.add(new String[] {"then ran", String.join(", ", failure.ranAfterwards())});
    }
    facts.add(new String[] {"events", "./stepwell history " + result.run().name() + options});
    for (String[] fact : facts) {
      String label = fact[0];
      for (String line : Words.wrap(fact[1], screen.columns() - 14)) {
        out.println(String.format(Locale.ROOT, "  %-10s  %s", label, line).stripTrailing());
        label = "";
      }
    }
  }

  private void heading(String text) {
    out.println();
    out.println(ink.strong(Character.toUpperCase(text.charAt(0)) + text.substring(1)));
  }

  private static String score(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }
}
