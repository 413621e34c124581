package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects below an S3 address that hold data, without the marks that tools leave beside them.
 */
public final class DataFiles {

  private static final Pattern ADDRESS = Pattern.compile("s3[an]?://([^/]+)/?(.*)", Pattern.DOTALL);

  /**
   * An S3 address in its two parts.
   *
   * @param bucket the bucket's name
   * @param prefix the key or prefix; that of a folder is empty or ends in a slash
   */
  public record Address(String bucket, String prefix) {

    /**
     * The parts of an address.
     *
     * @throws ServiceException {@code InvalidInputException} if it is none
     */
    public static Address of(String location) throws ServiceException {
      Matcher parts = ADDRESS.matcher(location);
      if (!parts.matches()) {
        throw ServiceException.refused(
            "InvalidInputException",
            "'" + location + "' is no S3 address of the form s3://bucket/prefix/");
      }
      return new Address(parts.group(1), parts.group(2));
    }

    /** The address of the folder: with a slash at its end. */
    public Address folder() {
      return prefix.isEmpty() || prefix.endsWith("/") ? this : new Address(bucket, prefix + "/");
    }

    @Override
    public String toString() {
      return "s3://" + bucket + "/" + prefix;
    }
  }

  private DataFiles() {}

  /** The data objects in a folder and below it, or the one object that the address names. */
  public static List<S3Object> below(ObjectStore store, String location) throws ServiceException {
    Address address = Address.of(location);
    String folder = address.folder().prefix();
    List<S3Object> found = new ArrayList<>();
    for (S3Object object : store.list(address.bucket(), address.prefix())) {
      boolean inside = object.key().startsWith(folder);
      if ((inside || object.key().equals(address.prefix()))
          && isData(inside ? object.key().substring(folder.length()) : object.key())) {
        found.add(object);
      }
    }
    return found;
  }

  /** Whether a key below a table's folder holds rows: no marker, no hidden or temporary file. */
  public static boolean isData(String key) {
    if (key.isEmpty() || key.endsWith("/") || key.endsWith("_$folder$")) {
      return false;
    }
    for (String segment : key.split("/", -1)) {
      if (segment.startsWith(".") || segment.startsWith("_")) {
        return segment.startsWith("__HIVE_DEFAULT_PARTITION__");
      }
    }
    return true;
  }
}
