package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Verdict;
import dev.stepwell.dsl.model.Work;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A table of the catalog, or the part of it that a predicate on its partitions selects. */
public final class GlueTable {

  /** More do not fit into one request. */
  private static final int MOST_IN_A_REQUEST = 100;

  /**
   * How many bytes the partitions of one request may take, of the 262,144 that a state may pass.
   */
  private static final int REQUEST_BYTES = 150_000;

  /** What a partition takes besides what it copies from its table. */
  private static final int PARTITION_BYTES = 600;

  private static final Pace PACE = new Pace(30, 300, 12 * 3600);
  private static final int MOST_REQUESTS = 200;
  private static final int MOST_LISTED = 1000;
  private static final int LISTED = 100;
  private static final String EACH = "$each";

  private final String database;
  private final String name;
  private final List<Expr> predicate;

  GlueTable(String database, String name, List<Expr> predicate) {
    this.database = database;
    this.name = name;
    this.predicate = predicate;
  }

  /** The partitions whose column has this value. */
  public GlueTable partition(String column, Value<?> value) {
    Expr equals = SqlText.of(Sql.identifier(column) + " = ").literal(value.asText()).expr();
    return new GlueTable(
        database,
        name,
        predicate.isEmpty()
            ? List.of(equals)
            : List.of(Expr.join(List.of(predicate.get(0), Expr.text(" and "), equals))));
  }

  /** This table described anew: columns, partition keys, format and location. */
  public GlueTableInput describe() {
    return GlueTableInput.of(database, name);
  }

  /** Deletes the table and its partitions from the catalog, if there is one; no file changes. */
  public Task<Glue.Deleted> deleteIfExists() {
    Call call =
        Glue.catalogCall(
            "deleteTable",
            Expr.fields()
                .and("DatabaseName", Text.of(database).expr())
                .and("Name", Text.of(name).expr()),
            CatalogNames.onTable(database, name, "glue:DeleteTable"));
    return deleted(call);
  }

  /**
   * Deletes one partition from the catalog, if there is one; no file changes.
   *
   * @param values one for each partition key of the table, in their order
   */
  public Task<Glue.Deleted> deletePartition(Value<?>... values) {
    Call call =
        Glue.catalogCall(
            "deletePartition",
            reference().and("PartitionValues", list(values)),
            CatalogNames.onTable(database, name, "glue:DeletePartition"));
    return deleted(call);
  }

  /**
   * Waits until there is a partition: Airflow's {@code GlueCatalogPartitionSensor}. Looks at once,
   * then after 30 seconds, and waits twice as long each time until it waits five minutes; after 12
   * hours, or the task's time-out, it gives up with {@link Glue#PARTITION_TIMED_OUT}. A table that
   * is not there yet is waited for as well.
   *
   * @param values one for each partition key of the table, in their order
   */
  public Task<Glue.FoundPartition> awaitPartition(Value<?>... values) {
    Call look =
        Glue.catalogCall(
            "getPartition",
            reference().and("PartitionValues", list(values)),
            CatalogNames.onTable(database, name, "glue:GetPartition"));
    Outputs found =
        Outputs.of(
            Expr.fields()
                .and(
                    "location",
                    Expr.resultOr(Json.of(""), "Partition", "StorageDescriptor", "Location")));
    return new Task<>(
        "Glue partition sensor " + this,
        Work.Sensor.of(
            new Work.Request(look, found),
            Expr.call("$exists({0})", Expr.result("Partition")),
            List.of(Glue.NOT_FOUND.name()),
            "Glue.Partition",
            PACE),
        parts -> new Glue.FoundPartition(new Text(parts.part("location"))));
  }

  private static Expr list(Value<?>... values) {
    return new Expr.Elements(Arrays.stream(values).map(Value::asText).toList());
  }

  private Task<Glue.Deleted> deleted(Call call) {
    return new Task<>(
        "Glue deletion in " + this,
        new Work.Tolerant(
            call,
            List.of(Glue.NOT_FOUND.name()),
            Expr.fields().and("existed", new Expr.Constant(Json.of(false))),
            Outputs.of(Expr.fields().and("existed", new Expr.Constant(Json.of(true))))),
        parts -> new Glue.Deleted(new Bool(parts.part("existed"))));
  }

  /** The first 100 partitions; see {@link #partitions(int)}. */
  public Task<Glue.Partitions> partitions() {
    return partitions(LISTED);
  }

  /**
   * Lists partitions, those that the predicate selects if there is one. Their columns are left out,
   * so that a partition takes about a kilobyte of the 256 that a state may pass.
   *
   * @param most 1 to 1,000; Glue may list fewer although there are more
   */
  public Task<Glue.Partitions> partitions(int most) {
    if (most < 1 || most > MOST_LISTED) {
      throw InvalidWorkflowException.here(
          "a listing of the partitions of "
              + this
              + " has 1 to 1,000 of them, but this one shall have "
              + most
              + "; select them with partition(..)");
    }
    Expr.Fields request = reference();
    if (!predicate.isEmpty()) {
      request = request.and("Expression", predicate.get(0));
    }
    Call call =
        Glue.catalogCall(
            "getPartitions",
            request
                .and("ExcludeColumnSchema", new Expr.Constant(Json.of(true)))
                .and("MaxResults", Expr.number(most)),
            CatalogNames.onTable(database, name, "glue:GetPartitions"));
    Expr found = Expr.result("Partitions");
    return new Task<>(
        "Glue partitions of " + this,
        new Work.Request(
            call,
            Outputs.of(
                Expr.fields()
                    .and("count", Expr.call("$count({0})", found))
                    .and("complete", Expr.call("$not($exists({0}))", Expr.result("NextToken")))
                    .and(
                        "partitions",
                        Expr.call(
                            "[{0}.{'values': [Values], 'location': StorageDescriptor.Location}]",
                            found)))),
        parts ->
            new Glue.Partitions(
                new Num(parts.part("count")),
                new Bool(parts.part("complete")),
                new Items<>(parts.part("partitions"), Naming.SAME)));
  }

  /** Creates one partition, if it is not there yet; see {@link #createPartitions}. */
  public Task<Glue.PartitionsCreated> createPartition(GluePartition partition) {
    Expr one = new Expr.Elements(List.of(Expr.text("")));
    return create(one, storage -> keys -> partition.input(storage, keys));
  }

  /**
   * Creates the partitions that are not there yet. Columns and format are those that the table has
   * when the task runs. Requests go one after the other, with at most 100 partitions each and fewer
   * where the table has many columns; after 200 requests the task fails. A partition that is there
   * already is left as it is. If Glue refuses one for another reason, the task fails with {@link
   * Glue#PARTITIONS_REFUSED}; those created before stay, and running the task again creates the
   * others.
   *
   * @param items what there is a partition for
   * @param partition the partition of an item; it may use nothing but the item and what is known
   *     before the task
   */
  public <V> Task<Glue.PartitionsCreated> createPartitions(
      Items<V> items, Function<Obj<V>, GluePartition> partition) {
    GluePartition made = partition.apply(new Obj<>(new Expr.At(EACH, List.of()), items.naming()));
    return create(items.expr(), storage -> keys -> made.input(storage, keys));
  }

  private Task<Glue.PartitionsCreated> create(
      Expr items, Function<Expr, Function<Expr, Expr>> partition) {
    Expr storage = new Expr.Local("storage");
    Expr table = Expr.result("Table", "StorageDescriptor");
    Expr.Fields known =
        Expr.fields()
            .and("storage", table)
            .and("keys", Expr.call("[{0}.Name]", Expr.result("Table", "PartitionKeys")))
            .and(
                "size",
                Expr.call(
                    "$max([1, $min(["
                        + MOST_IN_A_REQUEST
                        + ", $floor("
                        + REQUEST_BYTES
                        + " / ($length($string({0})) + "
                        + PARTITION_BYTES
                        + "))])])",
                    table));
    Expr chunk =
        Expr.call(
            "[$map($filter({0}, function($any, $index) { $floor($index / {1}) = {2} }), function("
                + EACH
                + ") { {3} })]",
            items,
            new Expr.Local("size"),
            new Expr.Local("chunk"),
            partition.apply(storage).apply(new Expr.Local("keys")));
    Expr errors = Expr.result("Errors");
    Work work =
        new Work.Chunked(
            Glue.catalogCall(
                "getTable",
                Expr.fields()
                    .and("DatabaseName", Text.of(database).expr())
                    .and("Name", Text.of(name).expr()),
                CatalogNames.onTable(
                    database,
                    name,
                    "glue:GetTable",
                    "glue:GetPartition",
                    "glue:BatchCreatePartition")),
            known,
            Expr.call("$ceil($count({0}) / {1})", items, new Expr.Local("size")),
            MOST_REQUESTS,
            Glue.catalogCall("batchCreatePartition", reference().and("PartitionInputList", chunk)),
            new Verdict(
                Expr.raw(
                    "$count({0}[ErrorDetail.ErrorCode != 'AlreadyExistsException']) > 0", errors),
                Expr.call(
                    "$substring($join([{0}[ErrorDetail.ErrorCode != 'AlreadyExistsException']."
                        + "($join(PartitionValues, '/') & ' ' & ErrorDetail.ErrorCode & ': ' &"
                        + " ErrorDetail.ErrorMessage)], '; '), 0, 1000)",
                    errors),
                Glue.PARTITIONS_REFUSED.name()),
            Expr.fields()
                .and(
                    "existing",
                    Expr.call(
                        "$count({0}[ErrorDetail.ErrorCode = 'AlreadyExistsException'])", errors)),
            Outputs.of(
                Expr.fields()
                    .and(
                        "created", Expr.raw("$count({0}) - {1}", items, new Expr.Local("existing")))
                    .and("existing", new Expr.Local("existing"))));
    return new Task<>(
        "Glue partitions of " + this,
        work,
        parts ->
            new Glue.PartitionsCreated(
                new Num(parts.part("created")), new Num(parts.part("existing"))));
  }

  /** The predicate that selects partitions. */
  Expr predicate() {
    if (predicate.isEmpty()) {
      throw InvalidWorkflowException.here(
          "no partition of "
              + this
              + " is selected, so that all of it would be read; say partition(..)");
    }
    return predicate.get(0);
  }

  private Expr.Fields reference() {
    return Expr.fields()
        .and("DatabaseName", Text.of(database).expr())
        .and("TableName", Text.of(name).expr());
  }

  Expr.Fields source() {
    Expr.Fields table = reference();
    if (!predicate.isEmpty()) {
      table =
          table.and("AdditionalOptions", Expr.fields().and("pushDownPredicate", predicate.get(0)));
    }
    return Expr.fields().and("GlueTable", table);
  }

  @Override
  public String toString() {
    return database + "." + name;
  }
}
