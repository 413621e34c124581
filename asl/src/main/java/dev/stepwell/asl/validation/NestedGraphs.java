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

  /** AWS does not publish its own; nobody writes so many states one inside the other. */
  private static final int DEEPEST = 50;

  private NestedGraphs() {}

  private static void branch(Json value, Place place, Scope scope) {
    inside(BRANCH, value, place, scope);
  }

  static void processor(Json value, Place place, Scope scope) {
    JsonObject config =
        value instanceof JsonObject processor
            ? processor.object("ProcessorConfig")
            : JsonObject.EMPTY;
    if (!"DISTRIBUTED".equals(config.string("Mode"))) {
      inside(PROCESSOR, value, place, scope);
      return;
    }
    if (scope.machine().isExpress()) {
      scope
          .findings()
          .schema(
              "Express state machine does not support Distributed Map",
              place.member("ProcessorConfig"),
              "set the Mode to INLINE, or make it a Standard state machine");
    }
    boolean express = "EXPRESS".equals(config.string("ExecutionType"));
    inside(PROCESSOR, value, place, express ? scope.express() : scope);
    if (!config.has("ExecutionType")) {
      scope
          .findings()
          .schema("These fields are required: [ExecutionType]", place.member("ProcessorConfig"));
    }
  }

  private static void inside(FieldSet fields, Json graph, Place place, Scope scope) {
    if (scope.depth() < DEEPEST) {
      fields.check(graph, place, scope.inside());
    } else {
      scope
          .findings()
          .error(
              "TOO_DEEPLY_NESTED",
              "States are nested more than " + DEEPEST + " deep",
              place,
              "make a state machine of its own of what is inside");
    }
  }

  /** Whether a Map's iterations are executions of their own. */
  static boolean isDistributed(JsonObject map) {
    return "DISTRIBUTED"
        .equals(map.object("ItemProcessor").object("ProcessorConfig").string("Mode"));
  }
}
