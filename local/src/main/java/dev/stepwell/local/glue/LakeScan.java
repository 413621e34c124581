package dev.stepwell.local.glue;

import dev.stepwell.local.s3.S3Object;
import java.util.List;

/**
 * What reading a table, or some of its partitions, takes.
 *
 * @param sql the SQL query that gives the rows: the table's columns, then its partition keys
 * @param files the files that it reads
 */
public record LakeScan(String sql, List<S3Object> files) {

  /** Copies the list. */
  public LakeScan {
    files = List.copyOf(files);
  }

  /** How many bytes the files have together. */
  public long bytes() {
    return files.stream().mapToLong(S3Object::size).sum();
  }
}
