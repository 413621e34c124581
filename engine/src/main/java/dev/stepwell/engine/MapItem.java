package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One item of a Map.
 *
 * @param index from 0
 * @param value the item
 * @param key its name, if the items are an object's members
 * @param source where it is from; null where the Context Object does not say
 */
record MapItem(int index, Json value, @Nullable String key, @Nullable String source) {

  /** The item as the Context Object shows it. */
  JsonObject json() {
    return JsonObject.builder()
        .put("Index", index)
        .put("Value", value)
        .putIfPresent("Key", key)
        .putIfPresent("Source", source)
        .build();
  }
}
