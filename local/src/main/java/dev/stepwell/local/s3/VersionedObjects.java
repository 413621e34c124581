package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What reading, writing and deleting mean in buckets that keep versions, and in the others. A file
 * that another program has put into the bucket counts as a version {@code null} that is newer than
 * all others. Callers hold the key's lock.
 */
final class VersionedObjects {

  private final Versions versions;
  private final AttributeFiles attributes;
  private final BucketFiles files;
  private final EventFeed feed;

  VersionedObjects(
      Versions versions, AttributeFiles attributes, BucketFiles files, EventFeed feed) {
    this.versions = versions;
    this.attributes = attributes;
    this.files = files;
    this.feed = feed;
  }

  /** Whether the bucket keeps versions, or did so once. */
  boolean keeps(String bucket) throws IOException {
    return versions.status(bucket) != Versions.Status.NEVER;
  }

  /** {@code Enabled}, {@code Suspended}, or null for a bucket that never kept versions. */
  @Nullable String status(String bucket) throws IOException {
    return switch (versions.status(bucket)) {
      case ENABLED -> "Enabled";
      case SUSPENDED -> "Suspended";
      case NEVER -> null;
    };
  }

  void setStatus(String bucket, boolean enabled) throws IOException {
    versions.setStatus(bucket, enabled ? Versions.Status.ENABLED : Versions.Status.SUSPENDED);
  }

  StoredObject find(
      String bucket, String key, @Nullable S3Object current, @Nullable String versionId)
      throws IOException, ServiceException {
    String currentId = current == null ? null : currentId(bucket, current);
    if (current != null && (versionId == null || versionId.equals(idOf(currentId)))) {
      return new StoredObject(current, attributes.read(bucket, current), currentId);
    }
    String wanted = versionId == null ? ObjectVersion.NULL : versionId;
    Optional<ObjectVersion> kept = versions.find(bucket, key, wanted);
    if (kept.isEmpty()) {
      throw new ServiceException(
          "NoSuchVersion",
          "The specified version does not exist.: '"
              + wanted
              + "' of s3://"
              + bucket
              + "/"
              + key
              + (keeps(bucket) ? "" : "; the bucket keeps no versions, leave VersionId out"),
          404);
    }
    ObjectVersion version = kept.get();
    if (version.isMarker()) {
      throw new ServiceException(
          "MethodNotAllowed",
          "The specified method is not allowed against this resource: version '"
              + wanted
              + "' is a delete marker",
          405);
    }
    S3Object object =
        new S3Object(
            key,
            version.size(),
            version.etag(),
            version.lastModified(),
            versions.content(bucket, key, version.id()));
    return new StoredObject(object, version.attributes(), version.id());
  }

  private static String idOf(@Nullable String currentId) {
    return currentId == null ? ObjectVersion.NULL : currentId;
  }

  /** The id of what is in the bucket; null in a bucket that never kept versions. */
  private @Nullable String currentId(String bucket, S3Object current) throws IOException {
    if (!keeps(bucket)) {
      return null;
    }
    List<ObjectVersion> all = versions.of(bucket, current.key());
    return !all.isEmpty() && isSame(all.get(0), current) ? all.get(0).id() : ObjectVersion.NULL;
  }

  private static boolean isSame(ObjectVersion version, S3Object current) {
    return !version.isMarker() && version.etag().equals(current.etag());
  }

  /** Keeps what is about to be replaced or hidden, if no version has it yet. */
  void preserve(String bucket, String key, @Nullable S3Object before) throws IOException {
    if (before == null || !keeps(bucket)) {
      return;
    }
    List<ObjectVersion> all = versions.of(bucket, key);
    if (all.isEmpty() || !isSame(all.get(0), before)) {
      versions.add(
          bucket,
          key,
          ObjectVersion.of(ObjectVersion.NULL, before, attributes.read(bucket, before)),
          before.file());
    }
  }

  /** Keeps what has been written; gives its version's id, null if the bucket keeps none. */
  @Nullable String written(String bucket, S3Object object, ObjectAttributes kept)
      throws IOException {
    if (!keeps(bucket)) {
      return null;
    }
    String id = newId(bucket);
    versions.add(bucket, object.key(), ObjectVersion.of(id, object, kept), object.file());
    return id;
  }

  private String newId(String bucket) throws IOException {
    return versions.status(bucket) == Versions.Status.ENABLED
        ? String.format("%032x", feed.number())
        : ObjectVersion.NULL;
  }

  /** Takes over other attributes of the current version. */
  void changed(String bucket, StoredObject found, ObjectAttributes kept) throws IOException {
    String key = found.object().key();
    List<ObjectVersion> all = versions.of(bucket, key);
    if (!all.isEmpty() && isSame(all.get(0), found.object())) {
      versions.add(
          bucket,
          key,
          ObjectVersion.of(all.get(0).id(), found.object(), kept),
          found.object().file());
    }
  }

  Deletion delete(
      String bucket,
      String key,
      @Nullable S3Object before,
      @Nullable String versionId,
      Path file,
      Instant now)
      throws IOException {
    if (!keeps(bucket)) {
      boolean meant = versionId == null || versionId.equals(ObjectVersion.NULL);
      if (meant && before != null) {
        removeCurrent(bucket, key, file);
      }
      return new Deletion(null, false, meant && before != null);
    }
    preserve(bucket, key, before);
    if (versionId == null) {
      String id = newId(bucket);
      if (id.equals(ObjectVersion.NULL)) {
        versions.remove(bucket, key, id);
      }
      versions.add(bucket, key, ObjectVersion.marker(id, now), file);
      removeCurrent(bucket, key, file);
      return new Deletion(id, true, true);
    }
    Optional<ObjectVersion> version = versions.find(bucket, key, versionId);
    boolean marker = version.isPresent() && version.get().isMarker();
    boolean latest = version.isPresent() && versions.of(bucket, key).get(0).id().equals(versionId);
    versions.remove(bucket, key, versionId);
    if (latest) {
      bringBack(bucket, key, file);
    }
    return new Deletion(versionId, marker, version.isPresent());
  }

  private void removeCurrent(String bucket, String key, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.deleteIfExists(file);
    }
    attributes.delete(bucket, key);
  }

  /** Makes the newest version that is left the current one. */
  private void bringBack(String bucket, String key, Path file) throws IOException {
    List<ObjectVersion> left = versions.of(bucket, key);
    if (left.isEmpty() || left.get(0).isMarker()) {
      removeCurrent(bucket, key, file);
      return;
    }
    ObjectVersion version = left.get(0);
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " is in no folder");
    }
    files.createFolder(folder);
    Path copy = folder.resolve(KeyNames.RESERVED + "restored-" + version.id());
    Files.copy(
        versions.content(bucket, key, version.id()), copy, StandardCopyOption.REPLACE_EXISTING);
    WholeFile.publish(copy, file);
    S3Object current = files.object(key, file);
    if (current != null) {
      attributes.write(bucket, current, version.attributes());
    }
  }

  /**
   * The versions of all keys with a prefix, newest first, those of other programs' files too.
   *
   * @param current what is in the bucket
   */
  Map<String, List<ObjectVersion>> all(String bucket, String prefix, List<S3Object> current)
      throws IOException {
    Map<String, List<ObjectVersion>> all = new TreeMap<>(versions.all(bucket, prefix));
    for (S3Object object : current) {
      List<ObjectVersion> kept = all.getOrDefault(object.key(), List.of());
      if (kept.isEmpty() || !isSame(kept.get(0), object)) {
        List<ObjectVersion> more = new ArrayList<>(kept);
        more.removeIf(version -> version.id().equals(ObjectVersion.NULL));
        more.add(0, ObjectVersion.of(ObjectVersion.NULL, object, attributes.read(bucket, object)));
        all.put(object.key(), more);
      }
    }
    return all;
  }
}
