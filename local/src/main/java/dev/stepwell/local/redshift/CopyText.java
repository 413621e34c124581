package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * COPY from delimited text: fields go as they are into a temporary table, each with its file and
 * line, where the columns' types are checked; so every error can say where it is.
 */
final class CopyText {

  private static final String STAGE = "stepwell_copy";
  private static final int MOST_ERRORS = 1000;

  private final SqlSession session;
  private final CopyOptions options;
  private final List<S3Source.Item> items;
  private final List<ColumnDefinition> columns;
  private final List<LoadError> errors = new ArrayList<>();

  CopyText(
      SqlSession session,
      CopyOptions options,
      List<S3Source.Item> items,
      List<ColumnDefinition> columns) {
    this.session = session;
    this.options = options;
    this.items = items;
    this.columns = columns;
  }

  /** The errors that were met, in the order of files and lines. */
  List<LoadError> errors() {
    return errors;
  }

  /** Reads and checks all files. */
  void stage() throws SQLException, WarehouseException {
    String fields =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "c" + i + " VARCHAR")
            .collect(Collectors.joining(", "));
    session.runAsWritten(
        "CREATE OR REPLACE TEMP TABLE " + STAGE + "(file INTEGER, line BIGINT, " + fields + ")");
    DuckDBConnection connection = session.connection().unwrap(DuckDBConnection.class);
    try (DuckDBAppender rows = connection.createAppender("temp", "main", STAGE)) {
      for (int i = 0; i < items.size(); i++) {
        read(i, rows);
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      check(TextColumn.of(columns.get(i), "c" + i, options));
    }
    errors.sort(Comparator.comparing(LoadError::file).thenComparingLong(LoadError::line));
  }

  private void read(int index, DuckDBAppender rows) throws SQLException, WarehouseException {
    S3Source.Item item = items.get(index);
    try (Reader in = open(item)) {
      TextRecords records = new TextRecords(in, options.delimiter(), options.quote());
      while (records.next()) {
        if (records.line() > options.number("ignoreheader")
            && !(options.has("ignoreblanklines") && isBlank(records.fields()))
            && hasRightCount(item, records)) {
          append(rows, index, records);
        }
      }
    } catch (CharacterCodingException e) {
      throw new WarehouseException(
          "String contains invalid or unsupported UTF8 codepoints\n  Detail: file "
              + item.address());
    } catch (IOException e) {
      throw new WarehouseException("File %s cannot be read: %s".formatted(item.address(), e));
    }
  }

  private Reader open(S3Source.Item item) throws IOException {
    InputStream in = Files.newInputStream(item.file());
    InputStream plain = options.has("gzip") ? new GZIPInputStream(in) : in;
    return new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder());
  }

  private static boolean isBlank(List<String> fields) {
    return fields.size() == 1 && fields.get(0).isBlank();
  }

  private boolean hasRightCount(S3Source.Item item, TextRecords records) {
    int found = records.fields().size();
    if (found == columns.size() || (found < columns.size() && options.has("fillrecord"))) {
      return true;
    }
    boolean extra = found > columns.size();
    errors.add(
        new LoadError(
            item.address(),
            records.line(),
            extra ? "" : columns.get(found).name(),
            "",
            0,
            0,
            extra ? 1202 : 1214,
            (extra ? "Extra column(s) found" : "Delimiter not found")
                + " (%d fields, %d columns)".formatted(found, columns.size())));
    return false;
  }

  private void append(DuckDBAppender rows, int index, TextRecords records) throws SQLException {
    rows.beginRow();
    rows.append(index);
    rows.append(records.line());
    for (int i = 0; i < columns.size(); i++) {
      String field = i < records.fields().size() ? records.fields().get(i) : "";
      if (isNull(field)) {
        rows.append((String) null);
      } else {
        rows.append(options.has("trimblanks") ? field.stripTrailing() : field);
      }
    }
    rows.endRow();
  }

  private boolean isNull(String field) {
    return field.equals(options.nullAs())
        || (field.isEmpty() && options.has("emptyasnull"))
        || (!field.isEmpty() && field.isBlank() && options.has("blanksasnull"));
  }

  private void check(TextColumn column) throws SQLException {
    SqlResult found =
        session.runAsWritten(
            "SELECT file, line, %s FROM temp.%s WHERE %s LIMIT %d"
                .formatted(column.sql(), STAGE, column.invalid(), MOST_ERRORS));
    for (var row : found.rows()) {
      String file = items.get((int) number(row.get(0))).address();
      String field = row.get(2) == null ? "" : String.valueOf(row.get(2));
      boolean missing = row.get(2) == null || (field.isBlank() && !column.column().type().isText());
      errors.add(column.error(file, number(row.get(1)), field, missing));
    }
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** How many lines are not loaded. */
  int failedLines() {
    return (int)
        errors.stream().map(error -> error.file() + "\n" + error.line()).distinct().count();
  }

  /** Moves what is good to the table. */
  long insert(TableName table) throws SQLException, WarehouseException {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add(SqlText.name(columns.get(i).name()));
      values.add(TextColumn.of(columns.get(i), "c" + i, options).value());
    }
    TreeSet<String> bad = new TreeSet<>();
    for (LoadError error : errors) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).address().equals(error.file())) {
          bad.add("(" + i + ", " + error.line() + ")");
        }
      }
    }
    String good =
        bad.isEmpty() ? "" : " WHERE (file, line) NOT IN (" + String.join(", ", bad) + ")";
    return session
        .runAsWritten(
            "INSERT INTO %s (%s) SELECT %s FROM temp.%s%s ORDER BY file, line"
                .formatted(
                    table.sql(), String.join(", ", names), String.join(", ", values), STAGE, good))
        .changed();
  }

  void drop() throws SQLException {
    session.runAsWritten("DROP TABLE IF EXISTS temp." + STAGE);
  }
}
