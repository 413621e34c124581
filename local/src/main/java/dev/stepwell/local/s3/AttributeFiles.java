package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The attributes of objects, outside the buckets' folders: one file for every object that has some.
 * It names the content that it belongs to, so that a file which another program replaces loses
 * them, as an object does that is written anew.
 */
final class AttributeFiles {

  private final Path root;

  AttributeFiles(Path root) {
    this.root = root;
  }

  ObjectAttributes read(String bucket, S3Object object) throws IOException {
    Path file = file(bucket, object.key());
    try {
      if (Json.parse(Files.readString(file)) instanceof JsonObject kept
          && object.etag().equals(kept.string("ETag"))) {
        return ObjectAttributes.of(kept);
      }
      return ObjectAttributes.NONE;
    } catch (NoSuchFileException none) {
      return ObjectAttributes.NONE;
    } catch (JsonSyntaxException damaged) {
      throw new IOException(file + " keeps no attributes of an object: " + damaged, damaged);
    }
  }

  void write(String bucket, S3Object object, ObjectAttributes attributes) throws IOException {
    Path file = file(bucket, object.key());
    if (attributes.equals(ObjectAttributes.NONE)) {
      Files.deleteIfExists(file);
      return;
    }
    JsonObject kept =
        JsonObject.builder()
            .put("Key", object.key())
            .put("ETag", object.etag())
            .putAll(attributes.json())
            .build();
    WholeFile.write(file, kept.compact().getBytes(StandardCharsets.UTF_8));
  }

  void delete(String bucket, String key) throws IOException {
    Files.deleteIfExists(file(bucket, key));
  }

  private Path file(String bucket, String key) {
    return root.resolve(bucket).resolve(KeyNames.digest(key) + ".json");
  }
}
