package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A COPY that still lacks its source, its role or its format. */
public final class RedshiftCopy {

  private final Redshift database;
  private final String table;
  private final List<String> columns;
  private final @Nullable Text source;
  private final @Nullable Text role;

  RedshiftCopy(
      Redshift database,
      String table,
      List<String> columns,
      @Nullable Text source,
      @Nullable Text role) {
    this.database = database;
    this.table = table;
    this.columns = columns;
    this.source = source;
    this.role = role;
  }

  /** Only these columns, in the order of the files; not for columnar formats. */
  public RedshiftCopy columns(String... names) {
    try {
      return new RedshiftCopy(
          database, table, Arrays.stream(names).map(Sql::identifier).toList(), source, role);
    } catch (IllegalArgumentException e) {
      throw Redshift.refused(e);
    }
  }

  /** From all objects whose URI starts with this; end folders with {@code /}. */
  public RedshiftCopy from(Text uri) {
    return new RedshiftCopy(database, table, columns, uri, role);
  }

  /** With the permissions of this role. */
  public RedshiftCopy iamRole(Text arn) {
    return new RedshiftCopy(database, table, columns, source, arn);
  }

  /** Parquet files; columns go by position. */
  public RedshiftLoad parquet() {
    return load("FORMAT AS PARQUET");
  }

  /** CSV files without a header. */
  public RedshiftLoad csv() {
    return load("FORMAT AS CSV");
  }

  /** CSV files whose first line is a header. */
  public RedshiftLoad csvWithHeader() {
    return load("FORMAT AS CSV IGNOREHEADER 1");
  }

  private RedshiftLoad load(String format) {
    if (source == null || role == null) {
      throw InvalidWorkflowException.here(
          "COPY "
              + table
              + " lacks "
              + (source == null ? "its source; say from(..)" : "its role; say iamRole(..)")
              + " before the format");
    }
    return new RedshiftLoad(database, table, columns, source, role, format);
  }
}
