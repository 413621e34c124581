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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private final SharedInputs inputs;
  private final List<String> acquired = new ArrayList<>();

  SparkRun(SqlSession session, ObjectStore store, SharedInputs inputs, String runId) {
    this.session = session;
    this.store = store;
    this.inputs = inputs;
    this.runId = runId;
  }

  void run(List<SparkScript.Statement> statements) throws SQLException {
    session.run("SET SESSION default_null_order = 'nulls_first_on_asc_last_on_desc'");
    try {
      runAll(statements);
    } finally {
      inputs.release(session, acquired);
    }
  }

  private void runAll(List<SparkScript.Statement> statements) {
    for (SparkScript.Statement statement : statements) {
      try {
        SparkStatement parsed = StatementParser.parse(statement.text());
        run(parsed, isReadAgain(parsed, statements, statement.number()));
      } catch (SQLException failure) {
        throw new SparkScriptException(
            statement.name() + ": " + firstLines(String.valueOf(failure.getMessage())), failure);
      } catch (SparkScriptException failure) {
        throw new SparkScriptException(statement.name() + ": " + failure.reason(), failure);
      }
    }
  }

  /**
   * Whether several later statements read a view. Then its rows are computed once and kept, else it
   * is computed when it is read; the rows are the same.
   */
  private static boolean isReadAgain(
      SparkStatement statement, List<SparkScript.Statement> all, int number) {
    if (!(statement instanceof QueryView view) || !view.names().isEmpty()) {
      return false;
    }
    long readers =
        all.stream().skip(number).filter(later -> later.mentions(view.name())).limit(2).count();
    return readers == 2;
  }

  private static String firstLines(String message) {
    return String.join("\n", message.lines().limit(6).toList());
  }

  private void run(SparkStatement statement, boolean keepRows) throws SQLException {
    if (statement instanceof FileView view) {
      readFiles(view);
    } else if (statement instanceof QueryView view) {
      StringBuilder names = new StringBuilder();
      view.names().forEach(each -> names.append(names.isEmpty() ? " (" : ", ").append(name(each)));
      names.append(names.isEmpty() ? "" : ")");
      String query = SparkDialect.translate(view.query());
      clear(view.name(), view.replace());
      String kind = keepRows ? "TABLE" : "VIEW";
      session.run("CREATE TEMP " + kind + " " + name(view.name()) + names + " AS " + query);
      views.put(lower(view.name()), kind);
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
          views.put(lower(view.name()), readCsv(name(view.name()), csv.select(), files));
        } catch (SQLException failure) {
          throw csv.explain(failure);
        }
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

  private String readCsv(String view, String select, InputFiles files) throws SQLException {
    Optional<String> shared = inputs.acquire(session, select, files.objects());
    if (shared.isEmpty()) {
      session.run("CREATE TEMP TABLE " + view + " AS " + select);
      return "TABLE";
    }
    acquired.add(shared.get());
    session.run("CREATE TEMP VIEW " + view + " AS SELECT * FROM " + shared.get());
    return "VIEW";
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
          path -> {
            session.run(
                "COPY ("
                    + query
                    + "\n) TO "
                    + literal(path.toString())
                    + " ("
                    + format(insert)
                    + ", USE_TMP_FILE false)");
            return true; // Spark writes a file even if there are no rows: it has the schema
          });
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
