package dev.stepwell.local.s3;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The buckets by name, each with its folder. Thread-safe. */
final class Buckets {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final Path root;
  private final Map<String, Path> folders = new ConcurrentSkipListMap<>();

  /** The folders in this one that have the name of a bucket; it is made if missing. */
  Buckets(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
      try (Stream<Path> entries = Files.list(root)) {
        entries
            .filter(Files::isDirectory)
            .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
            .forEach(entry -> folders.put(entry.getFileName().toString(), entry));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder of the buckets cannot be used: " + root, failure);
    }
  }

  /** Whether there was none of this name. */
  boolean create(String bucket) {
    checkName(bucket);
    boolean[] created = new boolean[1];
    folders.computeIfAbsent(
        bucket,
        name -> {
          try {
            created[0] = true;
            return Files.createDirectories(root.resolve(name));
          } catch (IOException failure) {
            throw new UncheckedIOException(
                "bucket '" + name + "' cannot be made in " + root, failure);
          }
        });
    return created[0];
  }

  void mount(String bucket, Path folder) {
    checkName(bucket);
    folders.put(bucket, folder.toAbsolutePath().normalize());
  }

  static boolean isName(String bucket) {
    return NAME.matcher(bucket).matches() && !bucket.contains("..");
  }

  private static void checkName(String bucket) {
    if (!isName(requireNonNull(bucket, "bucket"))) {
      throw new IllegalArgumentException(
          "'"
              + bucket
              + "' is no bucket name: 3 to 63 lower-case letters, digits, dots and hyphens");
    }
  }

  List<String> names() {
    return List.copyOf(folders.keySet());
  }

  Path folder(String bucket) throws ServiceException {
    Path folder = folders.get(bucket);
    if (folder == null) {
      throw new ServiceException(
          "NoSuchBucket",
          "The specified bucket does not exist: '" + bucket + "'; there are " + folders.keySet(),
          404);
    }
    return folder;
  }
}
