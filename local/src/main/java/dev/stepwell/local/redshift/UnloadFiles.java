package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the files of one partition of an UNLOAD; a full file is followed by the next one. */
final class UnloadFiles {

  /** Begins a file. */
  @FunctionalInterface
  interface Start {
    Unload.Written of(int number) throws IOException, WarehouseException;
  }

  private final UnloadOptions options;
  private final Start start;
  private final List<Unload.Written> written = new ArrayList<>();

  UnloadFiles(UnloadOptions options, Start start) {
    this.options = options;
    this.start = start;
  }

  /** The files that were begun, in order. */
  List<Unload.Written> written() {
    return written;
  }

  /** Writes Parquet: one file, or several of as many rows each if it would be too large. */
  void parquet(SqlSession session, List<SqlResult.Column> columns, String condition)
      throws SQLException, IOException, WarehouseException {
    String rows =
        "SELECT %s FROM %s WHERE %s ORDER BY rowid"
            .formatted(
                columns.stream()
                    .map(column -> SqlText.name(column.name()))
                    .collect(Collectors.joining(", ")),
                Unload.STAGE,
                condition);
    Unload.Written whole = parquet(session, rows, start.of(0));
    long files = (whole.bytes() + options.maxFileBytes() - 1) / options.maxFileBytes();
    if (files <= 1) {
      written.add(whole);
      return;
    }
    Files.delete(whole.upload());
    long each = (whole.rows() + files - 1) / files;
    for (int i = 0; i < files; i++) {
      String some = "%s LIMIT %d OFFSET %d".formatted(rows, each, i * each);
      written.add(parquet(session, some, start.of(i)));
    }
  }

  private Unload.Written parquet(SqlSession session, String rows, Unload.Written file)
      throws SQLException, IOException {
    long count =
        session
            .runAsWritten(
                "COPY (%s) TO %s (FORMAT parquet)"
                    .formatted(rows, SqlText.literal(file.upload().toString())))
            .changed();
    return new Unload.Written(file.key(), file.upload(), count, Files.size(file.upload()));
  }

  /** Writes lines. */
  void text(SqlSession session, UnloadTable table, String condition)
      throws SQLException, IOException, WarehouseException {
    boolean json = options.format() == UnloadOptions.Format.JSON;
    String values = json ? table.json() : String.join(", ", table.texts());
    UnloadLines lines = new UnloadLines(options, table.columns());
    String sql =
        "SELECT %s FROM %s WHERE %s ORDER BY rowid".formatted(values, Unload.STAGE, condition);
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      boolean more = rows.next();
      do {
        Unload.Written file = start.of(written.size());
        long count = 0;
        long plain = 0;
        try (OutputStream out =
            options
                .compression()
                .writing(new BufferedOutputStream(Files.newOutputStream(file.upload())))) {
          plain += write(out, lines.header());
          while (more && plain < options.maxFileBytes()) {
            plain += write(out, json ? rows.getString(1) + "\n" : lines.line(rows));
            count++;
            more = rows.next();
          }
        } finally {
          written.add(
              new Unload.Written(file.key(), file.upload(), count, Files.size(file.upload())));
        }
      } while (more);
    }
  }

  private static int write(OutputStream out, String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    return bytes.length;
  }
}
