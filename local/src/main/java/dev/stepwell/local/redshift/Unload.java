package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * {@code UNLOAD}: writes what a query gives to files below a prefix. All of them are written before
 * the first appears under its name; the manifest appears last.
 */
final class Unload {

  static final String STAGE = "temp.stepwell_unload";
  private static final String NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__";

  /** A file that is written and not yet an object. */
  record Written(String key, Path upload, long rows, long bytes) {}

  private final List<Token> query;
  private final String target;
  private final UnloadOptions options;

  private Unload(List<Token> query, String target, UnloadOptions options) {
    this.query = query;
    this.target = target;
    this.options = options;
  }

  static Unload parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("unload");
    cursor.expect("(");
    List<Token> query = Lexer.tokens(cursor.text());
    cursor.expect(")");
    cursor.expect("to");
    String target = cursor.text();
    int depth = 0;
    for (Token token : query) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0 && token.is("limit")) {
        throw new WarehouseException(
            "Limit clause is not supported\n  Hint: put the query with its LIMIT into a subquery");
      }
    }
    return new Unload(query, target, UnloadOptions.parse(cursor));
  }

  /** The roles that the statement names, for the warehouse to check. */
  String role() {
    return options.role();
  }

  List<Token> query() {
    return query;
  }

  /**
   * Writes.
   *
   * @param select the query in DuckDB's SQL
   * @return how many rows were written
   */
  long write(SqlSession session, ObjectStore store, String select)
      throws SQLException, WarehouseException {
    Matcher address = S3Source.address(target);
    Place place = new Place(store, address.group(1), address.group(2));
    List<Written> written = new ArrayList<>();
    try {
      List<S3Object> there = place.objects(place.prefix());
      if (!there.isEmpty() && !options.has("cleanpath") && !options.has("allowoverwrite")) {
        throw new WarehouseException(
            "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.");
      }
      session.runAsWritten("CREATE OR REPLACE TEMP TABLE stepwell_unload AS " + select);
      UnloadTable table = UnloadTable.of(session, options);
      for (List<@Nullable String> values : table.partitions(session)) {
        writePartition(session, table, values, place, written);
      }
      session.runAsWritten("DROP TABLE " + STAGE);
      publish(table, place, written);
      return written.stream().mapToLong(Written::rows).sum();
    } catch (ServiceException e) {
      throw S3Source.failure(e);
    } catch (IOException e) {
      throw new WarehouseException(
          "Files below %s cannot be written: %s".formatted(target, e.getMessage()));
    } finally {
      discard(written);
    }
  }

  private static void discard(List<Written> written) throws WarehouseException {
    for (Written each : written) {
      try {
        Files.deleteIfExists(each.upload());
      } catch (IOException e) {
        throw new WarehouseException("A temporary file cannot be deleted: " + e.getMessage());
      }
    }
  }

  private void writePartition(
      SqlSession session,
      UnloadTable table,
      List<@Nullable String> values,
      Place place,
      List<Written> written)
      throws SQLException, IOException, WarehouseException {
    String folder = folder(values);
    UnloadFiles files =
        new UnloadFiles(options, number -> place.start(folder + options.fileName(number)));
    try {
      if (options.format() == UnloadOptions.Format.PARQUET) {
        files.parquet(session, table.columns(), table.condition(values));
      } else {
        files.text(session, table, table.condition(values));
      }
    } finally {
      written.addAll(files.written());
    }
  }

  private String folder(List<@Nullable String> values) {
    StringBuilder folder = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      folder
          .append(options.partitions().get(i))
          .append('=')
          .append(value == null ? NULL_FOLDER : fileSafe(value))
          .append('/');
    }
    return folder.toString();
  }

  /** A value as a folder's name, as Hive writes it. */
  private static String fileSafe(String value) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || "\"#%'*/:=?\\{}[]^".indexOf(c) >= 0) {
        name.append('%').append("%02X".formatted((int) c));
      } else {
        name.append(c);
      }
    }
    String whole = name.toString();
    return whole.isEmpty()
        ? NULL_FOLDER
        : whole.matches("\\.+") ? whole.replace(".", "%2E") : whole;
  }

  private void publish(UnloadTable table, Place place, List<Written> written)
      throws ServiceException {
    if (options.has("cleanpath")) {
      Set<String> prefixes = new LinkedHashSet<>();
      for (Written each : written) {
        prefixes.add(
            options.partitions().isEmpty()
                ? place.prefix()
                : each.key().substring(0, each.key().lastIndexOf('/') + 1));
      }
      for (String prefix : prefixes) {
        for (S3Object old : place.objects(prefix)) {
          place.store().delete(place.bucket(), old.key());
        }
      }
    }
    for (Written each : written) {
      place.store().publish(place.bucket(), each.key(), each.upload());
    }
    if (options.manifest()) {
      place
          .store()
          .put(
              place.bucket(),
              place.prefix() + "manifest",
              manifest(table, place, written).pretty().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Json manifest(UnloadTable table, Place place, List<Written> written) {
    JsonObject.Builder manifest = JsonObject.builder();
    manifest.put(
        "entries", written.stream().map(each -> entry(place, each)).collect(JsonArray.collector()));
    if (options.verbose()) {
      long bytes = written.stream().mapToLong(Written::bytes).sum();
      long rows = written.stream().mapToLong(Written::rows).sum();
      manifest
          .put("schema", JsonObject.of("elements", table.schema()))
          .put(
              "meta",
              JsonObject.builder().put("content_length", bytes).put("record_count", rows).build())
          .put(
              "author",
              JsonObject.of("name", Json.of("Amazon Redshift"), "version", Json.of("1.0.0")));
    }
    return manifest.build();
  }

  private Json entry(Place place, Written file) {
    JsonObject.Builder meta = JsonObject.builder().put("content_length", file.bytes());
    if (options.verbose()) {
      meta.put("record_count", file.rows());
    }
    return JsonObject.of(
        "url", Json.of("s3://" + place.bucket() + "/" + file.key()), "meta", meta.build());
  }

  /** The prefix below which the files go. */
  private record Place(ObjectStore store, String bucket, String prefix) {

    List<S3Object> objects(String of) throws ServiceException {
      return store.list(bucket, of);
    }

    /** A file that will be an object; its folder is made. */
    Written start(String name) throws IOException, WarehouseException {
      try {
        String between = name.indexOf('/') >= 0 && !prefix.endsWith("/") ? "/" : "";
        String key = prefix + between + name;
        return new Written(key, store.uploadBeside(store.path(bucket, key)), 0, 0);
      } catch (IllegalArgumentException refused) {
        throw new WarehouseException(String.valueOf(refused.getMessage()));
      }
    }
  }
}
