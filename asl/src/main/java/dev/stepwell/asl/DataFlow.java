package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The fields that shape a state's data, as written; null where absent. The five of JSONPath and the
 * two of JSONata exclude one another, {@code Assign} goes with both.
 *
 * @param inputPath a path, or JSON null for "nothing"
 * @param parameters a payload template; {@code Parameters}, on a Map the old name of {@code
 *     ItemSelector}
 * @param resultSelector a payload template
 * @param resultPath a reference path, or JSON null for "drop the result"
 * @param outputPath a path, or JSON null for "nothing"
 * @param arguments any JSON with JSONata expressions in it
 * @param output any JSON with JSONata expressions in it
 * @param assign variables to set when the state ends well
 */
public record DataFlow(
    @Nullable Json inputPath,
    @Nullable Json parameters,
    @Nullable Json resultSelector,
    @Nullable Json resultPath,
    @Nullable Json outputPath,
    @Nullable Json arguments,
    @Nullable Json output,
    @Nullable JsonObject assign) {

  /** No field at all. */
  public static final DataFlow NONE = new DataFlow(null, null, null, null, null, null, null, null);
}
