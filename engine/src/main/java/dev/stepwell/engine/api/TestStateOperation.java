package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.TestState;
import dev.stepwell.engine.teststate.TestStateException;
import java.util.List;

/** Tests single states. */
final class TestStateOperation {

  private static final int MOST_COUNT = Integer.MAX_VALUE;

  private static final Shape MOCK =
      Shape.empty()
          .optional("result", Limits.DATA)
          .optional(
              "errorOutput",
              Constraint.object(
                  Shape.empty().optional("error", Limits.ERROR).optional("cause", Limits.CAUSE)))
          .optional("fieldValidationMode", Constraint.oneOf("STRICT", "PRESENT", "NONE"));

  private static final Shape CONFIGURATION =
      Shape.empty()
          .optional("retrierRetryCount", Constraint.integer(0, MOST_COUNT))
          .optional("errorCausedByState", Limits.NAME)
          .optional("mapIterationFailureCount", Constraint.integer(0, MOST_COUNT))
          .optional("mapItemReaderData", Limits.DATA);

  private static final Shape TEST =
      Shape.empty()
          .required("definition", Limits.DEFINITION)
          .optional("roleArn", Limits.ARN)
          .optional("input", Limits.DATA)
          .optional("inspectionLevel", Constraint.oneOf("INFO", "DEBUG", "TRACE"))
          .optional("revealSecrets", Constraint.flag())
          .optional("variables", Limits.DATA)
          .optional("stateName", Limits.NAME)
          .optional("mock", Constraint.object(MOCK))
          .optional("context", Limits.DATA)
          .optional("stateConfiguration", Constraint.object(CONFIGURATION));

  private final TestState tests;

  TestStateOperation(Engine engine) {
    this.tests = new TestState(engine);
  }

  List<Operation> all() {
    return List.of(new Operation("TestState", TEST, this::test));
  }

  private JsonObject test(Request request) {
    try {
      return tests.testState(request.members());
    } catch (TestStateException e) {
      throw ApiException.of(e.code(), e.text());
    }
  }
}
