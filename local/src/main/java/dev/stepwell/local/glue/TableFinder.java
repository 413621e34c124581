package dev.stepwell.local.glue;

import dev.stepwell.local.s3.S3Object;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which folders are tables and which are partitions, as a Glue crawler does: folders {@code
 * key=value} are partitions; other sibling folders are partitions if they hold the same columns in
 * the same format, else each is a table of its own.
 */
final class TableFinder {

  private final Map<S3Object, FileSchema> schemas;

  TableFinder(Map<S3Object, FileSchema> schemas) {
    this.schemas = schemas;
  }

  List<FoundTable> find(FolderTree folder) throws CrawlFailedException {
    if (folder.folders.isEmpty()) {
      return folder.files.isEmpty() ? List.of() : List.of(FoundTable.flat(folder));
    }
    Set<String> keys = new TreeSet<>();
    folder.folders.keySet().forEach(name -> keys.add(FolderTree.keyOf(name)));
    boolean plain = keys.contains("");
    if (keys.size() > 1 || (!plain && !folder.files.isEmpty())) {
      throw unclear(folder, keys);
    }
    Map<String, List<FoundTable>> below = new LinkedHashMap<>();
    List<FoundTable> all = new ArrayList<>();
    for (var child : folder.folders.entrySet()) {
      List<FoundTable> tables = find(child.getValue());
      below.put(plain ? child.getKey() : value(child.getKey()), tables);
      all.addAll(tables);
    }
    if (!plain || (folder.files.isEmpty() && arePartitions(folder, below.values(), all))) {
      return List.of(partitioned(folder, keys.iterator().next(), below));
    }
    if (!folder.files.isEmpty()) {
      all.add(FoundTable.flat(folder));
    }
    return all;
  }

  private static FoundTable partitioned(
      FolderTree folder, String key, Map<String, List<FoundTable>> below)
      throws CrawlFailedException {
    Map<String, FoundTable> parts = new LinkedHashMap<>();
    Set<List<String>> shapes = new HashSet<>();
    for (var each : below.entrySet()) {
      if (each.getValue().size() == 1) {
        parts.put(each.getKey(), each.getValue().get(0));
        shapes.add(each.getValue().get(0).keys());
      } else {
        shapes.add(List.of());
        shapes.add(List.of("several tables"));
      }
    }
    if (shapes.size() != 1) {
      throw new CrawlFailedException(
          "The partitions below "
              + folder.prefix
              + " are not alike: their folders go on with "
              + shapes
              + ". Give all of them the same partition keys.");
    }
    return FoundTable.partitioned(folder, key, parts);
  }

  /** Whether plain sub-folders are partitions without names. A bucket itself is no table. */
  private boolean arePartitions(
      FolderTree folder, Iterable<List<FoundTable>> below, List<FoundTable> all) {
    if (folder.prefix.isEmpty() || all.size() < 2) {
      return false;
    }
    for (List<FoundTable> tables : below) {
      if (tables.size() != 1) {
        return false;
      }
    }
    Set<List<Object>> shapes = new HashSet<>();
    for (FoundTable table : all) {
      Set<String> names = new TreeSet<>();
      Set<String> formats = new TreeSet<>();
      for (S3Object file : table.files()) {
        FileSchema schema = schemas.get(file);
        if (schema != null) {
          formats.add(schema.format());
          names.addAll(schema.header() ? schema.firstLine() : names(schema));
        }
      }
      shapes.add(List.of(table.keys(), names, formats));
    }
    return shapes.size() == 1;
  }

  private static List<String> names(FileSchema schema) {
    return schema.columns().stream().map(Column::name).toList();
  }

  private static String value(String folder) {
    String value = folder.substring(folder.indexOf('=') + 1);
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }

  private static CrawlFailedException unclear(FolderTree folder, Set<String> keys) {
    if (!folder.files.isEmpty()) {
      return new CrawlFailedException(
          folder.files.get(0).key()
              + " lies beside partition folders of "
              + folder.prefix
              + ". Either all files of a table are in partitions or none.");
    }
    List<String> named = keys.stream().map(key -> key.isEmpty() ? "(none)" : key).toList();
    return new CrawlFailedException(
        "The folders in "
            + folder.prefix
            + " name different partition keys: "
            + named
            + ". Name the same key in all of them, as in key=value.");
  }
}
