package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.ExpressionCheck.AFTER;
import static dev.stepwell.asl.validation.ExpressionCheck.IN;
import static dev.stepwell.asl.validation.Field.both;
import static dev.stepwell.asl.validation.Field.jsonPath;
import static dev.stepwell.asl.validation.Field.jsonata;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields each type of state has. */
final class StateFields {

  private static final Map<String, FieldSet> BY_TYPE =
      Map.of(
          "Task", task(),
          "Pass", pass(),
          "Choice", choice(),
          "Wait", waiting(),
          "Succeed", succeed(),
          "Fail", fail(),
          "Parallel", parallel(),
          "Map", map());

  private StateFields() {}

  static @Nullable FieldSet of(String type) {
    return BY_TYPE.get(type);
  }

  private static FieldSet common() {
    return FieldSet.of(
        both("Type", TextCheck.TEXT),
        both("Comment", TextCheck.TEXT),
        // StateCheck judges it before anything else.
        both("QueryLanguage", ValueCheck.ANYTHING));
  }

  private static FieldSet data() {
    return common()
        .and(
            jsonPath("InputPath", PathCheck::pathOrNull),
            jsonPath("OutputPath", PathCheck::pathOrNull));
  }

  private static FieldSet flowing(ExpressionCheck afterwards) {
    return data()
        .and(
            jsonata("Output", afterwards),
            both("Assign", new AssignCheck(afterwards)),
            both("Next", TextCheck.TEXT),
            both("End", StateFields::end))
        .oneOf("Next", "End");
  }

  private static FieldSet working() {
    return flowing(AFTER)
        .and(
            jsonPath("Parameters", TemplateCheck::template),
            jsonPath("ResultSelector", TemplateCheck::template),
            jsonPath("ResultPath", PathCheck::resultPath),
            both("Retry", FailureChecks::retry),
            both("Catch", FailureChecks::catching));
  }

  private static FieldSet task() {
    ValueCheck seconds = NumberCheck.integer(1, NumberCheck.LONGEST).orExpression();
    return working()
        .and(
            both("Resource", ResourceCheck::task),
            jsonata("Arguments", IN),
            both("TimeoutSeconds", seconds),
            jsonPath("TimeoutSecondsPath", PathCheck::reference),
            both("HeartbeatSeconds", seconds),
            jsonPath("HeartbeatSecondsPath", PathCheck::reference),
            both("Credentials", CredentialsCheck::check))
        .oneOf("TimeoutSeconds", "TimeoutSecondsPath")
        .oneOf("HeartbeatSeconds", "HeartbeatSecondsPath")
        .requiring("Resource");
  }

  private static FieldSet pass() {
    return flowing(IN)
        .and(
            jsonPath("Parameters", TemplateCheck::template),
            jsonPath("ResultPath", PathCheck::resultPath),
            jsonPath("Result", PassResultCheck::check));
  }

  private static FieldSet choice() {
    return data()
        .and(
            jsonata("Output", IN),
            both("Assign", new AssignCheck(IN)),
            both("Choices", ChoiceChecks.CHOICES),
            both("Default", TextCheck.TEXT))
        .requiring("Choices");
  }

  private static FieldSet waiting() {
    return flowing(IN)
        .and(
            both("Seconds", NumberCheck.integer(0, NumberCheck.LONGEST).orExpression()),
            both("Timestamp", TimestampCheck::dynamic),
            jsonPath("SecondsPath", PathCheck::reference),
            jsonPath("TimestampPath", PathCheck::reference))
        .oneOf("SecondsPath", "Seconds", "TimestampPath", "Timestamp");
  }

  private static FieldSet succeed() {
    return data().and(jsonata("Output", IN));
  }

  private static FieldSet fail() {
    return common()
        .and(
            both("Error", StateFields::text),
            both("Cause", StateFields::text),
            jsonPath("ErrorPath", PathCheck::pathOrCall),
            jsonPath("CausePath", PathCheck::pathOrCall))
        .oneOf("Error", "ErrorPath")
        .oneOf("Cause", "CausePath");
  }

  private static FieldSet parallel() {
    return working()
        .and(jsonata("Arguments", IN), both("Branches", NestedGraphs.BRANCHES))
        .requiring("Branches");
  }

  private static FieldSet map() {
    NumberCheck count = NumberCheck.integer(0, Integer.MAX_VALUE).orExpression();
    return working()
        .and(
            both("ItemProcessor", NestedGraphs::processor),
            both("Iterator", NestedGraphs::processor),
            both("ItemSelector", StateFields::itemSelector),
            jsonata("Items", IN),
            jsonPath("ItemsPath", PathCheck::reference),
            both("MaxConcurrency", count),
            jsonPath("MaxConcurrencyPath", PathCheck::referenceWithoutContext),
            both("ToleratedFailureCount", count),
            jsonPath("ToleratedFailureCountPath", PathCheck::referenceWithoutContext),
            both("ToleratedFailurePercentage", NumberCheck.number(0, 100).orExpression()),
            jsonPath("ToleratedFailurePercentagePath", PathCheck::referenceWithoutContext),
            both("ItemReader", DistributedMapChecks::reader),
            both("ItemBatcher", DistributedMapChecks::batcher),
            both("ResultWriter", DistributedMapChecks::writer),
            both("Label", DistributedMapChecks::label))
        .oneOf("ItemProcessor", "Iterator")
        .oneOf("ItemSelector", "Parameters")
        .oneOf("MaxConcurrency", "MaxConcurrencyPath")
        .oneOf("ToleratedFailureCount", "ToleratedFailureCountPath")
        .oneOf("ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
  }

  private static void end(Json value, Place place, Scope scope) {
    if (!JsonBoolean.TRUE.equals(value)) {
      scope.findings().schema("Value should be true", place, "write \"End\": true or a Next");
    }
  }

  private static void itemSelector(Json value, Place place, Scope scope) {
    if (scope.jsonata()) {
      IN.check(value, place, scope);
    } else {
      TemplateCheck.template(value, place, scope);
    }
  }

  private static void text(Json value, Place place, Scope scope) {
    TextCheck.TEXT.check(value, place, scope);
    if (scope.jsonata()) {
      IN.check(value, place, scope);
    }
  }
}
