package dev.stepwell.asl.jsonata;

import java.util.Set;

/** The names of the functions that are always there: JSONata's own and those of Step Functions. */
final class BuiltIns {

  private static final Set<String> NAMES =
      Set.of(
          "abs average base64decode base64encode boolean ceil clone contains count decodeUrl"
              .concat(" decodeUrlComponent distinct each encodeUrl encodeUrlComponent error eval")
              .concat(" exists filter floor formatBase formatInteger formatNumber fromMillis join")
              .concat(" keys length lookup lowercase map match max merge millis min not now number")
              .concat(" pad parseInteger power random reduce replace reverse round shuffle sift")
              .concat(" single sort split spread sqrt string substring substringAfter")
              .concat(" substringBefore sum toMillis trim type uppercase zip append assert")
              .concat(" hash parse partition range uuid")
              .split(" "));

  private BuiltIns() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }
}
