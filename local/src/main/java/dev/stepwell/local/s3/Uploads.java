package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts. Each has a folder beside the buckets with one file for every part, so it
 * outlives the process. Thread-safe.
 */
final class Uploads {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern PART = Pattern.compile("([0-9]{5})-([0-9a-f]{32})");
  private static final long LEAST_PART = 5L << 20;
  private static final int MOST_PARTS = 10_000;
  private static final String UPLOAD = "upload.json";

  private final ObjectStore store;
  private final Path root;

  Uploads(ObjectStore store) {
    this.store = store;
    this.root = store.reserved("uploads");
  }

  /** A part that is there. */
  record Part(int number, String etag, long size, Instant lastModified, Path file) {}

  /** A part as a caller names it. */
  record PartName(long number, String etag) {}

  /** Begins an upload; gives its id. */
  String create(String bucket, String key, ObjectAttributes kept) throws ServiceException {
    KeyNames.file(store.folder(bucket), key);
    try {
      String id = String.format("%032x", store.nextNumber());
      JsonObject upload =
          JsonObject.builder()
              .put("Bucket", bucket)
              .put("Key", key)
              .put("Initiated", store.clock().instant().toString())
              .put("Attributes", kept.json())
              .build();
      WholeFile.write(
          root.resolve(id).resolve(UPLOAD), upload.compact().getBytes(StandardCharsets.UTF_8));
      return id;
    } catch (IOException failure) {
      throw ObjectStore.fault("upload", bucket, key, failure);
    }
  }

  private Path folder(String bucket, String key, String id) throws ServiceException {
    Path folder = root.resolve(ID.matcher(id).matches() ? id : "none");
    JsonObject upload = upload(folder, bucket, key);
    if (upload == null
        || !bucket.equals(upload.string("Bucket"))
        || !key.equals(upload.string("Key"))) {
      throw new ServiceException(
          "NoSuchUpload",
          "The specified upload does not exist. The upload ID may be invalid, or the upload may"
              + " have been aborted or completed.: '"
              + id
              + "' of s3://"
              + bucket
              + "/"
              + key,
          404);
    }
    return folder;
  }

  private static @Nullable JsonObject upload(Path folder, String bucket, String key)
      throws ServiceException {
    Path file = folder.resolve(UPLOAD);
    try {
      return Files.exists(file) ? (JsonObject) Json.parse(Files.readString(file)) : null;
    } catch (IOException failure) {
      throw ObjectStore.fault("upload", bucket, key, failure);
    }
  }

  /** Writes a part, in place of the one of its number. */
  Part put(String bucket, String key, String id, long number, InputStream content)
      throws ServiceException {
    if (number < 1 || number > MOST_PARTS) {
      throw ServiceException.refused(
          "InvalidArgument",
          "Part number must be an integer between 1 and 10000, inclusive, but is " + number);
    }
    Path folder = folder(bucket, key, id);
    try {
      Path next = Files.createTempFile(folder, "next", "");
      try {
        DigestInputStream digested = new DigestInputStream(content, Etags.digest());
        Files.copy(digested, next, StandardCopyOption.REPLACE_EXISTING);
        String etag = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        Path file = folder.resolve(String.format("%05d-%s", number, etag));
        synchronized (this) {
          for (Part part : parts(bucket, key, id)) {
            if (part.number == number) {
              Files.delete(part.file);
            }
          }
          WholeFile.publish(next, file);
          return part(file);
        }
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException failure) {
      throw ObjectStore.fault("upload a part of", bucket, key, failure);
    }
  }

  /** The parts that are there, by number. */
  List<Part> parts(String bucket, String key, String id) throws ServiceException {
    try (Stream<Path> entries = Files.list(folder(bucket, key, id))) {
      List<Part> parts = new ArrayList<>();
      for (Path file :
          entries
              .filter(each -> PART.matcher(each.getFileName().toString()).matches())
              .sorted()
              .toList()) {
        parts.add(part(file));
      }
      return parts;
    } catch (IOException failure) {
      throw ObjectStore.fault("list the parts of", bucket, key, failure);
    }
  }

  private static Part part(Path file) throws IOException {
    Matcher name = PART.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IOException(file + " is no part of an upload");
    }
    return new Part(
        Integer.parseInt(name.group(1)),
        '"' + name.group(2) + '"',
        Files.size(file),
        Files.getLastModifiedTime(file).toInstant(),
        file);
  }

  /** Makes an object of the named parts; the upload is gone afterwards. */
  StoredObject complete(
      String bucket, String key, String id, List<PartName> names, Conditions conditions)
      throws ServiceException {
    Path folder = folder(bucket, key, id);
    List<Part> chosen = choose(parts(bucket, key, id), names);
    JsonObject upload = upload(folder, bucket, key);
    ObjectAttributes kept =
        upload == null ? ObjectAttributes.NONE : ObjectAttributes.of(upload.object("Attributes"));
    List<InputStream> streams = new ArrayList<>();
    try {
      for (Part part : chosen) {
        streams.add(Files.newInputStream(part.file));
      }
      StoredObject written;
      try (InputStream all = new SequenceInputStream(Collections.enumeration(streams))) {
        written =
            store.write(
                bucket, key, all, kept, conditions, ObjectEvent.Kind.COMPLETE_MULTIPART_UPLOAD);
      }
      abort(bucket, key, id);
      return written;
    } catch (IOException failure) {
      throw ObjectStore.fault("complete the upload of", bucket, key, failure);
    } finally {
      close(streams);
    }
  }

  private static void close(List<InputStream> streams) throws ServiceException {
    for (InputStream stream : streams) {
      try {
        stream.close();
      } catch (IOException failure) {
        throw new ServiceException("InternalError", "a part cannot be closed: " + failure, 500);
      }
    }
  }

  private static List<Part> choose(List<Part> parts, List<PartName> names) throws ServiceException {
    if (names.isEmpty() || names.size() > MOST_PARTS) {
      throw ServiceException.refused(
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published"
              + " schema: an upload has 1 to 10000 parts");
    }
    List<Part> chosen = new ArrayList<>();
    long before = 0;
    for (PartName name : names) {
      if (name.number <= before) {
        throw ServiceException.refused(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
      before = name.number;
      chosen.add(
          parts.stream()
              .filter(part -> part.number == name.number)
              .filter(part -> part.etag.replace("\"", "").equals(name.etag.replace("\"", "")))
              .findFirst()
              .orElseThrow(
                  () ->
                      ServiceException.refused(
                          "InvalidPart",
                          "One or more of the specified parts could not be found: part "
                              + name.number
                              + " with the entity tag "
                              + name.etag)));
    }
    for (Part part : chosen.subList(0, chosen.size() - 1)) {
      if (part.size < LEAST_PART) {
        throw ServiceException.refused(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size: part "
                + part.number
                + " has "
                + part.size
                + " bytes, at least "
                + LEAST_PART);
      }
    }
    return chosen;
  }

  /** Gives an upload up. */
  synchronized void abort(String bucket, String key, String id) throws ServiceException {
    Path folder = folder(bucket, key, id);
    try {
      Files.deleteIfExists(folder.resolve(UPLOAD));
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path file : entries.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException failure) {
      throw ObjectStore.fault("abort the upload of", bucket, key, failure);
    }
  }
}
