package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files below a bucket's folder as objects. Thread-safe. */
final class BucketFiles {

  private static final Logger LOG = LoggerFactory.getLogger(BucketFiles.class);

  private final Etags etags;

  /** Held while folders are made or removed, so that no empty one goes as it is made. */
  private final Object folders = new Object();

  BucketFiles(Etags etags) {
    this.etags = etags;
  }

  /** The object in a file; null if there is no such file. */
  @Nullable S3Object object(String key, Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? object(key, file, attributes) : null;
    } catch (NoSuchFileException missing) {
      return null;
    } catch (FileSystemException below) {
      if (isBelowAFile(file)) {
        return null;
      }
      throw below;
    }
  }

  private static boolean isBelowAFile(Path file) {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return !Files.isDirectory(at);
      }
    }
    return false;
  }

  S3Object object(String key, Path file, BasicFileAttributes attributes) throws IOException {
    return new S3Object(
        key,
        attributes.size(),
        etags.of(file, attributes),
        attributes.lastModifiedTime().toInstant(),
        file);
  }

  void createFolder(Path folder) throws IOException {
    synchronized (folders) {
      Files.createDirectories(folder);
    }
  }

  /** Removes a folder and those above it up to the bucket's, as far as they are empty. */
  void removeEmpty(Path bucket, @Nullable Path folder) throws IOException {
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

  /** Is shown the file of an object. */
  @FunctionalInterface
  interface Visitor {
    void visit(String key, Path file, BasicFileAttributes attributes) throws IOException;
  }

  /** All objects whose key begins with the prefix, in no order. */
  List<S3Object> below(Path folder, String prefix) throws IOException, ServiceException {
    List<S3Object> objects = new ArrayList<>();
    visit(folder, prefix, (key, file, attributes) -> objects.add(object(key, file, attributes)));
    return objects;
  }

  /** Shows the files of all objects whose key begins with the prefix, in no order. */
  void visit(Path folder, String prefix, Visitor visitor) throws IOException, ServiceException {
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? folder : KeyNames.file(folder, prefix.substring(0, slash));
    if (!Files.isDirectory(start)) {
      return;
    }
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
            if (!KeyNames.isText(key)) {
              LOG.warn("{} has a name that is no text, so it is left out of its bucket", file);
            } else if (!key.isEmpty() && key.startsWith(prefix)) {
              visitor.visit(key, file, attributes);
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
  }
}
