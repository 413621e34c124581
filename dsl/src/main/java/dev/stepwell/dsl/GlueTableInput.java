package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The description of an external table over files in S3. Immutable. It needs columns, a location
 * and a format before it can be written to the catalog.
 */
public final class GlueTableInput {

  private static final String HIVE = "org.apache.hadoop.hive.ql.io.";
  private static final String TEXT = "org.apache.hadoop.mapred.TextInputFormat";

  private final String database;
  private final String name;
  private final Map<String, String> columns;
  private final Map<String, String> keys;
  private final Map<String, String> parameters;
  private final @Nullable Text location;
  private final @Nullable Format format;

  /** How the files of a table are written. */
  public enum Format {
    /** Apache Parquet. */
    PARQUET(
        "parquet",
        HIVE + "parquet.MapredParquetInputFormat",
        HIVE + "parquet.MapredParquetOutputFormat",
        HIVE + "parquet.serde.ParquetHiveSerDe",
        "serialization.format",
        "1",
        false),
    /** Apache ORC. */
    ORC(
        "orc",
        HIVE + "orc.OrcInputFormat",
        HIVE + "orc.OrcOutputFormat",
        HIVE + "orc.OrcSerde",
        "",
        "",
        false),
    /** One JSON object on each line. */
    JSON_LINES(
        "json",
        TEXT,
        HIVE + "HiveIgnoreKeyTextOutputFormat",
        "org.openx.data.jsonserde.JsonSerDe",
        "",
        "",
        false),
    /** Values separated by commas, without quotes and without a header. */
    CSV(
        "csv",
        TEXT,
        HIVE + "HiveIgnoreKeyTextOutputFormat",
        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        "field.delim",
        ",",
        false),
    /** The same with a header, which readers skip. */
    CSV_WITH_HEADER(
        "csv",
        TEXT,
        HIVE + "HiveIgnoreKeyTextOutputFormat",
        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        "field.delim",
        ",",
        true);

    private final String classification;
    private final String in;
    private final String out;
    private final String serde;
    private final String option;
    private final String value;
    private final boolean header;

    Format(
        String classification,
        String in,
        String out,
        String serde,
        String option,
        String value,
        boolean header) {
      this.classification = classification;
      this.in = in;
      this.out = out;
      this.serde = serde;
      this.option = option;
      this.value = value;
      this.header = header;
    }

    private Expr.Fields options() {
      return option.isEmpty() ? Expr.fields() : Expr.fields().and(option, Text.of(value).expr());
    }
  }

  private GlueTableInput(
      String database,
      String name,
      Map<String, String> columns,
      Map<String, String> keys,
      Map<String, String> parameters,
      @Nullable Text location,
      @Nullable Format format) {
    this.database = database;
    this.name = name;
    this.columns = columns;
    this.keys = keys;
    this.parameters = parameters;
    this.location = location;
    this.format = format;
  }

  static GlueTableInput of(String database, String name) {
    return new GlueTableInput(
        CatalogNames.fresh("database", database),
        CatalogNames.fresh("table", name),
        Map.of(),
        Map.of(),
        Map.of(),
        null,
        null);
  }

  /**
   * With this column behind those that are there.
   *
   * @param type in Hive's words, such as {@code bigint} or {@code decimal(10,2)}
   */
  public GlueTableInput column(String column, String type) {
    return new GlueTableInput(
        database, name, with(columns, column, type), keys, parameters, location, format);
  }

  /** With this partition key behind those that are there; keys are no columns of the files. */
  public GlueTableInput partitionedBy(String key, String type) {
    return new GlueTableInput(
        database, name, columns, with(keys, key, type), parameters, location, format);
  }

  /** With this parameter, such as {@code projection.enabled}. */
  public GlueTableInput parameter(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(key, value);
    return new GlueTableInput(database, name, columns, keys, more, location, format);
  }

  /** With its files there; end folders with {@code /}. */
  public GlueTableInput at(Text uri) {
    S3Uris.check("the location of table " + this, uri);
    return new GlueTableInput(database, name, columns, keys, parameters, uri, format);
  }

  /** With files of this format. */
  public GlueTableInput format(Format files) {
    return new GlueTableInput(database, name, columns, keys, parameters, location, files);
  }

  private Map<String, String> with(Map<String, String> names, String column, String type) {
    Set<String> known = new TreeSet<>(columns.keySet());
    known.addAll(keys.keySet());
    CatalogNames.once(known, "column", CatalogNames.fresh("column", column), "table " + this);
    Map<String, String> more = new LinkedHashMap<>(names);
    more.put(column, CatalogNames.type(column, type));
    return more;
  }

  /**
   * Creates the table; fails with {@link Glue#ALREADY_EXISTS} if there is one of that name. Errors
   * that leave open whether it was created are not retried.
   */
  public Task<Glue.Written> create() {
    List<RetryRule> sure = List.of(RetryRule.service(Glue.NOTHING_DONE));
    return task(new Work.Request(createCall().retrying(sure), written(true)));
  }

  /** Creates the table, if there is none of that name; one that is there stays as it is. */
  public Task<Glue.Written> createIfAbsent() {
    return task(
        new Work.Tolerant(
            createCall(),
            List.of(Glue.ALREADY_EXISTS.name()),
            Expr.fields().and("created", new Expr.Constant(Json.of(false))),
            written(true)));
  }

  /** Creates the table, or replaces the description of the one that is there; no file changes. */
  public Task<Glue.Written> createOrUpdate() {
    Call update =
        Glue.catalogCall(
            "updateTable",
            request().and("SkipArchive", new Expr.Constant(Json.of(true))),
            CatalogNames.onTable(database, name, "glue:UpdateTable"));
    return task(
        new Work.Alternative(
            createCall(),
            List.of(Glue.ALREADY_EXISTS.name()),
            update,
            written(true),
            written(false)));
  }

  private Call createCall() {
    return Glue.catalogCall(
        "createTable", request(), CatalogNames.onTable(database, name, "glue:CreateTable"));
  }

  private static Outputs written(boolean created) {
    return Outputs.of(Expr.fields().and("created", new Expr.Constant(Json.of(created))));
  }

  private Task<Glue.Written> task(Work work) {
    return new Task<>(
        "Glue table " + this, work, parts -> new Glue.Written(new Bool(parts.part("created"))));
  }

  private Expr.Fields request() {
    if (columns.isEmpty() || location == null || format == null) {
      throw InvalidWorkflowException.here(
          "the description of table "
              + this
              + " lacks "
              + (columns.isEmpty()
                  ? "columns; say column(..)"
                  : location == null ? "its location; say at(..)" : "its format; say format(..)"));
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("EXTERNAL", "TRUE");
    all.put("classification", format.classification);
    if (format.header) {
      all.put("skip.header.line.count", "1");
    }
    all.putAll(parameters);
    Expr.Fields storage =
        Expr.fields()
            .and("Columns", list(columns))
            .and("Location", location.expr())
            .and("InputFormat", Expr.text(format.in))
            .and("OutputFormat", Expr.text(format.out))
            .and(
                "SerdeInfo",
                Expr.fields()
                    .and("SerializationLibrary", Expr.text(format.serde))
                    .and("Parameters", format.options()));
    Expr.Fields input =
        Expr.fields()
            .and("Name", Text.of(name).expr())
            .and("TableType", Expr.text("EXTERNAL_TABLE"))
            .and("PartitionKeys", list(keys))
            .and("Parameters", object(all))
            .and("StorageDescriptor", storage);
    return Expr.fields().and("DatabaseName", Text.of(database).expr()).and("TableInput", input);
  }

  private static Expr list(Map<String, String> columns) {
    List<Expr> list = new ArrayList<>();
    columns.forEach(
        (column, type) ->
            list.add(
                Expr.fields().and("Name", Expr.text(column)).and("Type", Text.of(type).expr())));
    return new Expr.Elements(list);
  }

  private static Expr object(Map<String, String> members) {
    Expr.Fields object = Expr.fields();
    for (Map.Entry<String, String> member : members.entrySet()) {
      object = object.and(member.getKey(), Text.of(member.getValue()).expr());
    }
    return object;
  }

  @Override
  public String toString() {
    return database + "." + name;
  }
}
