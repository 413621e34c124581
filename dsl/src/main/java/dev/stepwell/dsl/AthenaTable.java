package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that Athena makes of a query, {@code CREATE TABLE AS}; it still lacks the query.
 * Immutable. Athena writes at most 100 partitions with one statement, and refuses a location that
 * has files already.
 */
public final class AthenaTable {

  private static final Set<String> COMPRESSIONS =
      Set.of("GZIP", "LZ4", "SNAPPY", "ZLIB", "ZSTD", "NONE");

  private final Athena athena;
  private final String table;
  private final Format format;
  private final @Nullable String compression;
  private final @Nullable Text location;
  private final List<String> keys;
  private final boolean ifNotExists;

  /** How the files are written. */
  public enum Format {
    /** Apache Parquet, Athena's own choice. */
    PARQUET,
    /** Apache ORC. */
    ORC,
    /** Apache Avro. */
    AVRO,
    /** JSON, one object on each line. */
    JSON,
    /** Texts with a separator. */
    TEXTFILE
  }

  private AthenaTable(
      Athena athena,
      String table,
      Format format,
      @Nullable String compression,
      @Nullable Text location,
      List<String> keys,
      boolean ifNotExists) {
    this.athena = athena;
    this.table = table;
    this.format = format;
    this.compression = compression;
    this.location = location;
    this.keys = keys;
    this.ifNotExists = ifNotExists;
  }

  static AthenaTable of(Athena athena, String table) {
    return new AthenaTable(athena, table, Format.PARQUET, null, null, List.of(), false);
  }

  /** With files of this format; default Parquet. */
  public AthenaTable format(Format files) {
    return new AthenaTable(athena, table, files, compression, location, keys, ifNotExists);
  }

  /**
   * With files packed so.
   *
   * @param codec GZIP, LZ4, SNAPPY, ZLIB, ZSTD or NONE
   */
  public AthenaTable compression(String codec) {
    if (!COMPRESSIONS.contains(codec)) {
      throw InvalidWorkflowException.here(
          "the compression '"
              + codec
              + "' of table "
              + table
              + " is none of Athena's: GZIP, LZ4, SNAPPY, ZLIB, ZSTD, NONE");
    }
    return new AthenaTable(athena, table, format, codec, location, keys, ifNotExists);
  }

  /** With its files there, in a folder that has none; default a folder beside the result. */
  public AthenaTable at(Text uri) {
    S3Uris.check("the location of table " + table, uri);
    return new AthenaTable(athena, table, format, compression, uri, keys, ifNotExists);
  }

  /** Partitioned by the last columns of the query, which are these in this order. */
  public AthenaTable partitionedBy(String... columns) {
    for (String column : columns) {
      CatalogNames.fresh("partition key", column);
    }
    return new AthenaTable(
        athena,
        table,
        format,
        compression,
        location,
        List.copyOf(Arrays.asList(columns)),
        ifNotExists);
  }

  /** Only if there is no such table; what is there may be of another query. */
  public AthenaTable ifNotExists() {
    return new AthenaTable(athena, table, format, compression, location, keys, true);
  }

  /**
   * Of this query.
   *
   * @param select a SELECT or WITH
   * @param parameters as in {@link Athena#query}
   */
  public AthenaQuery as(String select, Value<?>... parameters) {
    String verb = dev.stepwell.dsl.language.AthenaSql.read(select).verb();
    if (!verb.equals("SELECT") && !verb.equals("WITH")) {
      throw InvalidWorkflowException.here(
          "table "
              + table
              + " is made of a statement that begins with "
              + verb
              + "; give a SELECT or WITH");
    }
    List<String> properties = new ArrayList<>();
    properties.add("format = '" + format + "'");
    if (compression != null) {
      properties.add("write_compression = '" + compression + "'");
    }
    if (!keys.isEmpty()) {
      List<String> names =
          keys.stream().map(key -> "'" + key.toLowerCase(Locale.ROOT) + "'").toList();
      properties.add("partitioned_by = ARRAY[" + String.join(", ", names) + "]");
    }
    SqlText sql =
        SqlText.of(
            "CREATE TABLE "
                + (ifNotExists ? "IF NOT EXISTS " : "")
                + table
                + " WITH ("
                + String.join(", ", properties),
            Sql.Quoting.TRINO);
    if (location != null) {
      sql = sql.plus(", external_location = ").literal(location.expr());
    }
    return athena.createTableAs(sql.plus(") AS "), select, parameters);
  }
}
