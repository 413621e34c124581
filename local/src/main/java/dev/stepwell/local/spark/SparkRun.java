package dev.stepwell.local.spark;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.spark.SparkStatement.DropView;
import dev.stepwell.local.spark.SparkStatement.FileView;
import dev.stepwell.local.spark.SparkStatement.InsertDirectory;
import dev.stepwell.local.spark.SparkStatement.Query;
import dev.stepwell.local.spark.SparkStatement.QueryView;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Runs the statements of one script in a session of its own. For one thread. */
final class SparkRun {

  private final SqlSession session;
  private final ObjectStore store;
  private final String runId;

  /**
   * The temporary views by lower-case name, with the kind of DuckDB object that stands for each.
   */
  private final Map<String, String> views = new HashMap<>();

  SparkRun(SqlSession session, ObjectStore store, String runId) {
    this.session = session;
    this.store = store;
    this.runId = runId;
  }

  void run(List<SparkScript.Statement> statements) {
    try {
      session.run("SET SESSION default_null_order = 'nulls_first_on_asc_last_on_desc'");
    } catch (SQLException failure) {
      throw new SparkScriptException(String.valueOf(failure.getMessage()), failure);
    }
    for (SparkScript.Statement statement : statements) {
      try {
        run(StatementParser.parse(statement.text()));
      } catch (SQLException failure) {
        throw new SparkScriptException(
            statement.name() + ": " + firstLines(String.valueOf(failure.getMessage())), failure);
      } catch (SparkScriptException failure) {
        throw new SparkScriptException(statement.name() + ": " + failure.reason(), failure);
      }
    }
  }

  private static String firstLines(String message) {
    return String.join("\n", message.lines().limit(6).toList());
  }

  private void run(SparkStatement statement) throws SQLException {
    if (statement instanceof FileView view) {
      readFiles(view);
    } else if (statement instanceof QueryView view) {
      StringBuilder names = new StringBuilder();
      view.names().forEach(each -> names.append(names.isEmpty() ? " (" : ", ").append(name(each)));
      names.append(names.isEmpty() ? "" : ")");
      String query = SparkDialect.translate(view.query());
      clear(view.name(), view.replace());
      session.run("CREATE TEMP VIEW " + name(view.name()) + names + " AS " + query);
      views.put(lower(view.name()), "VIEW");
    } else if (statement instanceof InsertDirectory insert) {
      insert(insert);
    } else if (statement instanceof DropView drop) {
      if (!views.containsKey(lower(drop.name())) && !drop.ifExists()) {
        throw new SparkScriptException("[VIEW_NOT_FOUND] there is no view " + drop.name());
      }
      clear(drop.name(), true);
    } else if (statement instanceof Query query) {
      session.run(SparkDialect.translate(query.query()));
    }
  }

  private void clear(String view, boolean replace) throws SQLException {
    String kind = views.get(lower(view));
    if (kind != null) {
      if (!replace) {
        throw new SparkScriptException(
            "[TEMP_TABLE_OR_VIEW_ALREADY_EXISTS] there is a view "
                + view
                + " already; write CREATE OR REPLACE");
      }
      session.run("DROP " + kind + " " + name(view));
      views.remove(lower(view));
    }
  }

  /** CSV is read once, here, since the views above it read it once for each INSERT. */
  private void readFiles(FileView view) throws SQLException {
    InputFiles files = InputFiles.at(store, view.options());
    clear(view.name(), view.replace());
    switch (view.format()) {
      case "csv" -> {
        CsvInput csv = new CsvInput(files, view.fields(), view.options());
        try {
          session.run("CREATE TEMP TABLE " + name(view.name()) + " AS " + csv.select());
        } catch (SQLException failure) {
          throw csv.explain(failure);
        }
        views.put(lower(view.name()), "TABLE");
      }
      case "parquet", "json" -> {
        if (files.objects().isEmpty()) {
          throw new SparkScriptException(
              "[UNABLE_TO_INFER_SCHEMA] there is no "
                  + view.format()
                  + " file with content in "
                  + files.address());
        }
        if (view.fields() != null) {
          throw new SparkScriptException(
              "a list of columns before USING " + view.format() + " is not supported here");
        }
        session.run(
            "CREATE TEMP VIEW "
                + name(view.name())
                + " AS SELECT "
                + files.columns()
                + " FROM read_"
                + view.format()
                + "("
                + files.list()
                + ", union_by_name = true, hive_partitioning = "
                + files.isPartitioned()
                + ")");
        views.put(lower(view.name()), "VIEW");
      }
      default ->
          throw new SparkScriptException(
              "USING " + view.format() + " is not supported here; use csv, json or parquet");
    }
  }

  private void insert(InsertDirectory insert) throws SQLException {
    if (!Set.of("parquet", "csv", "json").contains(insert.format())) {
      throw new SparkScriptException(
          "USING " + insert.format() + " is not supported here; use parquet, csv or json");
    }
    String query = SparkDialect.translate(insert.query());
    String file = "part-00000-" + runId + "-c000" + suffix(insert.format());
    try {
      DataFiles.Address target = DataFiles.Address.of(insert.path()).folder();
      if (target.prefix().isEmpty()) {
        throw new SparkScriptException(
            insert.path() + " is a whole bucket; overwrite a folder in it");
      }
      store.overwriteFolder(
          target.bucket(),
          target.prefix(),
          file,
          path ->
              session
                      .run(
                          "COPY ("
                              + query
                              + "\n) TO "
                              + literal(path.toString())
                              + " ("
                              + format(insert)
                              + ", USE_TMP_FILE false)")
                      .changed()
                  > 0);
    } catch (ServiceException refused) {
      throw new SparkScriptException(insert.path() + ": " + refused.reason(), refused);
    }
  }

  private static String suffix(String format) {
    return format.equals("parquet") ? ".snappy.parquet" : "." + format;
  }

  private static String format(InsertDirectory insert) {
    for (String option : insert.options().keySet()) {
      if (!option.equals("header") && !option.equals("compression")) {
        throw new SparkScriptException(
            "the option '"
                + option
                + "' is not supported here for writing; supported are header and compression");
      }
    }
    return switch (insert.format()) {
      case "csv" ->
          "FORMAT csv, HEADER "
              + "true".equalsIgnoreCase(insert.options().getOrDefault("header", "false"));
      case "json" -> "FORMAT json";
      default ->
          "FORMAT parquet, COMPRESSION "
              + literal(insert.options().getOrDefault("compression", "snappy"));
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
