package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a distributed Map's items from a service.
 *
 * @param resource whom to ask
 * @param arguments what to ask for
 * @param config how the answer is to be read
 * @param maxItems how many items at most, 0 for all; null for all
 */
record ItemReader(
    String resource,
    Template arguments,
    JsonObject config,
    @Nullable ToLongFunction<Scope> maxItems) {

  /** Why items cannot be read. */
  static final String FAILED = "States.ItemReaderFailed";

  static @Nullable ItemReader of(MapState state, boolean jsonata) {
    JsonObject written = state.itemReader();
    if (written == null) {
      return null;
    }
    JsonObject config = written.object("ReaderConfig");
    Template arguments =
        jsonata
            ? Templates.jsonata(written.object("Arguments"), "ItemReader/Arguments")
            : Templates.payload(written.object("Parameters"), "Parameters");
    return new ItemReader(
        String.valueOf(written.string("Resource")), arguments, config, limit(config, jsonata));
  }

  private static @Nullable ToLongFunction<Scope> limit(JsonObject config, boolean jsonata) {
    String path = config.string("MaxItemsPath");
    if (path != null && !jsonata) {
      Path parsed = Path.parse(path);
      return scope -> parsed.readInteger(scope, "MaxItemsPath");
    }
    return TaskCompiler.number(config.get("MaxItems"), null, "ItemReader/ReaderConfig/MaxItems");
  }

  /**
   * Asks the service.
   *
   * @param most how many items at most, 0 for all
   * @param found gets the items
   * @param failed gets the text of an error
   */
  void read(
      Frame frame,
      JsonObject request,
      long most,
      Consumer<List<MapItem>> found,
      Consumer<String> failed) {
    ServiceCall.make(
        frame,
        resource,
        request,
        answer -> {
          List<MapItem> items;
          try {
            items = items(answer, request, most);
          } catch (IllegalArgumentException unreadable) {
            failed.accept(String.valueOf(unreadable.getMessage()));
            return;
          }
          found.accept(items);
        },
        failed);
  }

  /**
   * The items in what the service answered.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  private List<MapItem> items(Json answer, JsonObject request, long most) {
    if (most < 0) {
      throw new IllegalArgumentException("field MaxItems must be positive");
    }
    return MapItems.of(cut(ItemFile.items(answer, config), most), source(request));
  }

  /**
   * The items in data that somebody else has read.
   *
   * @param data a file's text, or the JSON of a listing
   * @throws IllegalArgumentException if it cannot be read
   */
  List<MapItem> items(String data, JsonObject request, Scope scope) {
    Json answer = JsonObject.of("Body", Json.of(data));
    if (resource.endsWith("listObjectsV2")) {
      Json listing = Json.parse(data);
      answer = listing instanceof JsonObject ? listing : JsonObject.of("Contents", listing);
    }
    return items(answer, request, maxItems == null ? 0 : maxItems.applyAsLong(scope));
  }

  private static List<Json> cut(List<Json> items, long most) {
    return most == 0 || items.size() <= most ? items : items.subList(0, (int) most);
  }

  private static String source(JsonObject request) {
    String bucket = "S3://" + request.string("Bucket");
    return request.has("Key") ? bucket + "/" + request.string("Key") : bucket;
  }
}
