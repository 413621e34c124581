package dev.stepwell.lambdas;

import java.util.List;

/** Lists what a bucket holds. */
interface ObjectLister {
  /** All keys that begin with the prefix, in ascending order. */
  List<String> keys(String bucket, String prefix);

  /** The direct folders below the prefix, each with the prefix and its final slash. */
  List<String> folders(String bucket, String prefix);
}
