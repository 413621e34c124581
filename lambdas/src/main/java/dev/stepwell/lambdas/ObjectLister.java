package dev.stepwell.lambdas;

import java.util.List;

/** Lists what a bucket holds. */
interface ObjectLister {

  /**
   * An object.
   *
   * @param key its key
   * @param size its length in bytes
   */
  record Listed(String key, long size) {}

  /** All objects whose key begins with the prefix, in ascending order of keys. */
  List<Listed> objects(String bucket, String prefix);

  /** The direct folders below the prefix, each with the prefix and its final slash. */
  List<String> folders(String bucket, String prefix);
}
