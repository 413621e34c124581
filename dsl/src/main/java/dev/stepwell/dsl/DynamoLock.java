package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/**
 * A lock that an execution holds, so that no other one does the same work at the same time: an item
 * with the attributes {@code owner}, the execution's ARN, and {@code expires}, seconds since 1970.
 * In a graph, acquire is a setup and release its teardown:
 *
 * <pre>{@code
 * var held = graph.run("lock", lock.acquire());
 * graph.run("unlock", lock.release()).after(load).teardown(held);
 * }</pre>
 *
 * <p>It belongs to the execution: its branches and items do not exclude each other. Acquiring and
 * releasing can be retried. When the lease is over, the lock is free for others even if the work
 * still runs; make {@code expires} the table's time-to-live attribute, and old locks vanish.
 */
public final class DynamoLock {

  /** Locks are waited for two hours by default, and asked for at least every minute. */
  private static final Pace PACE = new Pace(5, 60, 7200);

  private final DynamoTable table;
  private final String key;
  private final Text lock;
  private final int leaseSeconds;

  DynamoLock(DynamoTable table, String key, Text lock, int leaseSeconds) {
    if (key.isEmpty() || key.equals("owner") || key.equals("expires")) {
      throw InvalidWorkflowException.here(
          "the key attribute of a lock is '"
              + key
              + "', but owner and expires are the lock's own; name the table's key");
    }
    this.table = table;
    this.key = key;
    this.lock = lock;
    this.leaseSeconds = leaseSeconds;
  }

  /**
   * Waits until the lock is free, or is this execution's already, and takes it; it fails with
   * {@link DynamoDb#LOCK_TIMED_OUT} after two hours.
   */
  public Sensor<Done> acquire() {
    Expr.Fields item =
        Expr.fields()
            .and(key, text(lock.expr()))
            .and("owner", text(new Expr.Owner()))
            .and("expires", number("$floor($millis() / 1000) + " + leaseSeconds));
    Expr.Fields arguments =
        Expr.fields()
            .and("Item", item)
            .and(
                "ConditionExpression",
                Expr.text("attribute_not_exists(#key) OR #expires < :now OR #owner = :owner"))
            .and(
                "ExpressionAttributeNames",
                Expr.fields()
                    .and("#key", Text.of(key).expr())
                    .and("#expires", Expr.text("expires"))
                    .and("#owner", Expr.text("owner")))
            .and(
                "ExpressionAttributeValues",
                Expr.fields()
                    .and(":now", number("$floor($millis() / 1000)"))
                    .and(":owner", text(new Expr.Owner())));
    Work poke = new Work.Request(table.call("putItem", arguments), Outputs.of(Expr.fields()));
    return new Sensor<>(
        "DynamoDB lock",
        Work.Sensor.of(
            poke,
            new Expr.Constant(Json.of(true)),
            List.of(DynamoDb.CONDITION_FAILED.name()),
            "DynamoDB.Lock",
            PACE),
        parts -> new Done());
  }

  /**
   * Gives the lock back. If another execution has taken it in the meantime, or nobody holds it,
   * that is no failure: then nothing is written.
   */
  public Task<DynamoDb.Written> release() {
    Expr.Fields arguments =
        Expr.fields()
            .and("Key", Expr.fields().and(key, text(lock.expr())))
            .and("ConditionExpression", Expr.text("#owner = :owner"))
            .and("ExpressionAttributeNames", Expr.fields().and("#owner", Expr.text("owner")))
            .and("ExpressionAttributeValues", Expr.fields().and(":owner", text(new Expr.Owner())));
    Expr.Fields yes = Expr.fields().and("written", new Expr.Constant(Json.of(true)));
    Expr.Fields no = Expr.fields().and("written", new Expr.Constant(Json.of(false)));
    return new Task<>(
        "DynamoDB unlock",
        new Work.Tolerant(
            table.call("deleteItem", arguments),
            List.of(DynamoDb.CONDITION_FAILED.name()),
            no,
            Outputs.of(yes)),
        parts -> new DynamoDb.Written(new Bool(parts.part("written"))));
  }

  private static Expr text(Expr value) {
    return Expr.fields().and("S", value);
  }

  private static Expr number(String jsonata) {
    return Expr.fields().and("N", Expr.call("$string(" + jsonata + ")"));
  }
}
