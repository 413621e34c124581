package dev.stepwell.engine.fuzz;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes JSON by chance: mostly somewhere deep inside, so that most of it stays what it was. */
final class Mutator {

  private static final int DEEP = 400;

  private static final String[] TEXTS = {
    "",
    "$",
    "$$",
    "$.a",
    "$..*",
    "$.a[?(@.b > 1)]",
    "$[-1:]",
    "$.a[99999999999]",
    "$x",
    "$$.Task",
    "States.UUID()",
    "States.Format('{}', $)",
    "States.ArrayRange(0, 999, 1)",
    "States.ArrayRange(0, 5, 0)",
    "States.MathAdd(2147483647, 1)",
    "States.StringToJson($.a)",
    "States.ArrayPartition($, -1)",
    "States.ALL",
    "States.Timeout",
    "{% $states.input %}",
    "{% $states.context %}",
    "{% $states.result %}",
    "{% 1/0 %}",
    "{% $power(10, 400) %}",
    "{% $sum([1e308, 1e308]) %}",
    "{% ($f := function($x){ $f($x) + 1 }; $f(1)) %}",
    "{% ($f := function($x){ $f($x) }; $f(1)) %}",
    "{% function($x){$x} %}",
    "{% [1..99] %}",
    "{% [1..1e9] %}",
    "{% $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/) %}",
    "{% $number('x') %}",
    "{% $missing %}",
    "{% $parse('{') %}",
    "{% $random() > 0.5 %}",
    "{% -5 %}",
    "{% 2.5 %}",
    "{% $formatNumber(1e300, '#,##0.00') %}",
    "{% $toMillis('0000-00-00') %}",
    "{% $pad('x', 1e6) %}",
    "{% $fromMillis(1e300) %}",
    "{% 'x' ~> $uppercase %}",
    "{%%}",
    "JSONata",
    "JSONPath",
    "Task",
    "Map",
    "Choice",
    "Pass",
    "Wait",
    "DISTRIBUTED",
    "INLINE",
    "EXPRESS",
    "é\u0000\ud800😀",
    "2016-03-14T01:59:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "-999999999-01-01T00:00:00Z",
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:::s3:getObject",
    "arn:aws:states:us-east-1:000000000000:activity:fuzz"
  };

  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "2",
    "3",
    "5.0",
    "0.5",
    "-0",
    "99999999",
    "2147483648",
    "9223372036854775808",
    "1.5e300",
    "1e400",
    "-1e400",
    "1e999999",
    "1e-999999",
    "0.1e-400",
    "123456789012345678901234567890"
  };

  private static final String[] FIELDS = {
    "Type",
    "Next",
    "End",
    "QueryLanguage",
    "Assign",
    "Output",
    "Catch",
    "Retry",
    "InputPath",
    "OutputPath",
    "ResultPath",
    "ResultSelector",
    "Parameters",
    "Arguments",
    "Items",
    "ItemsPath",
    "ItemSelector",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
    "Label",
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "TimeoutSeconds",
    "HeartbeatSeconds",
    "Seconds",
    "SecondsPath",
    "TimestampPath",
    "Timestamp",
    "Error",
    "CausePath",
    "Variable",
    "Condition",
    "x.$",
    "IntervalSeconds",
    "MaxAttempts",
    "BackoffRate",
    "MaxDelaySeconds",
    "JitterStrategy",
    "Default"
  };

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /** The same value with up to so many changes, perhaps none. */
  Json mutated(Json value, int most) {
    Json mutant = value;
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      mutant = random.nextInt(8) == 0 ? swapped(mutant) : changed(mutant);
    }
    return mutant;
  }

  /** A value out of nothing. */
  Json any() {
    return switch (random.nextInt(12)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonObject.EMPTY;
      case 2 -> JsonArray.EMPTY;
      case 3 -> Json.of(random.nextBoolean());
      case 4, 5, 6 -> JsonNumber.parse(pick(NUMBERS));
      case 7 -> JsonArray.of(any(), any());
      case 8 -> JsonObject.of(pick(FIELDS), any());
      case 9 -> random.nextInt(6) == 0 ? deep() : JsonArray.of(Json.of(1), Json.of("a"));
      default -> new JsonString(pick(TEXTS));
    };
  }

  private Json changed(Json value) {
    if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(40) > 0) {
      String name = object.nameAt(random.nextInt(object.length()));
      return switch (random.nextInt(40)) {
        case 0 -> object.without(name);
        case 1 -> object.with(pick(FIELDS), any());
        case 2 -> object.with(pick(FIELDS), object.valueAt(random.nextInt(object.length())));
        default -> object.with(name, changed(object.asMap().get(name)));
      };
    }
    if (value instanceof JsonArray array && array.length() > 0 && random.nextInt(40) > 0) {
      List<Json> elements = new ArrayList<>(array.asList());
      int at = random.nextInt(elements.size());
      switch (random.nextInt(8)) {
        case 0 -> elements.remove(at);
        case 1 -> elements.add(elements.get(at));
        default -> elements.set(at, changed(elements.get(at)));
      }
      return JsonArray.of(elements);
    }
    return random.nextInt(4) == 0 ? any() : alike(value);
  }

  /** Another value of the same kind, which a definition may well still be valid with. */
  private Json alike(Json value) {
    if (value instanceof JsonNumber) {
      return JsonNumber.parse(pick(NUMBERS));
    }
    if (!(value instanceof JsonString text)) {
      return any();
    }
    String start = text.value().startsWith("{%") ? "{%" : text.value().startsWith("$") ? "$" : "";
    String other = pick(TEXTS);
    while (!other.startsWith(start)) {
      other = pick(TEXTS);
    }
    return new JsonString(other);
  }

  /** Two states of the outermost graph, or two members of what is no definition, change places. */
  private Json swapped(Json value) {
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    JsonObject states = object.object("States");
    return states.isEmpty() ? exchanged(object) : object.with("States", exchanged(states));
  }

  private JsonObject exchanged(JsonObject object) {
    if (object.isEmpty()) {
      return object;
    }
    int one = random.nextInt(object.length());
    int other = random.nextInt(object.length());
    return object
        .with(object.nameAt(one), object.valueAt(other))
        .with(object.nameAt(other), object.valueAt(one));
  }

  private static Json deep() {
    Json value = Json.of(1);
    for (int i = 0; i < DEEP; i++) {
      value = i % 2 == 0 ? JsonArray.of(value) : JsonObject.of("a", value);
    }
    return value;
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
