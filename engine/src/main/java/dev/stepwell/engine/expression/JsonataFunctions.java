package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions that AWS adds to JSONata, those that need time or chance, and those of the library
 * that answer otherwise than AWS does. {@code $eval} does not exist.
 */
final class JsonataFunctions {

  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern BASED = Pattern.compile("0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)");

  private JsonataFunctions() {}

  /** Adds the functions that are the same in every evaluation. */
  static void addTo(Jsonata expression) {
    expression.assign("eval", null);
    add(expression, "partition", AddedFunctions::partition);
    add(expression, "range", AddedFunctions::range);
    add(expression, "hash", AddedFunctions::hash);
    add(expression, "parse", AddedFunctions::parse);
    replace(expression, "count", "<x:n>", args -> count(argument(args, 0)));
    replace(expression, "string", "<x-b?:s>", JsonataFunctions::string);
    replace(expression, "number", "<(nsb)-:n>", JsonataFunctions::number);
    replace(expression, "pad", "<s-ns?:s>", JsonataFunctions::pad);
    replace(expression, "formatNumber", "<n-so?:s>", JsonataFunctions::formatNumber);
    replace(expression, "parseInteger", "<s-s:n>", JsonataFunctions::parseInteger);
  }

  /** Binds the function of that name if it is one that needs time or chance. */
  static void bindSource(Jsonata.Frame frame, String name, Sources sources) {
    switch (name) {
      case "now" -> {
        long now = sources.clock().millis();
        frame.bind(
            name,
            new JFunction(
                (input, args) ->
                    Functions.dateTimeFromMillis(
                        now, (String) argument(args, 0), (String) argument(args, 1)),
                "<s?s?:s>"));
      }
      case "millis" -> {
        long now = sources.clock().millis();
        frame.bind(name, new JFunction((input, args) -> now, "<:n>"));
      }
      case "random" -> frame.bind(name, added(args -> AddedFunctions.random(args, sources)));
      case "uuid" -> frame.bind(name, added(args -> AddedFunctions.uuid(args, sources)));
      case "shuffle" ->
          frame.bind(
              name, new JFunction((input, args) -> shuffle(argument(args, 0), sources), "<a:a>"));
      default -> {
        // A function that is the same in every evaluation, or nothing at all.
      }
    }
  }

  /** A function whose arguments it checks itself. */
  @FunctionalInterface
  private interface Body {
    @Nullable Object apply(List<?> args);
  }

  private static void add(Jsonata expression, String name, Body body) {
    expression.registerFunction(name, added(body));
  }

  private static void replace(Jsonata expression, String name, String signature, Body body) {
    expression.registerFunction(
        name, new JFunction((JFunctionCallable) (input, args) -> body.apply(args), signature));
  }

  /** The signature only tells functions like {@code $map} to give one argument. */
  private static JFunction added(Body body) {
    return new JFunction((JFunctionCallable) (input, args) -> body.apply(args), "<x:x>") {
      @Override
      public Object validate(Object args, Object context) {
        return args;
      }
    };
  }

  static @Nullable Object argument(List<?> args, int at) {
    return at < args.size() ? args.get(at) : null;
  }

  private static @Nullable Object shuffle(@Nullable Object array, Sources sources) {
    if (!(array instanceof List<?> list)) {
      return array;
    }
    List<Object> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, sources.random().nextInt(i + 1));
    }
    return shuffled;
  }

  /** Null is a value and counts. */
  private static Object count(@Nullable Object value) {
    return value == null ? 0 : value instanceof List<?> list ? list.size() : 1;
  }

  private static @Nullable Object string(List<?> args) {
    Object value = argument(args, 0);
    if (value instanceof Number number) {
      return JsonataNumbers.text(number);
    }
    boolean holdsFunction = Functions.isLambda(value) || value instanceof JFunctionCallable;
    if (value instanceof String || value == null || holdsFunction) {
      return holdsFunction ? "" : value;
    }
    boolean pretty = Boolean.TRUE.equals(argument(args, 1));
    StringBuilder out = new StringBuilder();
    new JsonataPrinter(out, pretty).print(value);
    return out.toString();
  }

  private static @Nullable Object number(List<?> args) {
    Object value = argument(args, 0);
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (!(value instanceof String text)) {
      return value;
    }
    if (BASED.matcher(text).matches()) {
      char base = Character.toLowerCase(text.charAt(1));
      int radix = base == 'x' ? 16 : base == 'o' ? 8 : 2;
      return whole(new BigInteger(text.substring(2), radix).doubleValue());
    }
    if (DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      return whole(Double.parseDouble(text));
    }
    throw Raised.coded("D3030", "Unable to cast value to a number: " + Json.of(text).compact());
  }

  private static Object whole(double value) {
    return JsonataNumbers.json(value) instanceof JsonNumber number
        ? JsonataNumbers.java(number)
        : value;
  }

  private static @Nullable Object pad(List<?> args) {
    String text = (String) argument(args, 0);
    if (text == null || !(argument(args, 1) instanceof Number width)) {
      return text;
    }
    JsonataLimits.checkLength(Math.abs((long) width.intValue()));
    return Functions.pad(text, width, (String) argument(args, 2));
  }

  private static @Nullable Object formatNumber(List<?> args) {
    Object options = argument(args, 2);
    if (!(argument(args, 0) instanceof Number number)
        || !(argument(args, 1) instanceof String picture)) {
      return null;
    }
    NumberPicture.check(picture, options instanceof Map<?, ?> map ? map : Map.of());
    return Functions.formatNumber(number, picture, (Map<?, ?>) options);
  }

  /** AWS answers NaN where the library answers nothing. */
  private static @Nullable Object parseInteger(List<?> args) {
    if (!(argument(args, 0) instanceof String text)
        || !(argument(args, 1) instanceof String picture)) {
      return null;
    }
    try {
      Number parsed = Functions.parseInteger(text, picture);
      return parsed == null ? Double.NaN : whole(parsed.doubleValue());
    } catch (ParseException e) {
      throw Raised.coded(
          "D3130",
          "Formatting or parsing an integer as a sequence starting with "
              + Json.of(picture).compact()
              + " is not supported by this implementation");
    }
  }
}
