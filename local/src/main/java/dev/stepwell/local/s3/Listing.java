package dev.stepwell.local.s3;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param objects the objects, by key
 * @param commonPrefixes what was rolled up at the delimiter, each once
 * @param truncated whether there is more
 * @param last the last key or common prefix of this page, behind which the next one begins; empty
 *     for an empty page
 */
public record Listing(
    List<S3Object> objects, List<String> commonPrefixes, boolean truncated, String last) {

  /** Copies the lists. */
  public Listing {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }
}
