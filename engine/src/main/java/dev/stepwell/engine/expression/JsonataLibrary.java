package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.stepwell.asl.json.Json;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression compiled by the JSONata library, with AWS's functions, limits and messages around
 * it. None of the library's types leaves this class and its neighbours.
 */
final class JsonataLibrary {

  private static final Pattern REFERENCE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

  private final String text;
  private final Jsonata compiled;
  private final Set<String> references;

  private JsonataLibrary(String text, Jsonata compiled) {
    this.text = text;
    this.compiled = compiled;
    this.references =
        REFERENCE
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(name -> !name.equals("states"))
            .collect(Collectors.toUnmodifiableSet());
  }

  static JsonataLibrary parse(String text) {
    try {
      Jsonata compiled = Jsonata.jsonata(text);
      compiled.setOutputConvertNulls(false);
      compiled.setValidateInput(false);
      JsonataFunctions.addTo(compiled);
      return new JsonataLibrary(text, compiled);
    } catch (RuntimeException | StackOverflowError e) {
      String reason =
          e instanceof JException coded ? JsonataMessages.syntax(coded) : String.valueOf(e);
      throw new IllegalArgumentException("'" + text + "' is no JSONata: " + reason, e);
    }
  }

  /** The value in a scope, or null if that is undefined. */
  @Nullable Json evaluate(Scope scope) {
    Jsonata.Frame frame = new Jsonata.Frame(null);
    frame.bind("states", (Object) new StatesView(scope));
    for (String name : references) {
      Json value = scope.variables().get(name);
      if (value != null) {
        frame.bind(name, JsonataValues.of(value));
      } else {
        JsonataFunctions.bindSource(frame, name, scope.sources());
      }
    }
    new JsonataLimits().watch(frame);
    try {
      return JsonataValues.json(compiled.evaluate(null, frame));
    } catch (StackOverflowError e) {
      throw JsonataFailure.limit(JsonataLimits.TOO_DEEP);
    } catch (RuntimeException e) {
      throw JsonataMessages.failure(e, text, scope.sources());
    }
  }
}
