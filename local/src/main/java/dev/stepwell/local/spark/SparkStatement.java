package dev.stepwell.local.spark;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a statement of a script asks for. */
sealed interface SparkStatement {

  /**
   * A column that a statement declares.
   *
   * @param name its name
   * @param type its Spark type
   */
  record Field(String name, String type) {}

  /**
   * {@code CREATE TEMPORARY VIEW name (fields) USING format OPTIONS (...)}.
   *
   * @param fields the declared columns; null if the files say
   * @param options by name, lower-case
   */
  record FileView(
      String name,
      boolean replace,
      @Nullable List<Field> fields,
      String format,
      Map<String, String> options)
      implements SparkStatement {}

  /** {@code CREATE TEMPORARY VIEW name [(names)] AS query}. */
  record QueryView(String name, boolean replace, List<String> names, List<Token> query)
      implements SparkStatement {}

  /** {@code INSERT OVERWRITE DIRECTORY 'path' USING format [OPTIONS (...)] query}. */
  record InsertDirectory(String path, String format, Map<String, String> options, List<Token> query)
      implements SparkStatement {}

  /** {@code DROP VIEW [IF EXISTS] name}. */
  record DropView(String name, boolean ifExists) implements SparkStatement {}

  /** A query whose rows nobody asks for. */
  record Query(List<Token> query) implements SparkStatement {}
}
