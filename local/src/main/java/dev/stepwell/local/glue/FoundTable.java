package dev.stepwell.local.glue;

import dev.stepwell.local.s3.S3Object;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that a crawl found.
 *
 * @param folder the prefix of its folder
 * @param name the folder's name
 * @param keys the names of the partition keys; empty for a folder that is no {@code key=value}
 * @param partitions the folders of the partitions by their values; for a table without partition
 *     keys its own folder, under no values
 * @param files the data files
 */
record FoundTable(
    String folder,
    String name,
    List<String> keys,
    Map<List<String>, String> partitions,
    List<S3Object> files) {

  static FoundTable flat(FolderTree folder) {
    return new FoundTable(
        folder.prefix,
        folder.name(),
        List.of(),
        Map.of(List.of(), folder.prefix),
        List.copyOf(folder.files));
  }

  /** The table of a folder whose sub-folders hold its partitions. */
  static FoundTable partitioned(
      FolderTree folder, String key, Map<String, FoundTable> partsByValue) {
    List<String> keys = new ArrayList<>(List.of(key));
    keys.addAll(partsByValue.values().iterator().next().keys);
    Map<List<String>, String> partitions = new LinkedHashMap<>();
    List<S3Object> files = new ArrayList<>();
    partsByValue.forEach(
        (value, part) -> {
          files.addAll(part.files);
          part.partitions.forEach(
              (values, prefix) -> {
                List<String> all = new ArrayList<>(List.of(value));
                all.addAll(values);
                partitions.put(List.copyOf(all), prefix);
              });
        });
    return new FoundTable(folder.prefix, folder.name(), keys, partitions, files);
  }
}
