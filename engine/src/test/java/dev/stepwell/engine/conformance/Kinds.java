package dev.stepwell.engine.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How each kind of case is checked. */
final class Kinds {

  private static final Map<String, Function<Recording, Check>> CHECKS =
      new TreeMap<>(
          Map.of(
              "api", ApiCase::new,
              "create-error", CreateErrorCase::new,
              "execution", Replay::new,
              "execution-table", Replay::new,
              "map-run", ApiCase::new,
              "test-state", StateTrial::new,
              "validate", ValidateCase::new));

  private Kinds() {}

  static boolean isKnown(String kind) {
    return CHECKS.containsKey(kind);
  }

  static Check check(Recording recording) {
    Function<Recording, Check> check = CHECKS.get(recording.text("kind"));
    if (check == null) {
      throw new IllegalArgumentException("no check for " + recording);
    }
    return check.apply(recording);
  }
}
