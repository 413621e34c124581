package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generated paths over generated documents, compared with the library that AWS runs. */
class PathAgainstLibraryTest {

  private static final String[] NAMES = {"a", "b", "c"};

  @Test
  void findsWhatTheLibraryFinds() {
    Random random = new Random(20260301);
    List<String> differences = new ArrayList<>();
    int found = 0;
    int broken = 0;
    for (int i = 0; i < 30_000; i++) {
      String path = path(random);
      Json document = value(random, 4);
      Json own = Path.parse(path).find(Given.input(document.compact()));
      Json theirs;
      try {
        theirs = library(path, document);
      } catch (JsonPathException e) {
        broken++; // a regular expression on an object
        continue;
      }
      found += own == null || own.equals(JsonArray.EMPTY) ? 0 : 1;
      if (own == null ? theirs != null : !own.equals(theirs)) {
        differences.add(path + " on " + document + ": " + own + " instead of " + theirs);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(found).isGreaterThan(3_000);
    assertThat(broken).isLessThan(300);
  }

  /** On AWS an indefinite path that meets nothing gives an empty array, whatever the reason. */
  private static @Nullable Json library(String path, Json document) {
    boolean definite = JsonPath.isPathDefinite(path);
    try {
      return Json.of(JsonPath.<Object>read(document.toJava(), path));
    } catch (InvalidPathException e) {
      return definite ? null : JsonArray.EMPTY;
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("$");
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      path.append(step(random, i == steps - 1));
    }
    return path.toString();
  }

  private static String step(Random random, boolean last) {
    String name = NAMES[random.nextInt(NAMES.length)];
    String other = NAMES[random.nextInt(NAMES.length)];
    int from = random.nextInt(5) - 2;
    return switch (random.nextInt(last ? 15 : 14)) {
      case 0, 1, 2 -> "." + name;
      case 3 -> "['" + name + "']";
      case 4 -> "[" + from + "]";
      case 5 -> "[*]";
      case 6 -> ".*";
      case 7 -> ".." + name;
      case 8 -> "[" + from + ":]";
      case 9 -> "[:" + from + "]";
      case 10 -> "[" + from + ":" + random.nextInt(4) + "]";
      case 11 -> "[0," + random.nextInt(3) + "]";
      case 12 -> "[?(" + test(random) + ")]";
      // Not before other steps: there the library gives up at the first value without the member.
      case 13 -> last ? "..[?(" + test(random) + ")]" : "..['" + name + "']";
      default -> name.equals(other) ? "" : "['" + name + "','" + other + "']";
    };
  }

  private static String test(Random random) {
    String name = "@." + NAMES[random.nextInt(NAMES.length)];
    return switch (random.nextInt(9)) {
      case 0 -> name;
      case 1 -> "!(" + name + " == 1)";
      case 2 -> name + " == " + random.nextInt(3);
      case 3 -> name + " != 'x'";
      case 4 -> name + " < 2 && " + name + " >= 0";
      case 5 -> name + " == 'x' || @.b > 0";
      case 6 -> name + " in ['x', 1, 2]";
      case 7 -> name + " =~ /X|y/i";
      default -> name + " == null";
    };
  }

  private static Json value(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 4);
    if (depth == 4) {
      kind = 4 + random.nextInt(6);
    }
    if (kind < 4) {
      return switch (kind) {
        case 0 -> Json.of(random.nextInt(4) - 1);
        case 1 -> Json.of(random.nextBoolean() ? "x" : "y");
        case 2 -> Json.of(random.nextBoolean());
        default -> JsonNull.NULL;
      };
    }
    if (kind < 7) {
      List<Json> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(value(random, depth - 1));
      }
      return JsonArray.of(elements);
    }
    JsonObject.Builder members = JsonObject.builder();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        members.put(name, value(random, depth - 1));
      }
    }
    return members.build();
  }
}
