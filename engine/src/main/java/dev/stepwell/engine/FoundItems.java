package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the items of a reader, as many as it may have. */
final class FoundItems {

  /** The most bytes of an item before ItemSelector: 8 MB. */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private final long most;
  private final List<MapItem> items = new ArrayList<>();

  /**
   * None yet.
   *
   * @param most how many items at most, 0 for all
   * @throws IllegalArgumentException if it is negative, in AWS's words
   */
  FoundItems(long most) {
    if (most < 0) {
      throw new IllegalArgumentException("field MaxItems must be positive");
    }
    this.most = most;
  }

  boolean isFull() {
    return most > 0 && items.size() >= most;
  }

  /** How many more are of use; 0 for any number. */
  long room() {
    return most == 0 ? 0 : Math.max(1, most - items.size());
  }

  /**
   * Adds the elements of an array or the members of an object.
   *
   * @param source where they are from
   * @throws IllegalArgumentException if one is too large
   */
  void addAll(Json found, String source) {
    if (found instanceof JsonObject object) {
      for (int i = 0; i < object.length() && !isFull(); i++) {
        add(object.valueAt(i), object.nameAt(i), source);
      }
    } else if (found instanceof JsonArray array) {
      for (int i = 0; i < array.length() && !isFull(); i++) {
        add(array.get(i), null, source);
      }
    }
  }

  private void add(Json value, @Nullable String key, String source) {
    if (value.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "The item with index "
              + items.size()
              + " has "
              + value.size()
              + " bytes; an item may have "
              + MOST_BYTES
              + " at most");
    }
    items.add(new MapItem(items.size(), value, key, source));
  }

  List<MapItem> items() {
    return items;
  }
}
