package dev.stepwell.local.redshift;

import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** {@code UNLOAD}: writes what a query gives to one file below a prefix. */
final class Unload {

  private String query = "";
  private String target = "";
  private String role = "";
  private String format = "text";
  private String delimiter = "";
  private boolean header;
  private boolean gzip;
  private boolean parallel = true;
  private boolean overwrite;
  private boolean clean;

  private Unload() {}

  static Unload parse(List<Token> tokens) throws WarehouseException {
    Unload unload = new Unload();
    Cursor cursor = new Cursor(tokens);
    cursor.expect("unload");
    cursor.expect("(");
    unload.query = cursor.text();
    cursor.expect(")");
    cursor.expect("to");
    unload.target = cursor.text();
    while (!cursor.atEnd()) {
      unload.option(cursor);
    }
    if (unload.role.isEmpty()) {
      throw new WarehouseException(
          "UNLOAD needs credentials; add IAM_ROLE 'arn:..' or IAM_ROLE default");
    }
    return unload;
  }

  private void option(Cursor cursor) throws WarehouseException {
    String name = cursor.name();
    switch (name) {
      case "iam_role" -> role = cursor.take("default") ? "default" : cursor.text();
      case "format" -> {
        cursor.take("as");
        format = cursor.name();
      }
      case "parquet", "csv" -> format = name;
      case "header" -> header = true;
      case "gzip" -> gzip = true;
      case "allowoverwrite" -> overwrite = true;
      case "cleanpath" -> clean = true;
      case "delimiter" -> {
        cursor.take("as");
        delimiter = cursor.text();
      }
      case "parallel" -> {
        parallel = !cursor.take("off");
        cursor.take("on");
      }
      default ->
          throw new WarehouseException(
              "UNLOAD option %s is not supported by the local warehouse"
                  .formatted(name.toUpperCase(Locale.ROOT)));
    }
  }

  String role() {
    return role;
  }

  /** Writes; the file appears at once and whole. */
  long write(SqlSession session, ObjectStore store, Dialect dialect)
      throws SQLException, WarehouseException {
    Matcher address = S3Source.address(target);
    String bucket = address.group(1);
    try {
      List<S3Object> there = store.list(bucket, address.group(2));
      if (clean) {
        for (S3Object object : there) {
          store.delete(bucket, object.key());
        }
      } else if (!there.isEmpty() && !overwrite) {
        throw new WarehouseException(
            "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.");
      }
    } catch (ServiceException e) {
      throw S3Source.failure(e);
    }
    String key = address.group(2) + (parallel ? "0000_part_00" : "000") + suffix();
    Path file = store.path(bucket, key);
    try {
      Path upload = store.uploadBeside(file);
      long rows =
          session
              .runAsWritten(
                  "COPY (%s) TO %s (%s)"
                      .formatted(
                          dialect.sql(Lexer.tokens(query)),
                          SqlText.literal(upload.toString()),
                          duckDbOptions()))
              .changed();
      store.publish(bucket, key, upload);
      return rows;
    } catch (IOException e) {
      throw new WarehouseException("File %s cannot be written: %s".formatted(target, e));
    } catch (ServiceException e) {
      throw S3Source.failure(e);
    }
  }

  private String suffix() {
    return format.equals("parquet") ? ".parquet" : gzip ? ".gz" : "";
  }

  private String duckDbOptions() throws WarehouseException {
    return switch (format) {
      case "parquet" -> "FORMAT parquet";
      case "csv", "text" ->
          "FORMAT csv, HEADER %s, DELIMITER %s%s"
              .formatted(
                  header,
                  SqlText.literal(
                      delimiter.isEmpty() ? (format.equals("csv") ? "," : "|") : delimiter),
                  gzip ? ", COMPRESSION gzip" : "");
      default ->
          throw new WarehouseException(
              "UNLOAD format %s is not supported by the local warehouse"
                  .formatted(format.toUpperCase(Locale.ROOT)));
    };
  }
}
