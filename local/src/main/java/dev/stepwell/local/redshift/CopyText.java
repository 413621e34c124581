package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * COPY from text: fields go as they are into a temporary table, each with its file and line, where
 * the columns' types are checked; so every error can say where it is.
 */
final class CopyText {

  private static final String STAGE = "stepwell_copy";
  private static final int MOST_ERRORS = 1000;
  private static final int BAD_CHARACTERS = 1220;

  /** Opens the records of a file. */
  @FunctionalInterface
  interface Opening {
    Records of(Reader text);
  }

  private final SqlSession session;
  private final CopyOptions options;
  private final FieldRules rules;
  private final List<S3Source.Item> items;
  private final List<ColumnDefinition> columns;
  private final Opening opening;
  private final List<LoadError> errors = new ArrayList<>();
  private long unstaged;

  CopyText(
      SqlSession session,
      CopyOptions options,
      List<S3Source.Item> items,
      List<ColumnDefinition> columns,
      Opening opening) {
    this.session = session;
    this.options = options;
    this.rules = new FieldRules(options);
    this.items = items;
    this.columns = columns;
    this.opening = opening;
  }

  /** The errors that were met, in the order of files and lines; of very many, the first ones. */
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
      check(column(i));
    }
    errors.sort(Comparator.comparing(LoadError::file).thenComparingLong(LoadError::line));
  }

  private TextColumn column(int i) throws WarehouseException {
    return TextColumn.of(columns.get(i), "c" + i, options);
  }

  private void read(int index, DuckDBAppender rows) throws SQLException, WarehouseException {
    S3Source.Item item = items.get(index);
    try (Reader in = open(item)) {
      Records records = opening.of(in);
      while (records.next()) {
        if (records.line() > options.number("ignoreheader")
            && !(options.has("ignoreblanklines") && isBlank(records.fields()))) {
          LoadError error = error(item, records);
          if (error == null) {
            append(rows, index, records);
          } else {
            reject(error);
          }
        }
      }
    } catch (IOException e) {
      throw new WarehouseException(
          "File %s cannot be read: %s".formatted(item.address(), e.getMessage()));
    }
  }

  private void reject(LoadError error) {
    unstaged++;
    if (unstaged <= MOST_ERRORS) {
      errors.add(error);
    }
  }

  /** Opens a file; bytes that are no characters become {@link FieldRules#BAD}. */
  private Reader open(S3Source.Item item) throws IOException {
    CharsetDecoder decoder =
        options
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(FieldRules.BAD));
    return new BufferedReader(
        new InputStreamReader(
            options.compression().reading(Files.newInputStream(item.file())), decoder));
  }

  private static boolean isBlank(List<@Nullable String> fields) {
    String only = fields.size() == 1 ? fields.get(0) : null;
    return only != null && only.isBlank();
  }

  private @Nullable LoadError error(S3Source.Item item, Records records) {
    Records.Problem problem = records.problem();
    if (problem != null) {
      return LoadError.ofLine(item.address(), records.line(), "", problem);
    }
    List<@Nullable String> fields = records.fields();
    int found = fields.size();
    if (found > columns.size() || (found < columns.size() && !options.has("fillrecord"))) {
      boolean extra = found > columns.size();
      String message =
          (extra ? "Extra column(s) found" : "Delimiter not found")
              + " (%d fields, %d columns)".formatted(found, columns.size());
      return LoadError.ofLine(
          item.address(),
          records.line(),
          extra ? "" : columns.get(found).name(),
          new Records.Problem(extra ? 1202 : 1214, message));
    }
    for (int i = 0; i < found; i++) {
      if (rules.isBad(fields.get(i))) {
        return LoadError.ofLine(
            item.address(),
            records.line(),
            columns.get(i).name(),
            new Records.Problem(
                BAD_CHARACTERS, "String contains invalid or unsupported UTF8 codepoints"));
      }
    }
    return null;
  }

  private void append(DuckDBAppender rows, int index, Records records) throws SQLException {
    rows.beginRow();
    rows.append(index);
    rows.append(records.line());
    for (int i = 0; i < columns.size(); i++) {
      String field = i < records.fields().size() ? records.fields().get(i) : "";
      rows.append(rules.of(field, columns.get(i).type()));
    }
    rows.endRow();
  }

  private void check(TextColumn column) throws SQLException {
    SqlResult found =
        session.runAsWritten(
            "SELECT file, line, %s FROM temp.%s WHERE %s ORDER BY file, line LIMIT %d"
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

  /** The condition that a staged row cannot be loaded. */
  private String invalid() throws WarehouseException {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      conditions.add(column(i).invalid());
    }
    return String.join(" OR ", conditions);
  }

  /** How many lines are not loaded. */
  long failedLines() throws SQLException, WarehouseException {
    return unstaged
        + number(
            session
                .runAsWritten("SELECT count(*) FROM temp." + STAGE + " WHERE " + invalid())
                .single());
  }

  /** Moves what is good to the table. */
  long insert(TableName table) throws SQLException, WarehouseException {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add(SqlText.name(columns.get(i).name()));
      values.add(column(i).value());
    }
    return session
        .runAsWritten(
            "INSERT INTO %s (%s) SELECT %s FROM temp.%s WHERE NOT (%s) ORDER BY file, line"
                .formatted(
                    table.sql(),
                    String.join(", ", names),
                    String.join(", ", values),
                    STAGE,
                    invalid()))
        .changed();
  }

  void drop() throws SQLException {
    session.runAsWritten("DROP TABLE IF EXISTS temp." + STAGE);
  }
}
