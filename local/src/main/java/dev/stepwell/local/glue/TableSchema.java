package dev.stepwell.local.glue;

import dev.stepwell.local.s3.S3Object;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of a table, agreed from its files: the columns of all of them, each with the narrowest
 * type that holds its values everywhere. Of CSV files only those count whose columns are the same
 * as in most others, since CSV is read by position; the few others are left to whoever reads them.
 */
final class TableSchema {

  private TableSchema() {}

  /**
   * One schema for all files.
   *
   * @throws CrawlFailedException if the files have different formats
   */
  static FileSchema agree(String folder, Map<S3Object, FileSchema> files)
      throws CrawlFailedException {
    Map<String, String> formats = new LinkedHashMap<>();
    files.forEach((file, schema) -> formats.putIfAbsent(schema.format(), file.key()));
    if (formats.size() > 1) {
      throw new CrawlFailedException(
          "The files below "
              + folder
              + " have different formats: "
              + formats
              + ". Keep one format in a table's folder.");
    }
    Collection<FileSchema> schemas = files.values();
    FileSchema first = schemas.iterator().next();
    return first.format().equals("csv") ? agreeCsv(schemas) : merge(first, schemas);
  }

  private static FileSchema agreeCsv(Collection<FileSchema> schemas) {
    Map<List<String>, Integer> headers = new LinkedHashMap<>();
    Map<List<String>, Integer> firstLines = new LinkedHashMap<>();
    for (FileSchema schema : schemas) {
      firstLines.merge(schema.firstLine(), 1, Integer::sum);
      if (schema.header()) {
        headers.merge(schema.firstLine(), 1, Integer::sum);
      }
    }
    // A line of texts that begins several files is a header even where every column is a text.
    firstLines.forEach(
        (line, count) -> {
          if (count > 1) {
            headers.merge(line, count, Math::max);
          }
        });
    if (!headers.isEmpty()) {
      List<String> header = mostFrequent(headers);
      List<FileSchema> alike = new ArrayList<>();
      for (FileSchema schema : schemas) {
        if (schema.firstLine().equals(header)) {
          alike.add(CsvSchemas.withHeader(schema));
        }
      }
      return merge(alike.get(0), alike);
    }
    Map<List<String>, Integer> widths = new LinkedHashMap<>();
    schemas.forEach(schema -> widths.merge(names(schema), 1, Integer::sum));
    List<String> width = mostFrequent(widths);
    List<FileSchema> alike =
        schemas.stream()
            .filter(schema -> names(schema).equals(width))
            .map(CsvSchemas::withoutHeader)
            .toList();
    return merge(alike.get(0), alike);
  }

  private static List<String> names(FileSchema schema) {
    return schema.columns().stream().map(Column::name).toList();
  }

  private static List<String> mostFrequent(Map<List<String>, Integer> counts) {
    List<String> best = List.of();
    int most = 0;
    for (var each : counts.entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        best = each.getKey();
      }
    }
    return best;
  }

  private static FileSchema merge(FileSchema first, Collection<FileSchema> schemas) {
    Map<String, String> types = new LinkedHashMap<>();
    int rows = 0;
    for (FileSchema schema : schemas) {
      rows += schema.rows();
      schema
          .columns()
          .forEach(column -> types.merge(column.name(), column.type(), FileSchema::wider));
    }
    List<Column> columns = new ArrayList<>();
    types.forEach((name, type) -> columns.add(new Column(name, type.isEmpty() ? "string" : type)));
    return new FileSchema(
        first.format(), first.delimiter(), first.header(), first.firstLine(), columns, rows);
  }
}
