package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A COPY. As it is, it appends; with a replacement or an upsert, running it twice gives the same
 * rows once. Options that the format does not have are refused. Say options before the replacement.
 */
public final class RedshiftLoad extends Task<Redshift.Statement> {

  private final Source source;
  private final RedshiftFormat format;
  private final SqlText words;
  private final Map<RedshiftCopyOption, String> options;

  /** What is loaded, from where and as whom. */
  record Source(
      RedshiftTarget target,
      String table,
      List<String> columns,
      Expr uri,
      Expr role,
      String more) {}

  RedshiftLoad(
      Source source,
      RedshiftFormat format,
      SqlText words,
      Map<RedshiftCopyOption, String> options) {
    super(
        "Redshift COPY " + source.table(),
        RedshiftCalls.polled(
            source.target(),
            List.of(command(source, source.table(), words, options)),
            Map.of(),
            Expr.fields()),
        Redshift::statement);
    this.source = source;
    this.format = format;
    this.words = words;
    this.options = options;
  }

  /** Files are packed with gzip. Columnar formats know that by themselves. */
  public RedshiftLoad gzip() {
    return compressed("GZIP");
  }

  /** Files are packed with bzip2. */
  public RedshiftLoad bzip2() {
    return compressed("BZIP2");
  }

  /** Files are packed with lzop. */
  public RedshiftLoad lzop() {
    return compressed("LZOP");
  }

  /** Files are packed with Zstandard. */
  public RedshiftLoad zstd() {
    return compressed("ZSTD");
  }

  private RedshiftLoad compressed(String by) {
    String other = options.get(RedshiftCopyOption.COMPRESSION);
    if (other != null && !other.equals(by)) {
      throw refused("cannot be packed with " + other + " and " + by + "; say one of them");
    }
    return with(RedshiftCopyOption.COMPRESSION, by);
  }

  /** Skips so many lines at the beginning of every file. */
  public RedshiftLoad ignoreHeader(int lines) {
    return with(RedshiftCopyOption.IGNOREHEADER, "IGNOREHEADER " + atLeastOne("lines", lines));
  }

  /** Fields stand between these instead of commas; CSV only. */
  public RedshiftLoad delimiter(char delimiter) {
    return with(
        RedshiftCopyOption.DELIMITER, "DELIMITER " + RedshiftCopy.literal("delimiter", delimiter));
  }

  /** Fields are quoted by this instead of {@code "}; CSV only. */
  public RedshiftLoad quote(char quote) {
    return with(RedshiftCopyOption.QUOTE, "QUOTE AS " + RedshiftCopy.literal("quote", quote));
  }

  /** A backslash takes the meaning from the character after it; delimited text only. */
  public RedshiftLoad escape() {
    return with(RedshiftCopyOption.ESCAPE, "ESCAPE");
  }

  /** Quotes around fields are no part of them; delimited text only. */
  public RedshiftLoad removeQuotes() {
    return with(RedshiftCopyOption.REMOVEQUOTES, "REMOVEQUOTES");
  }

  /** Fields with this text are null; default {@code \N}. */
  public RedshiftLoad nullAs(String text) {
    return with(RedshiftCopyOption.NULL_AS, "NULL AS " + Sql.literal(text));
  }

  /** Empty texts are null. */
  public RedshiftLoad emptyAsNull() {
    return with(RedshiftCopyOption.EMPTYASNULL, "EMPTYASNULL");
  }

  /** Texts of blanks only are null. */
  public RedshiftLoad blanksAsNull() {
    return with(RedshiftCopyOption.BLANKSASNULL, "BLANKSASNULL");
  }

  /** Blanks at the end of texts are left out. */
  public RedshiftLoad trimBlanks() {
    return with(RedshiftCopyOption.TRIMBLANKS, "TRIMBLANKS");
  }

  /** Texts that are too long for their column are cut instead of refused. */
  public RedshiftLoad truncateColumns() {
    return with(RedshiftCopyOption.TRUNCATECOLUMNS, "TRUNCATECOLUMNS");
  }

  /** Lines may lack columns at their end, which are null then. */
  public RedshiftLoad fillRecord() {
    return with(RedshiftCopyOption.FILLRECORD, "FILLRECORD");
  }

  /** Lines without anything are left out. */
  public RedshiftLoad ignoreBlankLines() {
    return with(RedshiftCopyOption.IGNOREBLANKLINES, "IGNOREBLANKLINES");
  }

  /** How dates are written, such as {@code YYYY-MM-DD} or {@code auto}. */
  public RedshiftLoad dateFormat(String pattern) {
    return with(RedshiftCopyOption.DATEFORMAT, "DATEFORMAT AS " + Sql.literal(pattern));
  }

  /** How times are written: a pattern, {@code auto}, {@code epochsecs}, {@code epochmillisecs}. */
  public RedshiftLoad timeFormat(String pattern) {
    return with(RedshiftCopyOption.TIMEFORMAT, "TIMEFORMAT AS " + Sql.literal(pattern));
  }

  /** Dates that are none are null instead of refused. */
  public RedshiftLoad acceptAnyDate() {
    return with(RedshiftCopyOption.ACCEPTANYDATE, "ACCEPTANYDATE");
  }

  /** Bytes that are no UTF-8 become this character instead of being refused. */
  public RedshiftLoad acceptInvalidCharacters(char replacement) {
    return with(
        RedshiftCopyOption.ACCEPTINVCHARS,
        "ACCEPTINVCHARS AS " + RedshiftCopy.literal("replacement", replacement));
  }

  /** Numbers are rounded to the scale of their column instead of cut. */
  public RedshiftLoad roundDecimals() {
    return with(RedshiftCopyOption.ROUNDEC, "ROUNDEC");
  }

  /** How texts are encoded: UTF8, UTF16, UTF16LE or UTF16BE; default UTF8. */
  public RedshiftLoad encoding(String name) {
    if (!List.of("UTF8", "UTF16", "UTF16LE", "UTF16BE").contains(name)) {
      throw refused("takes the encodings UTF8, UTF16, UTF16LE and UTF16BE, not " + name);
    }
    return with(RedshiftCopyOption.ENCODING, "ENCODING AS " + name);
  }

  /** Identity columns are loaded from the files instead of being made. */
  public RedshiftLoad explicitIds() {
    return with(RedshiftCopyOption.EXPLICIT_IDS, "EXPLICIT_IDS");
  }

  /** Nested columns become SUPER; Parquet only. */
  public RedshiftLoad serializeToJson() {
    return with(RedshiftCopyOption.SERIALIZETOJSON, "SERIALIZETOJSON");
  }

  /**
   * Goes on after lines that cannot be loaded, and fails when there are so many. The statement is
   * FINISHED though lines are missing: check the number of rows after it.
   *
   * @param errors from 1 to 100,000
   */
  public RedshiftLoad maxErrors(int errors) {
    if (errors < 1 || errors > 100_000) {
      throw refused("fails after 1 to 100,000 errors, not " + errors);
    }
    return with(RedshiftCopyOption.MAXERROR, "MAXERROR AS " + errors);
  }

  /** Goes on however many lines cannot be loaded; check the number of rows after it. */
  public RedshiftLoad ignoreAllErrors() {
    return with(RedshiftCopyOption.IGNOREALLERRORS, "IGNOREALLERRORS");
  }

  /** Whether the compression of the columns of an empty table is chosen anew. */
  public RedshiftLoad updateCompression(boolean on) {
    return with(RedshiftCopyOption.COMPUPDATE, "COMPUPDATE " + (on ? "ON" : "OFF"));
  }

  /** Whether statistics are refreshed; default only if the table was empty. */
  public RedshiftLoad updateStatistics(boolean on) {
    return with(RedshiftCopyOption.STATUPDATE, "STATUPDATE " + (on ? "ON" : "OFF"));
  }

  /** Checks the files and loads nothing. */
  public RedshiftLoad dryRun() {
    return with(RedshiftCopyOption.NOLOAD, "NOLOAD");
  }

  private RedshiftLoad with(RedshiftCopyOption option, String sql) {
    if (!option.fits(format)) {
      throw refused("from " + format.words() + " takes no " + option.words() + "; leave it out");
    }
    Map<RedshiftCopyOption, String> more = new EnumMap<>(RedshiftCopyOption.class);
    more.putAll(options);
    more.put(option, sql);
    if (more.containsKey(RedshiftCopyOption.MAXERROR)
        && more.containsKey(RedshiftCopyOption.IGNOREALLERRORS)) {
      throw refused("takes MAXERROR or IGNOREALLERRORS, not both; say one of them");
    }
    return new RedshiftLoad(source, format, words, more);
  }

  private int atLeastOne(String what, int number) {
    if (number < 1) {
      throw refused("takes at least one of " + what + ", not " + number);
    }
    return number;
  }

  private InvalidWorkflowException refused(String rule) {
    return InvalidWorkflowException.here("COPY " + source.table() + " " + rule);
  }

  /**
   * In one transaction: loads into a stage, deletes the rows whose column has this value, and
   * inserts the stage.
   */
  public Task<Redshift.Statement> replacing(String column, Value<?> value) {
    String name = RedshiftRules.identifier(column);
    String parameter = column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String bound =
        value instanceof Day
            ? "CAST(:" + parameter + " AS date)"
            : value instanceof Instant
                ? "CAST(:" + parameter + " AS timestamp)"
                : value instanceof Num ? "CAST(:" + parameter + " AS numeric)" : ":" + parameter;
    Map<String, Value<?>> parameters = new LinkedHashMap<>();
    parameters.put(parameter, value);
    return staged(
        stage ->
            List.of(
                "DELETE FROM " + source.table() + " WHERE " + name + " = " + bound, insert(stage)),
        parameters);
  }

  /**
   * In one transaction: loads into a stage, deletes the rows whose key is in the stage, and inserts
   * the stage. Rows of the files with the same key are all inserted.
   *
   * @param keys the columns that tell rows apart; rows with a null in one of them are not replaced
   */
  public Task<Redshift.Statement> upserting(String... keys) {
    List<String> names = keys(keys);
    return staged(
        stage ->
            List.of(
                "DELETE FROM "
                    + source.table()
                    + " USING "
                    + stage
                    + " WHERE "
                    + same(stage, names),
                insert(stage)),
        Map.of());
  }

  /**
   * In one transaction: loads into a stage and merges it, which updates the rows whose key is there
   * already and inserts the others. Fails if two rows of the files have the same key. Needs {@link
   * RedshiftCopy#columns}.
   *
   * @param keys the columns that tell rows apart
   */
  public Task<Redshift.Statement> merging(String... keys) {
    List<String> names = keys(keys);
    List<String> others =
        source.columns().stream().filter(column -> !names.contains(column)).toList();
    if (!source.columns().containsAll(names) || others.isEmpty()) {
      throw refused(
          "merges columns that columns(..) names, keys and others: but keys are "
              + names
              + " and columns are "
              + source.columns());
    }
    return staged(
        stage ->
            List.of(
                "MERGE INTO "
                    + source.table()
                    + " USING "
                    + stage
                    + " ON "
                    + same(stage, names)
                    + " WHEN MATCHED THEN UPDATE SET "
                    + list(others, column -> column + " = " + stage + "." + column)
                    + " WHEN NOT MATCHED THEN INSERT ("
                    + String.join(", ", source.columns())
                    + ") VALUES ("
                    + list(source.columns(), column -> stage + "." + column)
                    + ")"),
        Map.of());
  }

  /** In one transaction: deletes all rows and loads. */
  public Task<Redshift.Statement> replacingAll() {
    return task(
        List.of(
            lock(),
            Expr.text("DELETE FROM " + source.table()),
            command(source, source.table(), words, options)),
        Map.of());
  }

  private Task<Redshift.Statement> staged(
      Function<String, List<String>> change, Map<String, Value<?>> parameters) {
    String stage = Sql.stem(source.table().replace("\"", "")) + "_stage";
    List<Expr> statements = new ArrayList<>();
    statements.add(lock());
    statements.add(Expr.text("CREATE TEMP TABLE " + stage + " (LIKE " + source.table() + ")"));
    statements.add(command(source, stage, words, options));
    change.apply(stage).forEach(sql -> statements.add(Expr.text(sql)));
    statements.add(Expr.text("DROP TABLE " + stage));
    return task(statements, parameters);
  }

  private Task<Redshift.Statement> task(List<Expr> statements, Map<String, Value<?>> parameters) {
    if (options.containsKey(RedshiftCopyOption.NOLOAD)) {
      throw refused("loads nothing with NOLOAD and would delete rows for it; leave dryRun() out");
    }
    return new Task<>(
        "Redshift COPY " + source.table(),
        RedshiftCalls.polled(source.target(), statements, parameters, Expr.fields()),
        Redshift::statement);
  }

  private String insert(String stage) {
    String list = String.join(", ", source.columns());
    return "INSERT INTO "
        + source.table()
        + (list.isEmpty() ? "" : " (" + list + ")")
        + " SELECT "
        + (list.isEmpty() ? "*" : list)
        + " FROM "
        + stage;
  }

  private String same(String stage, List<String> keys) {
    return keys.stream()
        .map(key -> source.table() + "." + key + " = " + stage + "." + key)
        .collect(Collectors.joining(" AND "));
  }

  private List<String> keys(String... keys) {
    if (keys.length == 0) {
      throw refused("cannot tell rows apart without a key; name at least one column");
    }
    return Arrays.stream(keys).map(RedshiftRules::identifier).toList();
  }

  private static String list(List<String> columns, Function<String, String> each) {
    return columns.stream().map(each).collect(Collectors.joining(", "));
  }

  /** Loads of the same table wait for each other instead of failing as not serializable. */
  private Expr lock() {
    return Expr.text("LOCK " + source.table());
  }

  private static Expr command(
      Source source, String table, SqlText words, Map<RedshiftCopyOption, String> options) {
    String list =
        source.columns().isEmpty() ? "" : " (" + String.join(", ", source.columns()) + ")";
    SqlText sql =
        SqlText.of("COPY " + table + list + " FROM ")
            .literal(source.uri())
            .plus(" IAM_ROLE ")
            .plus(source.role())
            .plus(" ")
            .plus(words.expr())
            .plus(source.more());
    for (String option : options.values()) {
      sql = sql.plus(" " + option);
    }
    return sql.expr();
  }
}
