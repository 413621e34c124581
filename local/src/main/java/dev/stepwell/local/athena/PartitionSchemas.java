package dev.stepwell.local.athena;

import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.glue.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares what partitions declare with what their table declares: CSV columns by their place,
 * others by name. A type that widens to the table's is no mismatch.
 */
final class PartitionSchemas {

  private static final List<String> INTEGERS = List.of("tinyint", "smallint", "int", "bigint");

  private PartitionSchemas() {}

  /** Refuses a partition that declares another type, or no columns at all. */
  static void check(Table table, List<Partition> partitions) throws QueryFailedException {
    List<Column> expected = table.columns();
    boolean byPlace = table.classification().equals("csv");
    for (Partition partition : partitions) {
      List<Column> declared = partition.columns();
      if (declared.isEmpty() && !expected.isEmpty()) {
        throw mismatch(
            "Partition '"
                + spec(table, partition)
                + "' of table '"
                + table.database()
                + "."
                + table.name()
                + "' declares no columns; give its StorageDescriptor the table's Columns.");
      }
      Map<String, Column> byName = new LinkedHashMap<>();
      declared.forEach(each -> byName.put(each.name().toLowerCase(Locale.ROOT), each));
      for (int i = 0; i < expected.size(); i++) {
        Column column = expected.get(i);
        Column other =
            byPlace ? i < declared.size() ? declared.get(i) : null : byName.get(column.name());
        if (other != null && !widens(other.type(), column.type())) {
          throw mismatch(
              "There is a mismatch between the table and partition schemas. The types are"
                  + " incompatible and cannot be coerced. The column '"
                  + column.name()
                  + "' in table '"
                  + table.database()
                  + "."
                  + table.name()
                  + "' is declared as type '"
                  + column.type()
                  + "', but partition '"
                  + spec(table, partition)
                  + "' declared column '"
                  + other.name()
                  + "' as type '"
                  + other.type()
                  + "'.");
        }
      }
    }
  }

  private static QueryFailedException mismatch(String message) {
    return QueryFailedException.user("HIVE_PARTITION_SCHEMA_MISMATCH", message);
  }

  static String spec(Table table, Partition partition) {
    StringBuilder spec = new StringBuilder();
    List<Column> keys = table.partitionKeys();
    for (int i = 0; i < Math.min(keys.size(), partition.values().size()); i++) {
      spec.append(i == 0 ? "" : "/").append(keys.get(i).name()).append('=');
      spec.append(partition.values().get(i));
    }
    return spec.toString();
  }

  /** Whether every value of a type is one of the other. */
  static boolean widens(String from, String to) {
    if (from.equals(to) || (isText(from) && isText(to))) {
      return true;
    }
    int first = INTEGERS.indexOf(from);
    int second = INTEGERS.indexOf(to);
    if (first >= 0 && second >= 0) {
      return first <= second;
    }
    boolean decimals = from.startsWith("decimal") && to.startsWith("decimal");
    return decimals || (from.equals("float") && to.equals("double")) || (first >= 0 && isText(to));
  }

  private static boolean isText(String type) {
    return type.equals("string") || type.startsWith("varchar") || type.startsWith("char");
  }
}
