package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code Catch}, as written; null where absent.
 *
 * @param errorEquals names of errors
 * @param next the state that goes on
 * @param resultPath JSONPath only: where the error output goes in the state's input
 * @param output JSONata only: the output of the state
 * @param assign variables to set
 * @param comment a remark
 */
public record Catcher(
    List<String> errorEquals,
    String next,
    @Nullable Json resultPath,
    @Nullable Json output,
    @Nullable JsonObject assign,
    @Nullable String comment) {

  /** Copies the names. */
  public Catcher {
    errorEquals = List.copyOf(errorEquals);
  }
}
