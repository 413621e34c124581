package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes items of what a Map's expressions found. */
final class MapItems {

  private MapItems() {}

  /** The items, or null if there are none to be had and the frame has failed. */
  static @Nullable List<MapItem> of(Frame frame, Json found, boolean jsonata) {
    if (found instanceof JsonArray array) {
      List<MapItem> items = new ArrayList<>(array.length());
      for (int i = 0; i < array.length(); i++) {
        items.add(new MapItem(i, array.get(i), null, null));
      }
      return items;
    }
    if (found instanceof JsonObject object
        && frame.execution().engine().behaviour().mapsObjects()) {
      List<MapItem> items = new ArrayList<>(object.length());
      for (int i = 0; i < object.length(); i++) {
        items.add(new MapItem(i, object.valueAt(i), object.nameAt(i), null));
      }
      return items;
    }
    String problem = "Map state input must be an array but was: " + found.compact();
    if (jsonata) {
      frame.failQuery(problem);
    } else {
      frame.failFatally(problem);
    }
    return null;
  }
}
