package dev.stepwell.cli.run;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.output.Words;
import dev.stepwell.engine.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of a command that was cut off.
 *
 * @param left the requests whose runs have not ended, those that have begun among them
 * @param covered all requests of that command, and those of runs that belong to none
 */
public record Interrupted(List<RunPlan.Entry> left, List<RunRequest> covered) {

  /** What an earlier process left behind. */
  public static Interrupted in(RunPlan plan, Runner runner) {
    Set<String> planned =
        plan.entries().stream()
            .map(RunPlan.Entry::run)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<RunPlan.Entry> stray =
        runner.interrupted().stream()
            .filter(execution -> !planned.contains(execution.name()))
            .map(Interrupted::stray)
            .toList();
    return new Interrupted(
        Stream.concat(stray.stream(), plan.open().stream()).toList(),
        Stream.concat(stray.stream(), plan.entries().stream())
            .map(RunPlan.Entry::request)
            .toList());
  }

  private static RunPlan.Entry stray(Execution execution) {
    JsonObject input = execution.input() instanceof JsonObject object ? object : JsonObject.EMPTY;
    return new RunPlan.Entry(
        new RunRequest(execution.name(), execution.name(), input), execution.name(), false);
  }

  /** Whether nothing was left behind. */
  public boolean isEmpty() {
    return left.isEmpty();
  }

  /** What it is, in a sentence. */
  public String sentence() {
    List<String> begun = left.stream().map(RunPlan.Entry::run).filter(Objects::nonNull).toList();
    String halfDone = begun.isEmpty() ? "" : " (" + String.join(", ", begun) + " half done)";
    return Words.count(left.size(), "run")
        + " of an interrupted command "
        + (left.size() == 1 ? "is" : "are")
        + " left"
        + halfDone
        + ".";
  }

  /**
   * What to run if this is resumed: what is left, then what is asked for now, but nothing twice.
   *
   * @param byName whether the present command names what it asks for, so that it is meant even if
   *     the interrupted one has done it
   */
  public List<RunPlan.Entry> with(List<RunRequest> asked, boolean byName) {
    Set<JsonObject> not =
        (byName ? left.stream().map(RunPlan.Entry::request) : covered.stream())
            .map(RunRequest::input)
            .collect(Collectors.toSet());
    List<RunPlan.Entry> all = new ArrayList<>(left);
    for (RunRequest request : asked) {
      if (!not.contains(request.input())) {
        all.add(new RunPlan.Entry(request, null, false));
      }
    }
    return all;
  }
}
