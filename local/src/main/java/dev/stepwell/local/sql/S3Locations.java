package dev.stepwell.local.sql;

import java.nio.file.Path;

/** Where the objects of S3 are on this machine. */
@FunctionalInterface
public interface S3Locations {

  /**
   * The file or folder of a key, whether or not it exists; the key may hold wildcards for DuckDB.
   *
   * @param bucket the bucket's name
   * @param key the key or prefix; empty for the whole bucket
   * @throws IllegalArgumentException if there is no such bucket or the key cannot be a file; the
   *     message says which
   */
  Path path(String bucket, String key);
}
