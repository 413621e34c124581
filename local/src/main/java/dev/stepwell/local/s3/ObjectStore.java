package dev.stepwell.local.s3;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.S3Locations;
import dev.stepwell.local.state.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of objects, kept as folders of files. What is written appears at once and whole. What is
 * kept beside the content (attributes, versions, parts of uploads) is in reserved folders beside
 * those of the buckets, so that a mounted folder gets no other files than its objects. Thread-safe.
 */
public final class ObjectStore implements S3Locations {

  /** S3 lists at most so many objects and common prefixes in one page. */
  public static final int PAGE = 1000;

  private final Path root;
  private final Buckets buckets;
  private final Etags etags = new Etags();
  private final BucketFiles files = new BucketFiles(etags);
  private final AttributeFiles attributes;
  private final VersionedObjects versions;
  private final EventFeed feed;
  private final AtomicLong uploads = new AtomicLong();
  private final InstantSource clock;

  /** One of them is held while a key changes, so that its events are in the order of its states. */
  private final Object[] keyLocks = new Object[64];

  private ObjectStore(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
    buckets = new Buckets(root);
    feed = new EventFeed(root.resolve(KeyNames.RESERVED + "events"), clock);
    attributes = new AttributeFiles(root.resolve(KeyNames.RESERVED + "attributes"));
    versions =
        new VersionedObjects(
            new Versions(root.resolve(KeyNames.RESERVED + "versions")), attributes, files, feed);
    Arrays.setAll(keyLocks, i -> new Object());
  }

  /** A store as the other method gives it, with the machine's time. */
  public static ObjectStore in(Path folder) {
    return in(folder, InstantSource.system());
  }

  /**
   * A store whose buckets are the folders in this one; those that are there already are known.
   *
   * @param clock gives events their time; that of an object is its file's
   * @throws UncheckedIOException if the folder cannot be made or read
   */
  public static ObjectStore in(Path folder, InstantSource clock) {
    return new ObjectStore(folder.toAbsolutePath().normalize(), clock);
  }

  /**
   * Has a listener be told of every object that is created or removed through this store. What
   * other programs do to the files is told where somebody {@link #watch watches}.
   */
  public void addListener(ObjectListener listener) {
    feed.add(requireNonNull(listener, "listener"));
  }

  /**
   * A watch for objects that other programs put into the folders of buckets, from now on.
   *
   * @throws ServiceException if one of the buckets is not there
   */
  public FolderWatch watch(Collection<String> watched) throws ServiceException {
    return new FolderWatch(this, watched);
  }

  /** Shows the files of all objects of a bucket. */
  void visit(String bucket, BucketFiles.Visitor visitor) throws ServiceException {
    try {
      files.visit(folder(bucket), "", visitor);
    } catch (IOException failure) {
      throw fault("look through", bucket, "", failure);
    }
  }

  /** What the file system knows of an object; null if there is no such object. */
  @Nullable BasicFileAttributes attributes(String bucket, String key)
      throws ServiceException, IOException {
    try {
      return Files.readAttributes(KeyNames.file(folder(bucket), key), BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /** Tells of an object that another program has written. */
  void found(String bucket, String key) throws ServiceException {
    ObjectEvent event;
    synchronized (keyLock(bucket, key)) {
      @Nullable S3Object object = there(bucket, key);
      if (object == null) {
        return;
      }
      try {
        event = feed.event(ObjectEvent.Kind.PUT, bucket, key, object, null);
      } catch (IOException failure) {
        throw fault("tell of", bucket, key, failure);
      }
    }
    feed.tell(event);
  }

  /** Makes the bucket if there is none of this name; says whether it did. */
  public boolean createBucket(String bucket) {
    return buckets.create(bucket);
  }

  /** Has a folder be the bucket; it may be missing, then the bucket is empty. */
  public void mount(String bucket, Path folder) {
    buckets.mount(bucket, folder);
  }

  /** The buckets' names, sorted. */
  public List<String> buckets() {
    return buckets.names();
  }

  /** The folder of a bucket. */
  public Path folder(String bucket) throws ServiceException {
    return buckets.folder(bucket);
  }

  /** The versions of the objects. */
  VersionedObjects versions() {
    return versions;
  }

  InstantSource clock() {
    return clock;
  }

  /** A folder beside the buckets. */
  Path reserved(String name) {
    return root.resolve(KeyNames.RESERVED + name);
  }

  /** A number greater than all before it, those of earlier processes too. */
  long nextNumber() throws IOException {
    return feed.number();
  }

  @Override
  public Path path(String bucket, String key) {
    try {
      String trimmed = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
      return KeyNames.file(folder(bucket), trimmed);
    } catch (ServiceException refused) {
      throw new IllegalArgumentException(
          "s3://" + bucket + "/" + key + ": " + refused.reason(), refused);
    }
  }

  /** The object of a key. */
  public S3Object head(String bucket, String key) throws ServiceException {
    S3Object found = there(bucket, key);
    if (found == null) {
      throw new ServiceException(
          "NoSuchKey", "The specified key does not exist.: s3://" + bucket + "/" + key, 404);
    }
    return found;
  }

  private @Nullable S3Object there(String bucket, String key) throws ServiceException {
    Path file = KeyNames.file(folder(bucket), key);
    try {
      return key.isEmpty() ? null : files.object(key, file);
    } catch (IOException failure) {
      throw fault("read", bucket, key, failure);
    }
  }

  /**
   * The object of a key with all that is kept of it.
   *
   * @param versionId null for the current version
   * @throws ServiceException {@code NoSuchKey}, {@code NoSuchVersion}, or {@code MethodNotAllowed}
   *     (405) if the version is a delete marker
   */
  public StoredObject find(String bucket, String key, @Nullable String versionId)
      throws ServiceException {
    synchronized (keyLock(bucket, key)) {
      S3Object current = versionId == null ? head(bucket, key) : there(bucket, key);
      try {
        return versions.find(bucket, key, current, versionId);
      } catch (IOException failure) {
        throw fault("read", bucket, key, failure);
      }
    }
  }

  /** The content of an object. */
  public byte[] get(String bucket, String key) throws ServiceException {
    return content(bucket, head(bucket, key));
  }

  /** The content of an object or of one version of it. */
  public byte[] content(String bucket, S3Object object) throws ServiceException {
    try {
      return Files.readAllBytes(object.file());
    } catch (IOException failure) {
      throw fault("read", bucket, object.key(), failure);
    }
  }

  /** Writes an object, in place of what had the key before. */
  public S3Object put(String bucket, String key, byte[] content) throws ServiceException {
    return put(bucket, key, new ByteArrayInputStream(content));
  }

  /** Writes an object from a stream, which is read to its end. */
  public S3Object put(String bucket, String key, InputStream content) throws ServiceException {
    return put(bucket, key, content, ObjectAttributes.NONE, Conditions.NONE).object();
  }

  /**
   * Writes an object with attributes, if conditions hold.
   *
   * @throws ServiceException {@code PreconditionFailed} if they do not, among others
   */
  public StoredObject put(
      String bucket, String key, InputStream content, ObjectAttributes kept, Conditions conditions)
      throws ServiceException {
    return write(bucket, key, content, kept, conditions, ObjectEvent.Kind.PUT);
  }

  /** Copies an object, in place of what had the key before. */
  public S3Object copy(String fromBucket, String fromKey, String bucket, String key)
      throws ServiceException {
    StoredObject source = find(fromBucket, fromKey, null);
    return copy(source, fromBucket, bucket, key, source.attributes(), Conditions.NONE).object();
  }

  /** Copies an object that {@link #find} has found, with these attributes. */
  public StoredObject copy(
      StoredObject source,
      String fromBucket,
      String bucket,
      String key,
      ObjectAttributes kept,
      Conditions conditions)
      throws ServiceException {
    try (InputStream content = Files.newInputStream(source.object().file())) {
      return write(bucket, key, content, kept, conditions, ObjectEvent.Kind.COPY);
    } catch (IOException failure) {
      throw fault("read", fromBucket, source.object().key(), failure);
    }
  }

  StoredObject write(
      String bucket,
      String key,
      InputStream content,
      ObjectAttributes kept,
      Conditions conditions,
      ObjectEvent.Kind kind)
      throws ServiceException {
    Path file = file(bucket, key);
    if (!conditions.equals(Conditions.NONE)) {
      conditions.checkWrite(key, there(bucket, key));
    }
    try {
      Path upload = uploadBeside(file);
      try {
        Files.copy(content, upload, StandardCopyOption.REPLACE_EXISTING);
        return publish(bucket, key, upload, kept, conditions, kind);
      } finally {
        Files.deleteIfExists(upload);
      }
    } catch (IOException failure) {
      throw fault("write", bucket, key, failure);
    }
  }

  private Path file(String bucket, String key) throws ServiceException {
    Path folder = folder(bucket);
    if (key.isEmpty()) {
      throw ServiceException.refused("InvalidArgument", "An object needs a key");
    }
    return KeyNames.file(folder, key);
  }

  /**
   * Makes an object of a file that is written to its end, in place of what had the key before.
   *
   * @param upload a file of {@link #uploadBeside}; it is gone afterwards
   */
  public S3Object publish(String bucket, String key, Path upload) throws ServiceException {
    try {
      return publish(
              bucket, key, upload, ObjectAttributes.NONE, Conditions.NONE, ObjectEvent.Kind.PUT)
          .object();
    } catch (IOException failure) {
      throw fault("write", bucket, key, failure);
    }
  }

  private StoredObject publish(
      String bucket,
      String key,
      Path upload,
      ObjectAttributes kept,
      Conditions conditions,
      ObjectEvent.Kind kind)
      throws IOException, ServiceException {
    Path file = file(bucket, key);
    StoredObject written;
    ObjectEvent event;
    synchronized (keyLock(bucket, key)) {
      if (versions.keeps(bucket) || !conditions.equals(Conditions.NONE)) {
        S3Object before = there(bucket, key);
        conditions.checkWrite(key, before);
        versions.preserve(bucket, key, before);
      }
      WholeFile.publish(upload, file);
      etags.forget(file);
      S3Object object = head(bucket, key);
      attributes.write(bucket, object, kept);
      String version = versions.written(bucket, object, kept);
      written = new StoredObject(object, kept, version);
      event = feed.event(kind, bucket, key, object, version);
    }
    feed.tell(event);
    return written;
  }

  private Object keyLock(String bucket, String key) {
    return keyLocks[Math.floorMod(31 * bucket.hashCode() + key.hashCode(), keyLocks.length)];
  }

  /** Replaces the tags of an object. */
  public void setTags(String bucket, String key, Map<String, String> tags) throws ServiceException {
    synchronized (keyLock(bucket, key)) {
      StoredObject found = find(bucket, key, null);
      try {
        ObjectAttributes tagged = found.attributes().withTags(tags);
        attributes.write(bucket, found.object(), tagged);
        versions.changed(bucket, found, tagged);
      } catch (IOException failure) {
        throw fault("tag", bucket, key, failure);
      }
    }
  }

  /**
   * A file name for content that is being written, in the folder of the file that it will be; the
   * folder is made. It is no object.
   */
  public Path uploadBeside(Path file) throws IOException {
    Path folder = requireNonNull(file.getParent(), "folder");
    files.createFolder(folder);
    return folder.resolve(KeyNames.RESERVED + "upload-" + uploads.incrementAndGet());
  }

  /** Removes an object; one that is not there is no error. Folders left empty go too. */
  public void delete(String bucket, String key) throws ServiceException {
    delete(bucket, key, null, Conditions.NONE);
  }

  /**
   * Removes an object, or hides it behind a delete marker in a bucket that keeps versions, or
   * removes one version for good. What is not there is no error.
   *
   * @param versionId null for the object
   */
  public Deletion delete(
      String bucket, String key, @Nullable String versionId, Conditions conditions)
      throws ServiceException {
    Path file = file(bucket, key);
    try {
      Deletion deletion;
      ObjectEvent event = null;
      synchronized (keyLock(bucket, key)) {
        S3Object before = there(bucket, key);
        conditions.checkWrite(key, before);
        deletion = versions.delete(bucket, key, before, versionId, file, clock.instant());
        etags.forget(file);
        if (deletion.isChange()) {
          boolean hides = deletion.isMarker() && versionId == null;
          event =
              feed.event(
                  hides ? ObjectEvent.Kind.DELETE_MARKER : ObjectEvent.Kind.DELETE,
                  bucket,
                  key,
                  null,
                  deletion.versionId());
        }
      }
      files.removeEmpty(folder(bucket), file.getParent());
      feed.tell(event);
      return deletion;
    } catch (IOException failure) {
      throw fault("delete", bucket, key, failure);
    }
  }

  /** Writes the one file of a folder. */
  @FunctionalInterface
  public interface FolderContent<E extends Exception> {

    /**
     * Writes the file.
     *
     * @param file where; it does not exist yet
     * @return whether the file is to be kept; false leaves the folder empty
     */
    boolean write(Path file) throws E;
  }

  /**
   * Replaces all objects of a folder by one, or by none. The old ones stay until the new one is
   * written, and for good if writing it fails.
   *
   * @param prefix the folder; ends in a slash
   * @param name the new object's name in it
   */
  public <E extends Exception> void overwriteFolder(
      String bucket, String prefix, String name, FolderContent<E> content)
      throws ServiceException, E {
    Path folder = folder(bucket);
    Path file = KeyNames.file(folder, prefix + name);
    try {
      Path upload = uploadBeside(file);
      try {
        boolean keep = content.write(upload);
        for (S3Object old : list(bucket, prefix)) {
          delete(bucket, old.key());
        }
        if (keep) {
          publish(bucket, prefix + name, upload);
        }
      } finally {
        Files.deleteIfExists(upload);
        files.removeEmpty(folder, file.getParent());
      }
    } catch (IOException failure) {
      throw fault("overwrite", bucket, prefix, failure);
    }
  }

  /** All objects whose key begins with the prefix, by key. */
  public List<S3Object> list(String bucket, String prefix) throws ServiceException {
    try {
      List<S3Object> objects = files.below(folder(bucket), prefix);
      objects.sort(Comparator.comparing(S3Object::key));
      return objects;
    } catch (IOException failure) {
      throw fault("list", bucket, prefix, failure);
    }
  }

  /**
   * One page of a listing.
   *
   * @param delimiter what ends a common prefix; empty for none
   * @param after the key or common prefix behind which the page begins; empty for the first page
   * @param most how many objects and common prefixes at most
   */
  public Listing page(String bucket, String prefix, String delimiter, String after, int most)
      throws ServiceException {
    return Listing.page(list(bucket, prefix), prefix, delimiter, after, most);
  }

  static ServiceException fault(String verb, String bucket, String key, IOException failure) {
    return new ServiceException(
        "InternalError", "cannot " + verb + " s3://" + bucket + "/" + key + ": " + failure, 500);
  }
}
