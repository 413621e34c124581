package dev.stepwell.asl.resume;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.StateMachineValidator;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A definition that goes on where an earlier execution came to. It begins at the beginning, with
 * the same input; but a state that was finished and is not to run again is a Pass that gives what
 * was recorded, sets the variables that were recorded and goes the way that was gone. So the
 * execution comes to the first state that is to run again with the same data, without any work.
 *
 * <p>In the same list of states, whatever can be reached from a state that runs again runs again
 * too. A Parallel that is reached so is looked into: its states are kept if the caller says that
 * they do not depend on what runs again. An inline Map runs again as a whole, or, if the caller
 * wants that and its input is the same, those of its items that were not done; items are known by
 * their index and their input.
 *
 * <p>States are known by their names, so the definition may be a newer one: names that it lacks are
 * left out, and states that are new do their work. What is random or asks the time keeps its
 * recorded value in states that are kept; {@code $states.context.Execution} is the new execution's.
 *
 * @param definition the definition
 * @param kept the states that give what was recorded, in the order of the source
 * @param keptItems how many items give what was recorded, by Map
 */
public record ResumeDefinition(
    JsonObject definition, List<String> kept, Map<String, Integer> keptItems) {

  /** AWS's limit of a definition in bytes. */
  private static final int MOST_BYTES = 1_048_576;

  /** Copies the collections. */
  public ResumeDefinition {
    kept = List.copyOf(kept);
    keptItems = Map.copyOf(keptItems);
  }

  /**
   * Makes one.
   *
   * @param definition the definition that is to run, the recorded one or a newer one
   * @param recorded what an earlier execution gave
   * @param rerun the states that are to run again
   * @param independent states that do not depend on those, and may be kept also behind them
   * @param partly states that run again; of Maps among them, or around one of them, the items are
   *     kept that were done
   * @param origin the name of the earlier execution, for the comments of states that are kept
   * @throws IllegalArgumentException if a state that is to run again is not in the definition, or
   *     the definition becomes too large; the message says what to do
   */
  public static ResumeDefinition of(
      JsonObject definition,
      RecordedStates recorded,
      Set<String> rerun,
      Set<String> independent,
      Set<String> partly,
      String origin) {
    Set<String> missing = new LinkedHashSet<>(rerun);
    Set<String> names = Scope.names(definition);
    missing.removeAll(names);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the definition has no state "
              + missing
              + " to run again; name states of the definition that is to run");
    }
    List<String> kept = new ArrayList<>();
    Map<String, Integer> keptItems = new LinkedHashMap<>();
    JsonObject made =
        new Scope(names, recorded, rerun, independent, partly, origin, kept, keptItems)
            .resumed(definition, false);
    int bytes = made.size();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "going on from '"
              + origin
              + "' takes a definition of "
              + bytes
              + " bytes, and AWS takes "
              + MOST_BYTES
              + "; the largest recorded outputs are those of "
              + largest(recorded, kept)
              + ". Run these steps again too, or hand their data over in S3");
    }
    List<Diagnostic> errors =
        StateMachineValidator.validate(made).stream()
            .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidDefinitionException(errors);
    }
    return new ResumeDefinition(made, kept, keptItems);
  }

  private static List<String> largest(RecordedStates recorded, List<String> kept) {
    return kept.stream()
        .sorted((one, other) -> Integer.compare(size(recorded, other), size(recorded, one)))
        .limit(3)
        .toList();
  }

  private static int size(RecordedStates recorded, String state) {
    return recorded.left(state).map(RecordedStates.Left::output).map(Json::size).orElse(0);
  }
}
