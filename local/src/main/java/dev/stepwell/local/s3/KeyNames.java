package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Which file holds which key. A key's segments are folder and file names as they are, so that a
 * folder of files can be looked at and mounted as a bucket. A key that ends in a slash, which S3
 * tools use to show an empty folder, is a file of a reserved name in that folder.
 */
final class KeyNames {

  /** Begins the names of files that are no objects. */
  static final String RESERVED = ".s3-";

  private static final String FOLDER_MARKER = RESERVED + "folder";

  private KeyNames() {}

  /** The file of a key, which stays inside the bucket's folder. */
  static Path file(Path bucket, String key) throws ServiceException {
    if (key.isEmpty()) {
      return bucket;
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
}
