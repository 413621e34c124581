package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.api.ApiException;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A definition that CreateStateMachine refuses. */
final class CreateErrorCase implements Check {

  private final Recording recording;

  CreateErrorCase(Recording recording) {
    this.recording = recording;
  }

  @Override
  public @Nullable String difference() {
    try (Engine engine = Engine.builder().account("111111111111").build()) {
      StepFunctionsApi.on(engine)
          .call(
              "CreateStateMachine",
              JsonObject.builder()
                  .put("name", "refused")
                  .put("definition", Placeholders.inDefinition(recording.definition()))
                  .put("roleArn", recording.roleArn())
                  .put("type", recording.type().name())
                  .build());
      return "expected to be refused";
    } catch (ApiException refusal) {
      if (!recording.isAws()) {
        return null;
      }
      return ApiError.of(recording.expected())
          .difference(refusal, new Likeness(Set.of(), Set.of()), recording.toString());
    }
  }
}
