package dev.stepwell.local.glue;

import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.S3Object;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The folders below a crawled address, with the data files that are directly in each. */
final class FolderTree {

  final String prefix;
  final List<S3Object> files = new ArrayList<>();
  final Map<String, FolderTree> folders = new TreeMap<>();

  private FolderTree(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The tree of a listing.
   *
   * @param prefix the prefix that was listed, empty or ending in a slash
   */
  static FolderTree of(String prefix, List<S3Object> listing) {
    FolderTree root = new FolderTree(prefix);
    for (S3Object object : listing) {
      String rest = object.key().substring(prefix.length());
      if (DataFiles.isData(rest)) {
        FolderTree at = root;
        int slash;
        while ((slash = rest.indexOf('/')) >= 0) {
          String below = at.prefix + rest.substring(0, slash + 1);
          at = at.folders.computeIfAbsent(rest.substring(0, slash), name -> new FolderTree(below));
          rest = rest.substring(slash + 1);
        }
        at.files.add(object);
      }
    }
    return root;
  }

  /** The last segment of the prefix; empty for a whole bucket. */
  String name() {
    String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of the partition key of a folder {@code key=value}, or an empty text. */
  static String keyOf(String folder) {
    int equals = folder.indexOf('=');
    return equals <= 0 ? "" : Catalog.lower(folder.substring(0, equals));
  }
}
