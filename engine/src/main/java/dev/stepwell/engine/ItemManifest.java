package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that names the files with the items.
 *
 * @param objects what to ask for, each with {@code Bucket} and {@code Key}
 * @param config how to read them
 */
record ItemManifest(List<JsonObject> objects, JsonObject config) {

  private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)/(.+)");

  /**
   * The manifest.json of an S3 inventory: its files are CSV without a header, which the schema
   * gives. Keys stay encoded as the inventory has them.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ItemManifest ofInventory(String text) {
    if (!(Json.parse(text) instanceof JsonObject manifest)
        || manifest.string("fileSchema") == null
        || manifest.string("destinationBucket") == null) {
      throw new IllegalArgumentException(
          "The object is no manifest of an S3 inventory: 'fileSchema', 'destinationBucket' and"
              + " 'files' are required");
    }
    String format = manifest.string("fileFormat");
    if (format != null && !format.equals("CSV")) {
      throw new IllegalArgumentException(
          "The S3 inventory has files in the format " + format + "; only CSV can be read");
    }
    String bucket = String.valueOf(manifest.string("destinationBucket"));
    String name = bucket.substring(bucket.lastIndexOf(':') + 1);
    String[] columns = String.valueOf(manifest.string("fileSchema")).split(",");
    JsonArray headers =
        Arrays.stream(columns).map(String::strip).map(Json::of).collect(JsonArray.collector());
    JsonObject config =
        JsonObject.builder()
            .put("InputType", "CSV")
            .put("CSVHeaderLocation", "GIVEN")
            .put("CSVHeaders", headers)
            .build();
    List<JsonObject> objects =
        manifest.array("files").stream().map(file -> object(name, key(file))).toList();
    return new ItemManifest(objects, config);
  }

  private static String key(Json file) {
    String key = file instanceof JsonObject entry ? entry.string("key") : null;
    if (key == null) {
      throw new IllegalArgumentException(
          "The manifest of the S3 inventory has a file without 'key': " + file.compact());
    }
    return key;
  }

  /**
   * The manifest of an Athena UNLOAD: an S3 address in every line.
   *
   * @param config how the reader says that the files are to be read
   * @throws IllegalArgumentException if a line is none
   */
  static ItemManifest ofUnload(String text, JsonObject config) {
    List<JsonObject> objects =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(ItemManifest::at)
            .toList();
    return new ItemManifest(objects, config);
  }

  private static JsonObject at(String line) {
    Matcher address = ADDRESS.matcher(line);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "The manifest has a line that is no address of the form s3://bucket/key: " + line);
    }
    return object(address.group(1), address.group(2));
  }

  private static JsonObject object(String bucket, String key) {
    return JsonObject.builder().put("Bucket", bucket).put("Key", key).build();
  }
}
