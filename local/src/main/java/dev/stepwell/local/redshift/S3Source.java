package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects that a COPY reads: those whose key begins with its prefix, or that a manifest lists.
 */
final class S3Source {

  private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)/?(.*)", Pattern.DOTALL);

  /** An object and its address. */
  record Item(String address, Path file, long size) {}

  private S3Source() {}

  static Matcher address(String text) throws WarehouseException {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new WarehouseException(
          "'" + text + "' is no S3 address of the form s3://bucket/prefix");
    }
    return address;
  }

  /**
   * The objects.
   *
   * @param sizes whether the manifest must say how long each object is, as columnar loads need it
   */
  static List<Item> items(ObjectStore store, String source, boolean manifest, boolean sizes)
      throws WarehouseException {
    return manifest ? listed(store, source, sizes) : prefixed(store, source);
  }

  private static List<Item> prefixed(ObjectStore store, String source) throws WarehouseException {
    Matcher address = address(source);
    String bucket = address.group(1);
    List<Item> items = new ArrayList<>();
    try {
      for (S3Object object : store.list(bucket, address.group(2))) {
        items.add(item(bucket, object));
      }
    } catch (ServiceException e) {
      throw failure(e);
    }
    if (items.isEmpty()) {
      throw new WarehouseException(
          "The specified S3 prefix '%s' does not exist\n  Detail: no object of bucket %s has a key that begins so"
              .formatted(address.group(2), bucket));
    }
    return items;
  }

  private static List<Item> listed(ObjectStore store, String source, boolean sizes)
      throws WarehouseException {
    Matcher address = address(source);
    List<Item> items = new ArrayList<>();
    try {
      byte[] text = store.get(address.group(1), address.group(2));
      Json manifest = Json.parse(new String(text, StandardCharsets.UTF_8));
      if (!(manifest instanceof JsonObject file) || !(file.get("entries") instanceof JsonArray)) {
        throw new WarehouseException(
            "Problem reading manifest file %s: it has no array of the name entries"
                .formatted(source));
      }
      for (Json entry : file.array("entries")) {
        JsonObject one = (JsonObject) entry;
        Matcher at = address(String.valueOf(one.string("url")));
        try {
          Item item = item(at.group(1), store.head(at.group(1), at.group(2)));
          if (sizes) {
            checkSize(item, one.object("meta"), source);
          }
          items.add(item);
        } catch (ServiceException missing) {
          if (one.get("mandatory") == JsonBoolean.TRUE) {
            throw failure(missing);
          }
        }
      }
    } catch (ServiceException e) {
      throw failure(e);
    } catch (JsonSyntaxException | ClassCastException e) {
      throw new WarehouseException(
          "Problem reading manifest file %s: %s".formatted(source, e.getMessage()));
    }
    return items;
  }

  private static void checkSize(Item item, JsonObject meta, String source)
      throws WarehouseException {
    if (!(meta.get("content_length") instanceof JsonNumber length)) {
      throw new WarehouseException(
          "Problem reading manifest file %s: meta.content_length is required for columnar files and missing for %s"
              .formatted(source, item.address()));
    }
    if (length.longValue() != item.size()) {
      throw new WarehouseException(
          "Problem reading manifest file %s: meta.content_length of %s is %s, but the file has %d bytes"
              .formatted(source, item.address(), length.compact(), item.size()));
    }
  }

  private static Item item(String bucket, S3Object object) {
    return new Item("s3://" + bucket + "/" + object.key(), object.file(), object.size());
  }

  static WarehouseException failure(ServiceException e) {
    return new WarehouseException(
        "S3ServiceException:%s,Status %d,Error %s".formatted(e.reason(), e.httpStatus(), e.code()));
  }
}
