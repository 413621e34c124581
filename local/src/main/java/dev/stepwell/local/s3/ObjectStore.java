package dev.stepwell.local.s3;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.S3Locations;
import dev.stepwell.local.state.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of objects, kept as folders of files. What is written appears at once and whole. Metadata
 * of objects is not kept. Thread-safe.
 */
public final class ObjectStore implements S3Locations {

  /** S3 lists at most so many objects and common prefixes in one page. */
  public static final int PAGE = 1000;

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Comparator<S3Object> BY_KEY = Comparator.comparing(S3Object::key);

  private final Path root;
  private final Map<String, Path> buckets = new ConcurrentSkipListMap<>();
  private final Etags etags = new Etags();

  /** Held while folders are made or removed, so that no empty one goes as it is made. */
  private final Object folders = new Object();

  private final AtomicLong uploads = new AtomicLong();

  /** One of them is held while a key changes, so that its events are in the order of its states. */
  private final Object[] keyLocks = new Object[64];

  private final EventFeed feed;

  private ObjectStore(Path root, InstantSource clock) {
    this.root = root;
    this.feed = new EventFeed(root.resolve(KeyNames.RESERVED + "events"), clock);
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
    ObjectStore store = new ObjectStore(folder.toAbsolutePath().normalize(), clock);
    try {
      Files.createDirectories(store.root);
      try (Stream<Path> entries = Files.list(store.root)) {
        entries
            .filter(Files::isDirectory)
            .filter(entry -> BUCKET.matcher(entry.getFileName().toString()).matches())
            .forEach(entry -> store.buckets.put(entry.getFileName().toString(), entry));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "the folder of the buckets cannot be used: " + store.root, failure);
    }
    return store;
  }

  /**
   * Has a listener be told of every object that is created or removed through this store. What
   * other programs do to the files is not told.
   */
  public void addListener(ObjectListener listener) {
    feed.add(requireNonNull(listener, "listener"));
  }

  /** Makes the bucket if there is none of this name. */
  public void createBucket(String bucket) {
    checkName(bucket);
    buckets.computeIfAbsent(
        bucket,
        name -> {
          Path folder = root.resolve(name);
          try {
            return Files.createDirectories(folder);
          } catch (IOException failure) {
            throw new UncheckedIOException(
                "bucket '" + name + "' cannot be made in " + root, failure);
          }
        });
  }

  /** Has a folder be the bucket; it may be missing, then the bucket is empty. */
  public void mount(String bucket, Path folder) {
    checkName(bucket);
    buckets.put(bucket, folder.toAbsolutePath().normalize());
  }

  private static void checkName(String bucket) {
    if (!BUCKET.matcher(requireNonNull(bucket, "bucket")).matches() || bucket.contains("..")) {
      throw new IllegalArgumentException(
          "'"
              + bucket
              + "' is no bucket name: 3 to 63 lower-case letters, digits, dots and hyphens");
    }
  }

  /** The buckets' names, sorted. */
  public List<String> buckets() {
    return List.copyOf(buckets.keySet());
  }

  /** The folder of a bucket. */
  public Path folder(String bucket) throws ServiceException {
    Path folder = buckets.get(bucket);
    if (folder == null) {
      throw new ServiceException(
          "NoSuchBucket",
          "The specified bucket does not exist: '" + bucket + "'; there are " + buckets.keySet(),
          404);
    }
    return folder;
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
    Path folder = folder(bucket);
    Path file = KeyNames.file(folder, key);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!key.isEmpty() && attributes.isRegularFile()) {
        return object(key, file, attributes);
      }
    } catch (NoSuchFileException missing) {
      // falls through to the answer below
    } catch (IOException failure) {
      throw fault("read", bucket, key, failure);
    }
    throw new ServiceException(
        "NoSuchKey", "The specified key does not exist.: s3://" + bucket + "/" + key, 404);
  }

  private S3Object object(String key, Path file, BasicFileAttributes attributes)
      throws IOException {
    return new S3Object(
        key,
        attributes.size(),
        etags.of(file, attributes),
        attributes.lastModifiedTime().toInstant(),
        file);
  }

  /** The content of an object. */
  public byte[] get(String bucket, String key) throws ServiceException {
    S3Object object = head(bucket, key);
    try {
      return Files.readAllBytes(object.file());
    } catch (IOException failure) {
      throw fault("read", bucket, key, failure);
    }
  }

  /** Writes an object, in place of what had the key before. */
  public S3Object put(String bucket, String key, byte[] content) throws ServiceException {
    return put(bucket, key, new ByteArrayInputStream(content));
  }

  /** Writes an object from a stream, which is read to its end. */
  public S3Object put(String bucket, String key, InputStream content) throws ServiceException {
    return write(bucket, key, content, ObjectEvent.Kind.PUT);
  }

  /** Copies an object, in place of what had the key before. */
  public S3Object copy(String fromBucket, String fromKey, String bucket, String key)
      throws ServiceException {
    S3Object source = head(fromBucket, fromKey);
    try (InputStream content = Files.newInputStream(source.file())) {
      return write(bucket, key, content, ObjectEvent.Kind.COPY);
    } catch (IOException failure) {
      throw fault("read", fromBucket, fromKey, failure);
    }
  }

  private S3Object write(String bucket, String key, InputStream content, ObjectEvent.Kind kind)
      throws ServiceException {
    Path file = file(bucket, key);
    try {
      Path upload = uploadBeside(file);
      try {
        Files.copy(content, upload, StandardCopyOption.REPLACE_EXISTING);
        return publish(bucket, key, file, upload, kind);
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
      return publish(bucket, key, file(bucket, key), upload, ObjectEvent.Kind.PUT);
    } catch (IOException failure) {
      throw fault("write", bucket, key, failure);
    }
  }

  private S3Object publish(String bucket, String key, Path file, Path upload, ObjectEvent.Kind kind)
      throws IOException {
    S3Object object;
    ObjectEvent event;
    synchronized (keyLock(bucket, key)) {
      WholeFile.publish(upload, file);
      etags.forget(file);
      object = object(key, file, Files.readAttributes(file, BasicFileAttributes.class));
      event = feed.event(kind, bucket, key, object, null);
    }
    feed.tell(event);
    return object;
  }

  private Object keyLock(String bucket, String key) {
    return keyLocks[Math.floorMod(31 * bucket.hashCode() + key.hashCode(), keyLocks.length)];
  }

  /**
   * A file name for content that is being written, in the folder of the file that it will be; the
   * folder is made. It is no object.
   */
  public Path uploadBeside(Path file) throws IOException {
    Path folder = requireNonNull(file.getParent(), "folder");
    synchronized (folders) {
      Files.createDirectories(folder);
    }
    return folder.resolve(KeyNames.RESERVED + "upload-" + uploads.incrementAndGet());
  }

  /** Removes an object; one that is not there is no error. Folders left empty go too. */
  public void delete(String bucket, String key) throws ServiceException {
    Path folder = folder(bucket);
    try {
      Path file = KeyNames.file(folder, key);
      if (remove(bucket, key, file)) {
        removeEmpty(folder, file.getParent());
      }
    } catch (IOException failure) {
      throw fault("delete", bucket, key, failure);
    }
  }

  private boolean remove(String bucket, String key, Path file) throws IOException {
    ObjectEvent event;
    synchronized (keyLock(bucket, key)) {
      if (!Files.isRegularFile(file)) {
        return false;
      }
      Files.deleteIfExists(file);
      etags.forget(file);
      event = feed.event(ObjectEvent.Kind.DELETE, bucket, key, null, null);
    }
    feed.tell(event);
    return true;
  }

  private void removeEmpty(Path bucket, @Nullable Path folder) throws IOException {
    synchronized (folders) {
      Path at = folder;
      while (at != null && !at.equals(bucket) && Files.isDirectory(at)) {
        try (Stream<Path> entries = Files.list(at)) {
          if (entries.findAny().isPresent()) {
            return;
          }
        }
        Files.delete(at);
        at = at.getParent();
      }
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
    Path target = requireNonNull(file.getParent(), "target");
    try {
      Path upload = uploadBeside(file);
      try {
        boolean keep = content.write(upload);
        for (S3Object old : list(bucket, prefix)) {
          remove(bucket, old.key(), old.file());
          removeEmpty(target, old.file().getParent());
        }
        if (keep) {
          publish(bucket, prefix + name, file, upload, ObjectEvent.Kind.PUT);
        }
      } finally {
        Files.deleteIfExists(upload);
        removeEmpty(folder, target);
      }
    } catch (IOException failure) {
      throw fault("overwrite", bucket, prefix, failure);
    }
  }

  /** All objects whose key begins with the prefix, by key. */
  public List<S3Object> list(String bucket, String prefix) throws ServiceException {
    Path folder = folder(bucket);
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? folder : KeyNames.file(folder, prefix.substring(0, slash));
    List<S3Object> objects = new ArrayList<>();
    if (!Files.isDirectory(start)) {
      return objects;
    }
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
              String at = KeyNames.key(folder, visited) + "/";
              return visited.equals(start) || at.startsWith(prefix) || prefix.startsWith(at)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String key = KeyNames.key(folder, file);
              if (!key.isEmpty() && key.startsWith(prefix)) {
                objects.add(object(key, file, attributes));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException failure) {
      throw fault("list", bucket, prefix, failure);
    }
    objects.sort(BY_KEY);
    return objects;
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
    TreeMap<String, S3Object> objects = new TreeMap<>();
    TreeSet<String> prefixes = new TreeSet<>();
    boolean truncated = false;
    String last = "";
    for (S3Object object : list(bucket, prefix)) {
      int end = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
      String entry = end < 0 ? object.key() : object.key().substring(0, end + delimiter.length());
      if (entry.compareTo(after) <= 0 || prefixes.contains(entry)) {
        continue;
      }
      if (objects.size() + prefixes.size() >= most) {
        truncated = true;
        break;
      }
      if (end < 0) {
        objects.put(entry, object);
      } else {
        prefixes.add(entry);
      }
      last = entry;
    }
    return new Listing(
        List.copyOf(objects.values()), List.copyOf(prefixes), truncated && most > 0, last);
  }

  private static ServiceException fault(
      String verb, String bucket, String key, IOException failure) {
    return new ServiceException(
        "InternalError", "cannot " + verb + " s3://" + bucket + "/" + key + ": " + failure, 500);
  }
}
