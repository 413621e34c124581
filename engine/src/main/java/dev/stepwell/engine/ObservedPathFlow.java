package dev.stepwell.engine;

import dev.stepwell.asl.DataFlow;
import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** The data flow of a JSONPath state that is looked at. */
final class ObservedPathFlow extends PathFlow {

  private final Inspection inspection;

  ObservedPathFlow(DataFlow data, boolean withParameters, Inspection inspection) {
    super(data, withParameters);
    this.inspection = inspection;
  }

  @Override
  public Json leave(Frame frame, Json effective, @Nullable Json result) {
    if (result != null) {
      inspection.sees(Inspection.RESULT, result);
    }
    return super.leave(frame, effective, result);
  }

  @Override
  Json afterInputPath(Frame frame) {
    return inspection.sees(Inspection.INPUT_PATH, super.afterInputPath(frame));
  }

  @Override
  Json afterParameters(Frame frame, Json input) {
    return inspection.sees(Inspection.PARAMETERS, super.afterParameters(frame, input));
  }

  @Override
  Json afterResultSelector(Frame frame, Json raw) {
    return inspection.sees(Inspection.RESULT_SELECTOR, super.afterResultSelector(frame, raw));
  }

  @Override
  Json afterResultPath(Frame frame, Json result) {
    return inspection.sees(Inspection.RESULT_PATH, super.afterResultPath(frame, result));
  }
}
