package dev.stepwell.local.s3;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /**
   * A page of all objects that a prefix has, which are sorted by key.
   *
   * @param delimiter what ends a common prefix; empty for none
   * @param after the key or common prefix behind which the page begins; empty for the first page
   * @param most how many objects and common prefixes at most
   */
  static Listing page(List<S3Object> all, String prefix, String delimiter, String after, int most) {
    TreeMap<String, S3Object> objects = new TreeMap<>();
    TreeSet<String> prefixes = new TreeSet<>();
    boolean truncated = false;
    String last = "";
    for (S3Object object : all) {
      int end = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
      String entry = end < 0 ? object.key() : object.key().substring(0, end + delimiter.length());
      if (entry.compareTo(after) <= 0 || prefixes.contains(entry)) {
        continue;
      }
      if (objects.size() + prefixes.size() >= most) {
        truncated = true;
        break;
      }
      if (end < 0) {
        objects.put(entry, object);
      } else {
        prefixes.add(entry);
      }
      last = entry;
    }
    return new Listing(
        List.copyOf(objects.values()), List.copyOf(prefixes), truncated && most > 0, last);
  }
}
