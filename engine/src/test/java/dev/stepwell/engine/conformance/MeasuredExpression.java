package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.EvaluationException;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Sources;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A single expression; its output's text is that of the object with the value as {@code v}. */
record MeasuredExpression(JsonObject measured) implements Check {

  @Override
  public @Nullable String difference() {
    Outcome outcome = outcome();
    List<String> differences = outcome.differences(measured.object("expected"));
    String printed = measured.object("expected").string("outputText");
    Json value = outcome.output();
    if (printed != null && value != null) {
      String text = JsonObject.of("v", value).compact();
      Outcome.compare(differences, "output's text", printed, text);
    }
    return differences.isEmpty() ? null : differences.get(0);
  }

  private Outcome outcome() {
    String text = measured.string("inputText");
    Json input = Json.parse(text == null ? measured.object("input").text() : text);
    try {
      return new Outcome("SUCCEEDED", template().evaluate(scope(input)), null, null);
    } catch (EvaluationException e) {
      return new Outcome("FAILED", null, e.error(), e.cause());
    } catch (IllegalArgumentException e) {
      return new Outcome("REFUSED", null, null, e.getMessage());
    }
  }

  private Template template() {
    String expression = String.valueOf(measured.string("expression"));
    String field = String.valueOf(measured.string("field"));
    if ("JSONPath".equals(measured.string("language"))) {
      return Templates.payload(JsonObject.of(field + ".$", Json.of(expression)), field);
    }
    return Templates.jsonata(Json.of("{% " + expression + " %}"), field);
  }

  private static Scope scope(Json input) {
    Random random = new Random(1);
    Sources sources =
        new Sources(
            InstantSource.fixed(Instant.parse("2026-09-20T00:00:00Z")),
            random,
            () -> new UUID(random.nextLong(), random.nextLong()));
    return Scope.of(input, () -> JsonObject.EMPTY, name -> null, sources);
  }
}
