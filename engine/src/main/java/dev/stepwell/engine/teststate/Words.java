package dev.stepwell.engine.teststate;

import dev.stepwell.asl.json.JsonObject;
import java.util.Arrays;

/** Members of a request that are one of several words. */
final class Words {

  private Words() {}

  /** The word in a member; the first of all where the member is absent. */
  static <E extends Enum<E>> E of(Class<E> type, JsonObject object, String member, String path) {
    E[] all = type.getEnumConstants();
    String word = object.string(member);
    if (word == null) {
      return all[0];
    }
    for (E each : all) {
      if (each.name().equals(word)) {
        return each;
      }
    }
    throw TestStateException.validation(
        "1 validation error detected: Value '"
            + word
            + "' at '"
            + path
            + member
            + "' failed to satisfy constraint: Member must satisfy enum value set: "
            + Arrays.toString(all));
  }
}
