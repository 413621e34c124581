package dev.stepwell.dsl.passes;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives every step and block a variable: its id in camel case. JSONata keeps its functions in
 * variables too, so a step that is called like one ({@code count}) gets another name, as does one
 * whose camel case is taken.
 */
final class NameVariables {

  private static final Set<String> TAKEN =
      Set.of(
          ("states input abs append assert average base64decode base64encode boolean ceil clone"
                  + " contains count decodeUrl decodeUrlComponent distinct each encodeUrl"
                  + " encodeUrlComponent error eval exists filter floor formatBase formatInteger"
                  + " formatNumber fromMillis hash join keys length lookup lowercase map match max"
                  + " merge millis min not now number pad parse parseInteger partition power random"
                  + " range reduce replace reverse round shuffle sift single sort split spread sqrt"
                  + " string substring substringAfter substringBefore sum toMillis trim type"
                  + " uppercase uuid zip")
              .split(" "));

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>(TAKEN);

  /** Names the variable of a key, once. */
  void add(String key, String wish) {
    if (names.containsKey(key)) {
      return;
    }
    String name = camel(wish);
    for (int number = 2; !used.add(name); number++) {
      name = camel(wish) + "_" + number;
    }
    names.put(key, name);
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  static String camel(String id) {
    StringBuilder out = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '-' || c == '.') {
        upper = true;
      } else {
        out.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return out.toString();
  }
}
