package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The versions of objects in buckets that keep them. Beside the buckets' folders, every key has a
 * folder with an index, newest first, and a copy of each version's content; the current content is
 * also the file in the bucket. Thread-safe; what belongs together is done under the key's lock by
 * {@link ObjectStore}.
 */
final class Versions {

  private static final String INDEX = "index.json";

  /** Whether a bucket keeps versions. */
  enum Status {
    NEVER,
    ENABLED,
    SUSPENDED
  }

  private final Path root;
  private final Map<String, NavigableMap<String, List<ObjectVersion>>> loaded = new HashMap<>();
  private final Map<String, Status> statuses = new HashMap<>();

  Versions(Path root) {
    this.root = root;
  }

  synchronized Status status(String bucket) throws IOException {
    Status known = statuses.get(bucket);
    if (known == null) {
      Path file = root.resolve(bucket).resolve("status");
      String text = Files.exists(file) ? Files.readString(file).strip() : Status.NEVER.name();
      try {
        known = Status.valueOf(text);
      } catch (IllegalArgumentException damaged) {
        throw new IOException(file + " should say ENABLED or SUSPENDED, not '" + text + "'");
      }
      statuses.put(bucket, known);
    }
    return known;
  }

  synchronized void setStatus(String bucket, Status status) throws IOException {
    WholeFile.write(
        root.resolve(bucket).resolve("status"), status.name().getBytes(StandardCharsets.US_ASCII));
    statuses.put(bucket, status);
  }

  /** The versions of a key, newest first. */
  synchronized List<ObjectVersion> of(String bucket, String key) throws IOException {
    return List.copyOf(bucket(bucket).getOrDefault(key, List.of()));
  }

  /** The versions of all keys with a prefix, by key. */
  synchronized Map<String, List<ObjectVersion>> all(String bucket, String prefix)
      throws IOException {
    Map<String, List<ObjectVersion>> found = new TreeMap<>();
    for (Map.Entry<String, List<ObjectVersion>> each :
        bucket(bucket).tailMap(prefix, true).entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        break;
      }
      found.put(each.getKey(), List.copyOf(each.getValue()));
    }
    return found;
  }

  Optional<ObjectVersion> find(String bucket, String key, String id) throws IOException {
    return of(bucket, key).stream().filter(version -> version.id().equals(id)).findFirst();
  }

  /** The copy of a version's content. */
  Path content(String bucket, String key, String id) {
    return folder(bucket, key).resolve(id);
  }

  /** Adds the newest version, in place of the one of its id; a delete marker has no content. */
  synchronized void add(String bucket, String key, ObjectVersion version, Path content)
      throws IOException {
    Path folder = Files.createDirectories(folder(bucket, key));
    if (!version.isMarker()) {
      Path copy = folder.resolve(".next");
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      WholeFile.publish(copy, folder.resolve(version.id()));
    }
    List<ObjectVersion> all = new ArrayList<>(of(bucket, key));
    all.removeIf(other -> other.id().equals(version.id()));
    all.add(0, version);
    write(bucket, key, all);
  }

  synchronized void remove(String bucket, String key, String id) throws IOException {
    List<ObjectVersion> all = new ArrayList<>(of(bucket, key));
    all.removeIf(version -> version.id().equals(id));
    write(bucket, key, all);
    Files.deleteIfExists(content(bucket, key, id));
  }

  private void write(String bucket, String key, List<ObjectVersion> all) throws IOException {
    Path index = folder(bucket, key).resolve(INDEX);
    if (all.isEmpty()) {
      Files.deleteIfExists(index);
      bucket(bucket).remove(key);
      return;
    }
    JsonObject kept =
        JsonObject.of(
            "Key",
            Json.of(key),
            "Versions",
            all.stream().map(ObjectVersion::json).collect(JsonArray.collector()));
    WholeFile.write(index, kept.compact().getBytes(StandardCharsets.UTF_8));
    bucket(bucket).put(key, all);
  }

  private Path folder(String bucket, String key) {
    return root.resolve(bucket).resolve(KeyNames.digest(key));
  }

  private NavigableMap<String, List<ObjectVersion>> bucket(String bucket) throws IOException {
    NavigableMap<String, List<ObjectVersion>> known = loaded.get(bucket);
    if (known == null) {
      known = load(root.resolve(bucket));
      loaded.put(bucket, known);
    }
    return known;
  }

  private static NavigableMap<String, List<ObjectVersion>> load(Path folder) throws IOException {
    NavigableMap<String, List<ObjectVersion>> versions = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return versions;
    }
    List<Path> indexes;
    try (Stream<Path> keys = Files.list(folder)) {
      indexes = keys.map(key -> key.resolve(INDEX)).filter(Files::exists).toList();
    }
    for (Path index : indexes) {
      try {
        JsonObject kept = (JsonObject) Json.parse(Files.readString(index));
        List<ObjectVersion> all = new ArrayList<>();
        for (Json each : kept.array("Versions")) {
          all.add(ObjectVersion.of((JsonObject) each));
        }
        versions.put(String.valueOf(kept.string("Key")), all);
      } catch (JsonSyntaxException | ClassCastException damaged) {
        throw new IOException(index + " keeps no versions of an object: " + damaged, damaged);
      }
    }
    return versions;
  }
}
