package dev.stepwell.local.redshift;

/**
 * One value that COPY could not load: a row of {@code sys_load_error_detail}.
 *
 * @param file the object's S3 address
 * @param line the line in it, from 1
 * @param column the column's name; empty where the whole line is at fault
 * @param type the column's type, as Redshift names it there
 * @param length the column's length in bytes, 0 where it has none
 * @param position where in the value the problem is, from 0
 * @param code Redshift's error code
 */
record LoadError(
    String file,
    long line,
    String column,
    String type,
    int length,
    int position,
    int code,
    String message) {

  /** An error of a line as a whole. */
  static LoadError ofLine(String file, long line, String column, Records.Problem problem) {
    return new LoadError(file, line, column, "", 0, 0, problem.code(), problem.message());
  }

  String shown() {
    return "%s, line %d%s: %s"
        .formatted(file, line, column.isEmpty() ? "" : ", column " + column, message);
  }
}
