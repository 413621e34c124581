package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A COPY that still lacks its source, its role or its format. Immutable. */
public final class RedshiftCopy {

  private final RedshiftTarget target;
  private final String table;
  private final List<String> columns;
  private final @Nullable Text source;
  private final @Nullable Expr role;
  private final String more;

  RedshiftCopy(
      RedshiftTarget target,
      String table,
      List<String> columns,
      @Nullable Text source,
      @Nullable Expr role,
      String more) {
    this.target = target;
    this.table = table;
    this.columns = columns;
    this.source = source;
    this.role = role;
    this.more = more;
  }

  /** Only these columns, in the order of the files; not for columnar formats. */
  public RedshiftCopy columns(String... names) {
    return new RedshiftCopy(target, table, Redshift.identifiers(names), source, role, more);
  }

  /** From all objects whose URI starts with this; end folders with {@code /}. */
  public RedshiftCopy from(Text uri) {
    return new RedshiftCopy(target, table, columns, uri, role, more.replace(" MANIFEST", ""));
  }

  /**
   * From the objects that this manifest lists, no others: what makes a retried load the same load.
   * For columnar formats every entry must say its {@code meta.content_length}.
   */
  public RedshiftCopy fromManifest(Text uri) {
    return from(uri).more(" MANIFEST");
  }

  /** With the permissions of this role, which the cluster or namespace must have. */
  public RedshiftCopy iamRole(Text arn) {
    Expr literal = SqlText.of("").literal(arn.expr()).expr();
    return new RedshiftCopy(target, table, columns, source, literal, more);
  }

  /** With the permissions of the default role of the cluster or namespace. */
  public RedshiftCopy defaultRole() {
    return new RedshiftCopy(target, table, columns, source, Expr.text("default"), more);
  }

  /** From a bucket in this region; default that of the cluster. Not for columnar formats. */
  public RedshiftCopy region(String name) {
    return more(" REGION AS " + Sql.literal(name));
  }

  private RedshiftCopy more(String words) {
    return new RedshiftCopy(target, table, columns, source, role, more + words);
  }

  /** Parquet files; columns go by position, all of them. */
  public RedshiftLoad parquet() {
    return load(RedshiftFormat.PARQUET, SqlText.of("FORMAT AS PARQUET"));
  }

  /** ORC files; columns go by position, all of them. */
  public RedshiftLoad orc() {
    return load(RedshiftFormat.ORC, SqlText.of("FORMAT AS ORC"));
  }

  /** CSV files without a header. */
  public RedshiftLoad csv() {
    return load(RedshiftFormat.CSV, SqlText.of("FORMAT AS CSV"));
  }

  /** CSV files whose first line is a header. */
  public RedshiftLoad csvWithHeader() {
    return csv().ignoreHeader(1);
  }

  /**
   * Lines whose fields stand between delimiters, without quotes.
   *
   * @param delimiter one character of ASCII, such as {@code '|'} or a tab
   */
  public RedshiftLoad delimited(char delimiter) {
    return load(
        RedshiftFormat.DELIMITED, SqlText.of("DELIMITER " + literal("delimiter", delimiter)));
  }

  /**
   * Lines whose fields have fixed widths.
   *
   * @param spec columns and widths, such as {@code id:4,name:20}
   */
  public RedshiftLoad fixedWidth(String spec) {
    if (!spec.matches("[^:,]+:\\d+(,[^:,]+:\\d+)*")) {
      throw InvalidWorkflowException.here(
          "COPY " + table + " has the widths '" + spec + "'; write them as column:width,...");
    }
    return load(RedshiftFormat.FIXED_WIDTH, SqlText.of("FIXEDWIDTH ").literal(Expr.text(spec)));
  }

  /** JSON objects whose members have the names of columns, in small letters. */
  public RedshiftLoad json() {
    return load(RedshiftFormat.JSON, SqlText.of("FORMAT AS JSON 'auto'"));
  }

  /** JSON objects whose members have the names of columns, in letters of any case. */
  public RedshiftLoad jsonIgnoringCase() {
    return load(RedshiftFormat.JSON, SqlText.of("FORMAT AS JSON 'auto ignorecase'"));
  }

  /** JSON objects, each as a whole in the table's only column, a SUPER. */
  public RedshiftLoad jsonWhole() {
    return load(RedshiftFormat.JSON, SqlText.of("FORMAT AS JSON 'noshred'"));
  }

  /** JSON objects whose members a file of JSONPath expressions names, in the order of columns. */
  public RedshiftLoad jsonPaths(Text uri) {
    return load(RedshiftFormat.JSON, SqlText.of("FORMAT AS JSON ").literal(uri.expr()));
  }

  /** Avro files whose fields have the names of columns. */
  public RedshiftLoad avro() {
    return load(RedshiftFormat.AVRO, SqlText.of("FORMAT AS AVRO 'auto'"));
  }

  private RedshiftLoad load(RedshiftFormat format, SqlText words) {
    if (source == null || role == null) {
      throw InvalidWorkflowException.here(
          "COPY "
              + table
              + " lacks "
              + (source == null ? "its source; say from(..)" : "its role; say iamRole(..)")
              + " before the format");
    }
    if (format.isColumnar() && (!columns.isEmpty() || more.contains(" REGION "))) {
      throw InvalidWorkflowException.here(
          "COPY "
              + table
              + " from "
              + format.words()
              + " takes no "
              + (columns.isEmpty()
                  ? "region: copy from a bucket in that of the cluster"
                  : "columns:" + " it loads all of them by position; leave columns(..) out"));
    }
    return new RedshiftLoad(
        new RedshiftLoad.Source(target, table, columns, source.expr(), role, more),
        format,
        words,
        Map.of());
  }

  static String literal(String what, char c) {
    if (c == 0 || c > 126) {
      throw InvalidWorkflowException.here(
          "a COPY takes one character of ASCII as its "
              + what
              + ", but this one has code "
              + (int) c);
    }
    return c < ' '
        ? "'\\" + (c == '\t' ? "t" : String.format("%03o", (int) c)) + "'"
        : Sql.literal(String.valueOf(c));
  }
}
