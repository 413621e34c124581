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

  private static final String LIST = "listObjectsV2";

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

  /** Whether it lists objects, rather than reads one. */
  boolean lists() {
    return resource.endsWith(LIST);
  }

  /** Whether it reads the objects that it lists. */
  boolean loads() {
    return "LOAD_AND_FLATTEN".equals(config.string("Transformation"));
  }

  /** Whether the object is the manifest of an S3 inventory. */
  boolean isInventory() {
    return "MANIFEST".equals(config.string("InputType"))
        || "S3_INVENTORY".equals(config.string("ManifestType"));
  }

  /** Whether the object is the manifest of an Athena UNLOAD. */
  boolean isUnload() {
    return "ATHENA_DATA".equals(config.string("ManifestType"));
  }

  /** The resource that content is asked of. */
  String getObject() {
    return resource.replace(LIST, "getObject");
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
    FoundItems items;
    try {
      items = new FoundItems(most);
    } catch (IllegalArgumentException negative) {
      failed.accept(String.valueOf(negative.getMessage()));
      return;
    }
    new ItemReading(frame, this, request, items, found, failed).begin();
  }

  /**
   * The items in data that somebody else has read.
   *
   * @param data a file's text, or the JSON of a listing
   * @param mapsObjects whether an object's members are items too
   * @throws IllegalArgumentException if it cannot be read
   */
  List<MapItem> items(String data, JsonObject request, Scope scope, boolean mapsObjects) {
    FoundItems items = new FoundItems(maxItems == null ? 0 : maxItems.applyAsLong(scope));
    Json found;
    if (lists() && !loads()) {
      Json listing = Json.parse(data);
      found =
          ItemFile.listed(
              listing instanceof JsonObject page ? page : JsonObject.of("Contents", listing));
    } else {
      found = ItemFile.items(JsonObject.of("Body", Json.of(data)), config, mapsObjects);
    }
    items.addAll(found, source(request));
    return items.items();
  }

  /** Where what is asked for is, as the Context Object shows it. */
  static String source(JsonObject request) {
    String bucket = "S3://" + request.string("Bucket");
    return request.has("Key") ? bucket + "/" + request.string("Key") : bucket;
  }
}
