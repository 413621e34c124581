package dev.stepwell.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks one call that a local service has answered. */
public final class Contract {

  private static final Pattern SDK =
      Pattern.compile("arn:aws:states:::aws-sdk:([a-z0-9]+):([A-Za-z0-9]+)(\\..*)?");
  private static final Pattern OPTIMIZED =
      Pattern.compile("arn:aws:states:::([a-z0-9]+):([A-Za-z0-9]+)(\\..*)?");

  private Contract() {}

  /**
   * Fails if the arguments or the answer are not of the shapes that the SDK knows. The answer of an
   * optimized action with a suffix is that of another action and so not checked, nor are services
   * that the SDK on the test class path lacks.
   */
  public static void check(String resource, Json arguments, Json answer) {
    Matcher sdk = SDK.matcher(resource);
    Matcher optimized = OPTIMIZED.matcher(resource);
    if (sdk.matches()) {
      Optional<SdkShapes> shapes = SdkShapes.find(sdk.group(1));
      shapes.ifPresent(
          each -> {
            assertThat(each.requestProblems(sdk.group(2), arguments)).as(resource).isEmpty();
            if (sdk.group(3) == null) {
              assertThat(each.responseProblems(sdk.group(2), answer)).as(resource).isEmpty();
            }
          });
    } else if (optimized.matches()) {
      Optional<SdkShapes> shapes = SdkShapes.find(optimized.group(1));
      shapes.ifPresent(
          each ->
              assertThat(each.optimizedRequestProblems(optimized.group(2), arguments))
                  .as(resource)
                  .isEmpty());
      if (optimized.group(3) == null && !optimized.group(1).equals("lambda")) {
        shapes.ifPresent(
            each ->
                assertThat(each.responseProblems(optimized.group(2), asInTheApi(resource, answer)))
                    .as(resource)
                    .isEmpty());
      }
    }
  }

  /** The integration says in its answer which job was started; the API does not. */
  private static Json asInTheApi(String resource, Json answer) {
    return resource.endsWith(":glue:startJobRun") && answer instanceof JsonObject object
        ? object.without("JobName")
        : answer;
  }
}
