package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the children of a Map Run work on, by their places.
 *
 * @param all an item each, or a batch of items each
 * @param areBatches whether they are batches
 */
record ChildInputs(List<Json> all, boolean areBatches) {

  int size() {
    return all.size();
  }

  Json get(int index) {
    return all.get(index);
  }

  boolean isAnyTooLarge() {
    return all.stream().anyMatch(input -> input.size() > Failure.MOST_BYTES);
  }

  long items() {
    return all.stream().mapToLong(this::itemsIn).sum();
  }

  /** How many items an input has. */
  int itemsIn(Json input) {
    return areBatches && input instanceof JsonObject batch ? batch.array("Items").length() : 1;
  }

  /** How those stand that work on them; null for what has not begun. */
  MapRunCounts counts(List<@Nullable Run> runs, boolean ofItems, boolean written) {
    MapRunTally tally = new MapRunTally();
    for (int i = 0; i < all.size(); i++) {
      int weight = ofItems ? itemsIn(all.get(i)) : 1;
      Run child = runs.get(i);
      if (child == null) {
        tally.pending(weight);
      } else {
        tally.count(child, weight);
      }
    }
    return tally.counts(written);
  }
}
