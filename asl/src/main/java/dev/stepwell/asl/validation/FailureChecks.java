package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;
import static dev.stepwell.asl.validation.Field.jsonPath;
import static dev.stepwell.asl.validation.Field.jsonata;

import dev.stepwell.asl.json.Json;

/** The fields {@code Retry} and {@code Catch}. */
final class FailureChecks {

  private static final ValueCheck ERRORS = new ArrayCheck(ErrorNames::name, false);

  private static final long LONGEST_DELAY = 31_622_400;

  private static final ValueCheck RETRIERS =
      new ArrayCheck(
          FieldSet.of(
                  both("Comment", TextCheck.TEXT),
                  both("ErrorEquals", ERRORS),
                  both("IntervalSeconds", NumberCheck.integer(1, NumberCheck.LONGEST)),
                  both("MaxAttempts", NumberCheck.integer(0, NumberCheck.LONGEST)),
                  both("BackoffRate", NumberCheck.number(1, Double.MAX_VALUE)),
                  both("MaxDelaySeconds", NumberCheck.integer(1, LONGEST_DELAY)),
                  both("JitterStrategy", TextCheck.word("NONE", "FULL")))
              .requiring("ErrorEquals"),
          true);

  private static final ValueCheck CATCHERS =
      new ArrayCheck(
          FieldSet.of(
                  both("Comment", TextCheck.TEXT),
                  both("ErrorEquals", ERRORS),
                  both("Next", TextCheck.TEXT),
                  jsonPath("ResultPath", PathCheck::resultPath),
                  jsonata("Output", ExpressionCheck.CAUGHT),
                  both("Assign", new AssignCheck(ExpressionCheck.CAUGHT)))
              .requiring("ErrorEquals", "Next"),
          true);

  private FailureChecks() {}

  static void retry(Json value, Place place, Scope scope) {
    RETRIERS.check(value, place, scope);
    ErrorNames.order(value, place, scope);
  }

  static void catching(Json value, Place place, Scope scope) {
    CATCHERS.check(value, place, scope);
    ErrorNames.order(value, place, scope);
  }
}
