package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.literal;

import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into files for their schemas. What was found is remembered for each version of a file, so
 * that a crawl of many files reads only the new ones. Thread-safe.
 */
final class FileSchemas {

  private static final int SAMPLE = 1 << 20;

  /** A file that is neither CSV nor JSON nor Parquet is known, too: it has no schema. */
  private record Known(String etag, @Nullable FileSchema schema) {}

  private final DuckDb duck;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  FileSchemas(DuckDb duck) {
    this.duck = duck;
  }

  /**
   * The schemas of the files. A file without any content is left out, and so is one that is neither
   * CSV nor JSON nor Parquet: Glue calls those UNKNOWN and goes on, so that one bad delivery does
   * not stop all others. Whoever reads such a file says what is wrong with it.
   *
   * @throws CrawlFailedException naming a file that cannot be read
   */
  Map<S3Object, FileSchema> read(List<S3Object> files) throws CrawlFailedException {
    List<S3Object> parquet = new ArrayList<>();
    for (S3Object file : files) {
      if (file.size() > 0 && !isKnown(file)) {
        if (isParquet(file)) {
          parquet.add(file);
        } else {
          remember(file, readText(file));
        }
      }
    }
    if (!parquet.isEmpty()) {
      readParquet(parquet);
    }
    Map<S3Object, FileSchema> schemas = new LinkedHashMap<>();
    for (S3Object file : files) {
      FileSchema schema = recall(file);
      if (schema != null) {
        schemas.put(file, schema);
      }
    }
    return schemas;
  }

  private boolean isKnown(S3Object file) {
    Known before = known.get(file.file());
    return before != null && before.etag.equals(file.etag());
  }

  private @Nullable FileSchema recall(S3Object file) {
    Known before = known.get(file.file());
    return before != null && before.etag.equals(file.etag()) ? before.schema : null;
  }

  private void remember(S3Object file, @Nullable FileSchema schema) {
    known.put(file.file(), new Known(file.etag(), schema));
  }

  private static boolean isParquet(S3Object file) throws CrawlFailedException {
    try (InputStream in = Files.newInputStream(file.file())) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("PAR1");
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private @Nullable FileSchema readText(S3Object file) throws CrawlFailedException {
    String sample = sample(file);
    String start = sample.stripLeading();
    if (sample.indexOf('\0') >= 0 || !isUtf8(file)) {
      return null;
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return describeJson(file);
    }
    return CsvSchemas.infer(sample).orElse(null);
  }

  /** Glue's classifiers know no other encoding; a file in another one is UNKNOWN to them. */
  private static boolean isUtf8(S3Object file) throws CrawlFailedException {
    try (InputStream raw = Files.newInputStream(file.file());
        InputStream in = file.key().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      byte[] bytes = in.readNBytes(SAMPLE);
      // What is cut off in the middle of a character is no mistake.
      CoderResult result =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(
                  ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), bytes.length < SAMPLE);
      return !result.isError();
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /** The text's beginning, up to its last whole line. */
  private static String sample(S3Object file) throws CrawlFailedException {
    try (InputStream raw = Files.newInputStream(file.file());
        InputStream in = file.key().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      byte[] bytes = in.readNBytes(SAMPLE);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int last = text.lastIndexOf('\n');
      return bytes.length < SAMPLE || last < 0 ? text : text.substring(0, last + 1);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private FileSchema describeJson(S3Object file) throws CrawlFailedException {
    String path = literal(FileFormats.escapeGlob(file.file().toString()));
    try (SqlSession session = duck.session()) {
      SqlResult described = session.run("DESCRIBE SELECT * FROM read_json(" + path + ")");
      return FileSchema.typed("json", columns(described));
    } catch (SQLException failure) {
      throw unreadable(file, failure);
    }
  }

  private static List<Column> columns(SqlResult described) {
    List<Column> columns = new ArrayList<>();
    for (var row : described.rows()) {
      columns.add(
          new Column(
              Catalog.lower(String.valueOf(row.get(0))),
              HiveTypes.fromDuck(String.valueOf(row.get(1)))));
    }
    return columns;
  }

  /** One question for all files; only files with nested columns are asked one by one. */
  private void readParquet(List<S3Object> files) throws CrawlFailedException {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    Map<String, S3Object> byPath = new LinkedHashMap<>();
    for (S3Object file : files) {
      list.add(literal(FileFormats.escapeGlob(file.file().toString())));
      byPath.put(file.file().toString(), file);
    }
    Map<String, List<Column>> columns = new LinkedHashMap<>();
    List<String> nested = new ArrayList<>();
    try (SqlSession session = duck.session()) {
      SqlResult rows =
          session.run(
              "SELECT file_name, name, duckdb_type, num_children, column_id FROM parquet_schema("
                  + list
                  + ") ORDER BY file_name, column_id");
      for (var row : rows.rows()) {
        String path = String.valueOf(row.get(0));
        List<Column> found = columns.computeIfAbsent(path, each -> new ArrayList<>());
        if (row.get(2) != null) {
          found.add(
              new Column(
                  Catalog.lower(String.valueOf(row.get(1))),
                  HiveTypes.fromDuck(String.valueOf(row.get(2)))));
        } else if (((Number) row.get(4)).longValue() > 0) {
          nested.add(path);
        }
      }
      for (String path : nested) {
        SqlResult described =
            session.run(
                "DESCRIBE SELECT * FROM read_parquet("
                    + literal(FileFormats.escapeGlob(path))
                    + ", hive_partitioning = false)");
        columns.put(path, columns(described));
      }
    } catch (SQLException failure) {
      throw new CrawlFailedException(
          "a Parquet file cannot be read: " + failure.getMessage(), failure);
    }
    columns.forEach(
        (path, found) -> {
          S3Object file = byPath.get(path);
          if (file != null) {
            remember(file, FileSchema.typed("parquet", found));
          }
        });
  }

  private static CrawlFailedException unreadable(S3Object file, Exception failure) {
    return new CrawlFailedException(file.key() + " cannot be read: " + failure, failure);
  }
}
