package dev.stepwell.engine.teststate;

import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The situation in which a state is tested.
 *
 * @param retrierRetryCount how often the retrier that means the mocked error has retried already
 * @param errorCausedByState the state inside a Map or Parallel that the mocked error comes from
 * @param mapIterationFailureCount how many iterations of a Map have failed; null where not said
 * @param mapItemReaderData what a Map's reader has read, as it stands in its source
 */
public record StateConfiguration(
    int retrierRetryCount,
    @Nullable String errorCausedByState,
    @Nullable Integer mapIterationFailureCount,
    @Nullable String mapItemReaderData) {

  /** The first attempt, and nothing has failed. */
  public static final StateConfiguration NONE = new StateConfiguration(0, null, null, null);

  static StateConfiguration of(JsonObject written) {
    Integer retries = count(written, "retrierRetryCount");
    return new StateConfiguration(
        retries == null ? 0 : retries,
        written.string("errorCausedByState"),
        count(written, "mapIterationFailureCount"),
        written.string("mapItemReaderData"));
  }

  private static @Nullable Integer count(JsonObject written, String member) {
    if (!(written.get(member) instanceof JsonNumber number)) {
      return null;
    }
    if (!number.isIntegral() || number.doubleValue() < 0) {
      throw TestStateException.validation(
          "1 validation error detected: Value '"
              + number
              + "' at 'stateConfiguration."
              + member
              + "' failed to satisfy constraint: Member must have value greater than or equal to 0");
    }
    return (int) Math.min(number.longValue(), Integer.MAX_VALUE);
  }
}
