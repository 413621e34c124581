package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;
import static dev.stepwell.asl.validation.Field.jsonPath;
import static dev.stepwell.asl.validation.Field.jsonata;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.List;

/** What only a distributed Map has: reader, batcher, writer and label. */
final class DistributedMapChecks {

  private static final long MOST_ITEMS = 100_000_000;
  private static final long MOST_BYTES = 262_144;
  private static final int LONGEST_LABEL = 40;

  private static final List<String> INPUT_TYPES =
      List.of("MANIFEST", "JSON", "CSV", "JSONL", "PARQUET");

  private static final FieldSet READER =
      FieldSet.of(
              both("Comment", TextCheck.TEXT),
              both("Resource", DistributedMapChecks::readerResource),
              jsonPath("Parameters", TemplateCheck::template),
              jsonata("Arguments", ExpressionCheck.IN),
              both(
                  "ReaderConfig",
                  FieldSet.of(
                          both("Comment", TextCheck.TEXT),
                          both("InputType", DistributedMapChecks::inputType),
                          both("CSVHeaderLocation", TextCheck.word("FIRST_ROW", "GIVEN")),
                          both("CSVHeaders", new ArrayCheck(TextCheck.TEXT, true)),
                          both(
                              "CSVDelimiter",
                              TextCheck.word("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB")),
                          both("MaxItems", whole(0, MOST_ITEMS)),
                          jsonPath("MaxItemsPath", PathCheck::referenceWithoutContext),
                          both("ItemsPointer", TextCheck.TEXT),
                          both("ManifestType", TextCheck.word("S3_INVENTORY", "ATHENA_DATA")),
                          both("Transformation", TextCheck.word("NONE", "LOAD_AND_FLATTEN")))
                      .oneOf("MaxItems", "MaxItemsPath")))
          .requiring("Resource");

  private static final FieldSet BATCHER =
      FieldSet.of(
              both("Comment", TextCheck.TEXT),
              both("MaxItemsPerBatch", whole(0, MOST_ITEMS)),
              jsonPath("MaxItemsPerBatchPath", PathCheck::referenceWithoutContext),
              both("MaxInputBytesPerBatch", whole(0, MOST_BYTES)),
              jsonPath("MaxInputBytesPerBatchPath", PathCheck::referenceWithoutContext),
              both("BatchInput", DistributedMapChecks::batchInput))
          .oneOf("MaxItemsPerBatch", "MaxItemsPerBatchPath")
          .oneOf("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");

  private static final FieldSet WRITER =
      FieldSet.of(
          both("Comment", TextCheck.TEXT),
          both("Resource", TextCheck.TEXT),
          jsonPath("Parameters", TemplateCheck::template),
          jsonata("Arguments", ExpressionCheck.IN),
          both(
              "WriterConfig",
              FieldSet.of(
                  both("Comment", TextCheck.TEXT),
                  both("Transformation", TextCheck.word("NONE", "COMPACT", "FLATTEN")),
                  both("OutputType", TextCheck.word("JSON", "JSONL")))));

  private DistributedMapChecks() {}

  private static ValueCheck whole(long least, long most) {
    return NumberCheck.integer(least, most).orExpression();
  }

  static void reader(Json value, Place place, Scope scope) {
    READER.check(value, place, scope);
  }

  static void batcher(Json value, Place place, Scope scope) {
    BATCHER.check(value, place, scope);
    if (value instanceof JsonObject batcher
        && !batcher.has("MaxItemsPerBatch")
        && !batcher.has("MaxItemsPerBatchPath")
        && !batcher.has("MaxInputBytesPerBatch")
        && !batcher.has("MaxInputBytesPerBatchPath")) {
      scope
          .findings()
          .schema(
              "One of these fields is required: [MaxItemsPerBatch, MaxItemsPerBatchPath,"
                  + " MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]",
              place);
    }
  }

  static void writer(Json value, Place place, Scope scope) {
    WRITER.check(value, place, scope);
    if (!(value instanceof JsonObject writer)) {
      return;
    }
    boolean target = writer.has("Parameters") || writer.has("Arguments");
    if (writer.isEmpty()) {
      scope.findings().schema("Value cannot be empty", place);
    } else if (writer.has("Resource") != target) {
      String missing = target ? "Resource" : scope.jsonata() ? "Arguments" : "Parameters";
      scope.findings().schema("These fields are required: [" + missing + "]", place);
    }
  }

  static void label(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString text)) {
      scope.findings().mistyped("STRING", place);
      return;
    }
    String label = text.value();
    if (Placeholders.in(label)) {
      return;
    }
    if (label.isEmpty() || label.codePointCount(0, label.length()) > LONGEST_LABEL) {
      invalidLabel("Label must have 1 to " + LONGEST_LABEL + " characters", place, scope);
    } else if (label.chars().anyMatch(DistributedMapChecks::isRefused)) {
      invalidLabel("Label contains an invalid character", place, scope);
    } else if (!scope.machine().labels().add(label)) {
      scope
          .findings()
          .error(
              "DUPLICATE_LABEL_NAME",
              "Label '" + label + "' is used more than once",
              place,
              "choose another label");
    }
  }

  private static void invalidLabel(String message, Place place, Scope scope) {
    scope
        .findings()
        .error(
            "INVALID_LABEL_NAME",
            message,
            place,
            "use letters, digits, '-', '_' and '.', at most " + LONGEST_LABEL);
  }

  private static boolean isRefused(int c) {
    return Character.isWhitespace(c)
        || Character.isISOControl(c)
        || "?*<>{}[]:;,\\|^~$#%&`\"".indexOf(c) >= 0;
  }

  private static void batchInput(Json value, Place place, Scope scope) {
    if (scope.jsonata()) {
      ExpressionCheck.IN.check(value, place, scope);
    } else {
      TemplateCheck.template(value, place, scope);
    }
  }

  private static void readerResource(Json value, Place place, Scope scope) {
    if (value instanceof JsonString text
        && (text.value().endsWith(":states:::s3:getObject")
            || text.value().endsWith(":states:::s3:listObjectsV2")
            || Placeholders.is(value))) {
      return;
    }
    scope
        .findings()
        .schema(
            "The field 'Resource' does not match any of the allowed values. Examples:"
                + " [arn:<partition>:states:::s3:getObject,"
                + " arn:<partition>:states:::s3:listObjectsV2]",
            place);
  }

  private static void inputType(Json value, Place place, Scope scope) {
    if (value instanceof JsonString text
        && (INPUT_TYPES.contains(text.value()) || Placeholders.in(text.value()))) {
      return;
    }
    scope
        .findings()
        .schema("The field 'InputType' should have one of these values: " + INPUT_TYPES, place);
  }
}
