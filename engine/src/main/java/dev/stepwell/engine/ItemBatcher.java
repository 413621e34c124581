package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the inputs of a distributed Map together.
 *
 * @param mostItems how many in a batch at most; null for any number
 * @param mostBytes how large a batch may be; null for as large as an input may be
 * @param common what every batch has too; null for nothing
 */
record ItemBatcher(
    @Nullable ToLongFunction<Scope> mostItems,
    @Nullable ToLongFunction<Scope> mostBytes,
    @Nullable Template common) {

  static @Nullable ItemBatcher of(MapState state, boolean jsonata) {
    JsonObject written = state.itemBatcher();
    if (written == null) {
      return null;
    }
    Json common = written.get("BatchInput");
    return new ItemBatcher(
        limit(written, "MaxItemsPerBatch", jsonata),
        limit(written, "MaxInputBytesPerBatch", jsonata),
        common == null
            ? null
            : jsonata
                ? Templates.jsonata(common, "ItemBatcher/BatchInput")
                : Templates.payload(common, "BatchInput"));
  }

  private static @Nullable ToLongFunction<Scope> limit(
      JsonObject written, String field, boolean jsonata) {
    String path = jsonata ? null : written.string(field + "Path");
    if (path != null) {
      Path parsed = Path.parse(path);
      return scope -> parsed.readInteger(scope, field + "Path");
    }
    return TaskCompiler.number(written.get(field), null, "ItemBatcher/" + field);
  }

  /**
   * The inputs of the children.
   *
   * @throws ItemTooLargeException if an item is too large for a batch of its own
   */
  List<Json> batches(Scope scope, List<Json> inputs) {
    long items = mostItems == null ? Long.MAX_VALUE : mostItems.applyAsLong(scope);
    long asked = mostBytes == null ? 0 : mostBytes.applyAsLong(scope);
    long bytes = asked <= 0 ? Failure.MOST_BYTES : Math.min(asked, Failure.MOST_BYTES);
    Json shared = common == null ? null : common.evaluate(scope);
    List<Json> batches = new ArrayList<>();
    List<Json> batch = new ArrayList<>();
    int empty = batch(List.of(), shared).size();
    long used = empty;
    for (Json input : inputs) {
      if (!batch.isEmpty() && (batch.size() >= items || used + 1 + input.size() > bytes)) {
        batches.add(batch(batch, shared));
        batch.clear();
        used = empty;
      }
      used += input.size() + (batch.isEmpty() ? 0 : 1);
      if (used > bytes) {
        throw new ItemTooLargeException(
            "An item of "
                + input.size()
                + " bytes makes a batch of "
                + used
                + " bytes; a batch may have "
                + bytes
                + " at most");
      }
      batch.add(input);
    }
    if (!batch.isEmpty()) {
      batches.add(batch(batch, shared));
    }
    return batches;
  }

  private static JsonObject batch(List<Json> items, @Nullable Json shared) {
    return JsonObject.builder()
        .putIfPresent("BatchInput", shared)
        .put("Items", JsonArray.of(items))
        .build();
  }
}
