package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which file holds which key. A key's segments are folder and file names as they are, so that a
 * folder of files can be looked at and mounted as a bucket. A key that ends in a slash, which S3
 * tools use to show an empty folder, is a file of a reserved name in that folder.
 */
final class KeyNames {

  /** Begins the names of files that are no objects. */
  static final String RESERVED = ".s3-";

  private static final String FOLDER_MARKER = RESERVED + "folder";

  /** S3's limit, in bytes. */
  private static final int LONGEST_KEY = 1024;

  /** What file systems allow a name to have, in bytes. */
  private static final int LONGEST_SEGMENT = 255;

  private KeyNames() {}

  /** The file of a key, which stays inside the bucket's folder. */
  static Path file(Path bucket, String key) throws ServiceException {
    if (key.isEmpty()) {
      return bucket;
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw ServiceException.refused(
          "KeyTooLongError", "Your key is too long: at most " + LONGEST_KEY + " bytes");
    }
    boolean marker = key.endsWith("/");
    String[] segments = (marker ? key.substring(0, key.length() - 1) : key).split("/", -1);
    Path file = bucket;
    for (String segment : segments) {
      check(key, segment);
      try {
        file = file.resolve(segment);
      } catch (InvalidPathException refused) {
        throw unfit(key, "'" + segment + "' cannot be the name of a file: " + refused.getReason());
      }
    }
    return marker ? file.resolve(FOLDER_MARKER) : file;
  }

  private static void check(String key, String segment) throws ServiceException {
    if (segment.isEmpty()) {
      throw unfit(key, "it has an empty segment");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw unfit(key, "the segment '" + segment + "' would leave its folder");
    }
    if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
      throw unfit(key, "a segment has more than " + LONGEST_SEGMENT + " bytes");
    }
    if (!isText(segment)) {
      throw unfit(key, "it has half a character");
    }
    if (segment.startsWith(RESERVED)) {
      throw unfit(key, "names that begin with " + RESERVED + " are reserved");
    }
  }

  private static ServiceException unfit(String key, String why) {
    return ServiceException.refused(
        "InvalidArgument",
        "The key '" + key + "' is fit for S3 but not for a folder on this machine: " + why);
  }

  /** The key of a file below the bucket's folder, or an empty text if the file is no object. */
  static String key(Path bucket, Path file) {
    String name = file.getFileName().toString();
    String path = bucket.relativize(file).toString().replace('\\', '/');
    if (!name.startsWith(RESERVED)) {
      return path;
    }
    return name.equals(FOLDER_MARKER) ? path.substring(0, path.length() - name.length()) : "";
  }

  /** Whether a name is made of characters; one that is made of other bytes has gaps in it. */
  static boolean isText(String name) {
    return name.indexOf('\uFFFD') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /** A file name for what is kept about a key elsewhere. */
  static String digest(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
