package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a distributed Map's items: page after page, object after object, until there are
 * enough. Lives on the loop.
 */
final class ItemReading {

  private final Frame frame;
  private final ItemReader reader;
  private final JsonObject request;
  private final FoundItems items;
  private final Consumer<List<MapItem>> found;
  private final Consumer<String> failed;

  ItemReading(
      Frame frame,
      ItemReader reader,
      JsonObject request,
      FoundItems items,
      Consumer<List<MapItem>> found,
      Consumer<String> failed) {
    this.frame = frame;
    this.reader = reader;
    this.request = request;
    this.items = items;
    this.found = found;
    this.failed = failed;
  }

  void begin() {
    if (reader.lists()) {
      list(null);
    } else if (reader.isInventory()) {
      manifest(ItemManifest::ofInventory);
    } else if (reader.isUnload()) {
      manifest(text -> ItemManifest.ofUnload(text, reader.config()));
    } else {
      object(request, reader.config(), failed, this::done);
    }
  }

  private void done() {
    found.accept(items.items());
  }

  // ---- listings

  private void list(@Nullable String token) {
    JsonObject asked = token == null ? request : request.with("ContinuationToken", Json.of(token));
    call(reader.resource(), asked, failed, page -> listed(object(page), token));
  }

  private Runnable listed(JsonObject page, @Nullable String token) {
    String continuation = page.string("NextContinuationToken");
    String next = continuation == null ? page.string("NextToken") : continuation;
    if (next != null && next.equals(token)) {
      throw new IllegalArgumentException(
          "The listing does not move on: it gave the continuation token '" + next + "' twice");
    }
    Runnable then = () -> afterPage(next);
    if (!reader.loads()) {
      items.addAll(ItemFile.listed(page), ItemReader.source(request));
      return then;
    }
    String bucket = String.valueOf(request.string("Bucket"));
    List<JsonObject> objects =
        page.array("Contents").stream()
            .map(each -> object(each).string("Key"))
            .filter(Objects::nonNull)
            .filter(key -> !key.endsWith("/"))
            .map(key -> JsonObject.builder().put("Bucket", bucket).put("Key", key).build())
            .toList();
    return () -> objects(objects, 0, reader.config(), then);
  }

  private static JsonObject object(Json value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException(
        "The listing is no answer of ListObjectsV2: "
            + value.typeName()
            + " where an object is due");
  }

  private void afterPage(@Nullable String next) {
    if (next == null || items.isFull()) {
      done();
    } else {
      list(next);
    }
  }

  // ---- objects

  private void manifest(Function<String, ItemManifest> read) {
    fetch(
        request,
        "MANIFEST",
        failed,
        answer -> {
          ItemManifest manifest = read.apply(ItemContent.text(answer));
          return () -> objects(manifest.objects(), 0, manifest.config(), this::done);
        });
  }

  private void objects(List<JsonObject> all, int at, JsonObject config, Runnable then) {
    if (at == all.size() || items.isFull()) {
      then.run();
      return;
    }
    JsonObject one = all.get(at);
    JsonObject asked = one;
    Json owner = request.get("ExpectedBucketOwner");
    if (owner != null) {
      asked = asked.with("ExpectedBucketOwner", owner);
    }
    object(
        asked,
        config,
        cause -> failed.accept(ItemReader.source(one) + ": " + cause),
        () -> objects(all, at + 1, config, then));
  }

  private void object(
      JsonObject asked, JsonObject config, Consumer<String> otherwise, Runnable then) {
    String type = config.string("InputType");
    boolean mapsObjects = frame.execution().engine().behaviour().mapsObjects();
    fetch(
        asked,
        type == null ? "JSON" : type,
        otherwise,
        answer -> {
          items.addAll(ItemFile.items(answer, config, mapsObjects), ItemReader.source(asked));
          return then;
        });
  }

  private void fetch(
      JsonObject asked, String type, Consumer<String> otherwise, Function<Json, Runnable> use) {
    if (!frame.execution().engine().servesItemObjects()) {
      call(reader.getObject(), asked, otherwise, use);
      return;
    }
    JsonObject.Builder full = JsonObject.builder().putAll(asked).put("InputType", type);
    if (items.room() > 0) {
      full.put("MaxItems", items.room());
    }
    call(ItemObjects.RESOURCE, full.build(), otherwise, use);
  }

  /** Calls; what the answer means is found out before anything else happens. */
  private void call(
      String resource, JsonObject asked, Consumer<String> otherwise, Function<Json, Runnable> use) {
    ServiceCall.make(
        frame,
        resource,
        asked,
        answer -> {
          Runnable next;
          try {
            next = use.apply(answer);
          } catch (IllegalArgumentException unreadable) {
            otherwise.accept(String.valueOf(unreadable.getMessage()));
            return;
          }
          next.run();
        },
        otherwise);
  }
}
