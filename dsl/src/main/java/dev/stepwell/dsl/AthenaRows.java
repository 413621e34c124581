package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Jsonata;
import dev.stepwell.dsl.model.Expr;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes records of what {@code GetQueryResults} gives, where all values are texts. */
final class AthenaRows {

  private AthenaRows() {}

  /**
   * The rows behind the header as objects of the shape. Columns are found by name, once; a missing
   * one is an error, because reading it as null would be taken for NULL.
   */
  static Expr of(Class<? extends Record> shape) {
    List<RecordComponent> components = Fields.components(shape);
    String wanted =
        components.stream()
            .map(component -> Jsonata.string(column(component)))
            .collect(Collectors.joining(", ", "[", "]"));
    String members =
        components.stream()
            .map(
                component ->
                    Jsonata.string(component.getName())
                        + ": "
                        + value(component, components.indexOf(component)))
            .collect(Collectors.joining(", ", "{", "}"));
    return Expr.call(
        "($columns := [{0}.ResultSetMetadata.ColumnInfo.$lowercase($replace(Name, '_', ''))];"
            + " $places := [$map("
            + wanted
            + ", function($name) { ($place := [$filter([0..$count($columns) - 1],"
            + " function($index) { $columns[$index] = $name })]; $count($place) = 0 ?"
            + " $error('the query has no column for ' & $name) : $place[0]) })];"
            + " [$map($filter([{0}.Rows], function($row, $index) { $index > 0 }), function($row) {"
            + " ($cell := function($number) { $row.Data[$places[$number]].VarCharValue }; "
            + members
            + ") })])",
        Expr.result("ResultSet"));
  }

  private static String column(RecordComponent component) {
    return component.getName().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static String value(RecordComponent component, int place) {
    Class<?> type = component.getType();
    String cell = "$cell(" + place + ")";
    String converted;
    if (type == String.class || type == LocalDate.class || type == java.time.Instant.class) {
      converted = cell;
    } else if (type == boolean.class || type == Boolean.class) {
      converted = cell + " = 'true'";
    } else if (Number.class.isAssignableFrom(type)
        || (type.isPrimitive() && type != char.class && type != void.class)) {
      converted = "$number(" + cell + ")";
    } else {
      throw InvalidWorkflowException.here(
          "the component "
              + component.getName()
              + " of "
              + component.getDeclaringRecord().getSimpleName()
              + " is of type "
              + type.getSimpleName()
              + "; a row of Athena has texts, numbers, booleans, days and instants");
    }
    return "$exists(" + cell + ") ? " + converted + " : null";
  }
}
