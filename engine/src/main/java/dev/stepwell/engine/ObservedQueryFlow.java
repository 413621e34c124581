package dev.stepwell.engine;

import dev.stepwell.asl.DataFlow;
import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** The data flow of a JSONata state that is looked at. */
final class ObservedQueryFlow extends QueryFlow {

  private final Inspection inspection;

  ObservedQueryFlow(DataFlow data, Inspection inspection) {
    super(data, "");
    this.inspection = inspection;
  }

  @Override
  public Json effective(Frame frame) {
    return inspection.sees(Inspection.ARGUMENTS, super.effective(frame));
  }

  @Override
  public Json leave(Frame frame, Json effective, @Nullable Json result) {
    if (result != null) {
      inspection.sees(Inspection.RESULT, result);
    }
    return super.leave(frame, effective, result);
  }
}
