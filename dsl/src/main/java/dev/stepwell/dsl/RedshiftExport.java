package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An UNLOAD. As it is, running it twice fails, because the files are there already: say {@link
 * #cleanPath} to make the second run leave the same files, or {@link #allowOverwrite}. Options that
 * the format does not have are refused.
 */
public final class RedshiftExport extends Task<Redshift.Statement> {

  private static final String CLEAN = "CLEANPATH";
  private static final String OVERWRITE = "ALLOWOVERWRITE";

  private final RedshiftTarget target;
  private final Expr command;
  private final RedshiftFormat format;
  private final Map<String, String> options;

  RedshiftExport(
      RedshiftTarget target, Expr command, RedshiftFormat format, Map<String, String> options) {
    super(
        "Redshift UNLOAD",
        RedshiftCalls.polled(target, List.of(whole(command, options)), Map.of(), Expr.fields()),
        Redshift::statement);
    this.target = target;
    this.command = command;
    this.format = format;
    this.options = options;
  }

  /** Into a folder for each value of these columns, which are left out of the files. */
  public RedshiftExport partitionBy(String... columns) {
    if (columns.length == 0) {
      throw refused("is partitioned by at least one column");
    }
    return with(
        "PARTITION", "PARTITION BY (" + String.join(", ", Redshift.identifiers(columns)) + ")");
  }

  /** Into a folder for each value of these columns, which are in the files too. */
  public RedshiftExport partitionByAndInclude(String... columns) {
    String partition = String.valueOf(partitionBy(columns).options.get("PARTITION"));
    return with("PARTITION", partition + " INCLUDE");
  }

  /** With a file named {@code <prefix>manifest} that lists the others, as COPY takes it. */
  public RedshiftExport manifest() {
    return with("MANIFEST", "MANIFEST");
  }

  /** With a manifest that also has columns, sizes and numbers of rows. */
  public RedshiftExport verboseManifest() {
    return with("MANIFEST", "MANIFEST VERBOSE");
  }

  /** With the names of the columns in the first line; CSV and delimited text only. */
  public RedshiftExport header() {
    return linesOnly("HEADER", "HEADER");
  }

  /** With a backslash before characters that have a meaning; delimited text only. */
  public RedshiftExport escape() {
    only("ESCAPE", RedshiftFormat.DELIMITED);
    return with("ESCAPE", "ESCAPE");
  }

  /** With quotes around every field; delimited text only. */
  public RedshiftExport addQuotes() {
    only("ADDQUOTES", RedshiftFormat.DELIMITED);
    return with("ADDQUOTES", "ADDQUOTES");
  }

  /** With this text for null; CSV and delimited text only. */
  public RedshiftExport nullAs(String text) {
    return linesOnly("NULL AS", "NULL AS " + dev.stepwell.dsl.language.Sql.literal(text));
  }

  /** Packed with gzip; not for Parquet. */
  public RedshiftExport gzip() {
    return packed("GZIP");
  }

  /** Packed with bzip2; not for Parquet. */
  public RedshiftExport bzip2() {
    return packed("BZIP2");
  }

  /** Packed with Zstandard; not for Parquet. */
  public RedshiftExport zstd() {
    return packed("ZSTD");
  }

  private RedshiftExport packed(String by) {
    only(by, RedshiftFormat.CSV, RedshiftFormat.DELIMITED, RedshiftFormat.JSON);
    String other = options.get("COMPRESSION");
    if (other != null && !other.equals(by)) {
      throw refused("cannot be packed with " + other + " and " + by + "; say one of them");
    }
    return with("COMPRESSION", by);
  }

  /** Overwrites files of the same names, and leaves others. */
  public RedshiftExport allowOverwrite() {
    return with(OVERWRITE, OVERWRITE);
  }

  /**
   * Removes what is in the path before, so that exactly this run's files are there after it. The
   * role needs {@code s3:DeleteObject}.
   */
  public RedshiftExport cleanPath() {
    return with(CLEAN, CLEAN);
  }

  /** Into one file after the other instead of one for each slice. */
  public RedshiftExport serial() {
    return with("PARALLEL", "PARALLEL OFF");
  }

  /**
   * Into files of at most so much.
   *
   * @param megabytes from 5 to 6348, which is 6.2 GB, the default
   */
  public RedshiftExport maxFileSize(int megabytes) {
    if (megabytes < 5 || megabytes > 6348) {
      throw refused("takes files of 5 to 6348 MB, not of " + megabytes);
    }
    return with("MAXFILESIZE", "MAXFILESIZE AS " + megabytes + " MB");
  }

  /**
   * With row groups of so much; Parquet only.
   *
   * @param megabytes from 32 to 128
   */
  public RedshiftExport rowGroupSize(int megabytes) {
    only("ROWGROUPSIZE", RedshiftFormat.PARQUET);
    if (megabytes < 32 || megabytes > 128) {
      throw refused("takes row groups of 32 to 128 MB, not of " + megabytes);
    }
    return with("ROWGROUPSIZE", "ROWGROUPSIZE AS " + megabytes + " MB");
  }

  private RedshiftExport linesOnly(String option, String sql) {
    only(option, RedshiftFormat.CSV, RedshiftFormat.DELIMITED);
    return with(option, sql);
  }

  private void only(String option, RedshiftFormat... formats) {
    if (!List.of(formats).contains(format)) {
      throw refused("to " + format.words() + " takes no " + option + "; leave it out");
    }
  }

  private RedshiftExport with(String option, String sql) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, sql);
    if (more.containsKey(CLEAN) && more.containsKey(OVERWRITE)) {
      throw refused("cleans its path or overwrites files, not both; say one of them");
    }
    return new RedshiftExport(target, command, format, more);
  }

  private static InvalidWorkflowException refused(String rule) {
    return InvalidWorkflowException.here("UNLOAD " + rule);
  }

  private static Expr whole(Expr command, Map<String, String> options) {
    SqlText sql = SqlText.of("").plus(command);
    for (String option : options.values()) {
      sql = sql.plus(" " + option);
    }
    return sql.expr();
  }
}
