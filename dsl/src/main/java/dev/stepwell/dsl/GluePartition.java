package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partition to create in the catalog. Immutable. */
public final class GluePartition {

  private final List<Value<?>> values;
  private final @Nullable Text location;

  private GluePartition(List<Value<?>> values, @Nullable Text location) {
    this.values = values;
    this.location = location;
  }

  /**
   * A partition with these values, one for each partition key of the table and in their order. Its
   * files are in the folder of the table's location that Hive would put them in, {@code
   * day=2001-01-03/hour=8/}.
   */
  public static GluePartition of(Value<?>... values) {
    if (values.length == 0) {
      throw InvalidWorkflowException.here(
          "a partition has no value; give one for each partition key of its table, in their order");
    }
    return new GluePartition(List.copyOf(Arrays.asList(values)), null);
  }

  /**
   * With its files there.
   *
   * @param uri such as {@code s3://lake/flights/day=2001-01-03/}
   */
  public GluePartition at(Text uri) {
    S3Uris.check("the location of a partition", uri);
    return new GluePartition(values, uri);
  }

  /** What {@code BatchCreatePartition} takes, from what is known of the table. */
  Expr input(Expr storage, Expr keys) {
    Expr list = new Expr.Elements(values.stream().map(Value::asText).toList());
    Expr place = location == null ? hiveFolder(storage, keys, list) : location.expr();
    return Expr.fields()
        .and("Values", list)
        .and(
            "StorageDescriptor",
            Expr.call("$merge([{0}, {1}])", storage, Expr.fields().and("Location", place)));
  }

  /**
   * The folder that Hive puts a partition in. Values are escaped as Hive escapes file names, which
   * is not as URLs are escaped: blanks and letters of all languages stay.
   */
  private static Expr hiveFolder(Expr storage, Expr keys, Expr values) {
    return Expr.call(
        "($values := {0}; $replace({1}.Location, /\\/$/, '') & '/' & $join($map({2},"
            + " function($key, $index) { $key & '=' & $replace($replace($replace($values[$index],"
            + " /[%\"#\\/:=?\\\\{\\[\\]^]/, function($found) { $encodeUrlComponent($found.match) }),"
            + " \"'\", '%27'), '*', '%2A') & '/' })))",
        values, storage, keys);
  }
}
