package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;

/** The graphs inside a Parallel or a Map. */
final class NestedGraphs {

  /** The branches of a Parallel. */
  static final ValueCheck BRANCHES = new ArrayCheck(NestedGraphs::branch, false);

  private static final FieldSet CONFIG =
      FieldSet.of(
          both("Mode", TextCheck.word("INLINE", "DISTRIBUTED")),
          both("ExecutionType", TextCheck.word("STANDARD", "EXPRESS")));

  private static final FieldSet BRANCH = GraphCheck.fields();
  private static final FieldSet PROCESSOR =
      GraphCheck.fields().and(both("ProcessorConfig", CONFIG));

  private NestedGraphs() {}

  private static void branch(Json value, Place place, Scope scope) {
    BRANCH.check(value, place, scope.inside());
  }

  static void processor(Json value, Place place, Scope scope) {
    PROCESSOR.check(value, place, scope.inside());
    if (value instanceof JsonObject processor) {
      JsonObject config = processor.object("ProcessorConfig");
      if ("DISTRIBUTED".equals(config.string("Mode")) && !config.has("ExecutionType")) {
        scope
            .findings()
            .schema("These fields are required: [ExecutionType]", place.member("ProcessorConfig"));
      }
    }
  }

  /** Whether a Map's iterations are executions of their own. */
  static boolean isDistributed(JsonObject map) {
    return "DISTRIBUTED"
        .equals(map.object("ItemProcessor").object("ProcessorConfig").string("Mode"));
  }
}
