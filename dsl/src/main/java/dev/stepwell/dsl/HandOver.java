package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.function.Function;

/**
 * Hands a list over, some at a time, to a call that may take some of them and leave others: what is
 * left goes out again, and nothing that was taken does. Inside the expressions, {@code $entry.item}
 * is an item, {@code $entry.at} its place in the list, and {@code $place} its place in the call.
 */
final class HandOver {

  /** Ten minutes of one second each, which is 5,400 of the 25,000 events of a history. */
  private static final Pace PACE = new Pace(1, 1, 600);

  private final String kind;
  private final Expr left;
  private final int most;

  /**
   * A list to hand over.
   *
   * @param items a list, or one item
   * @param most so many in one call
   */
  HandOver(String kind, Expr items, int most) {
    this.kind = kind;
    this.most = most;
    this.left =
        Expr.raw(
            "$exists({0}) ? {0} : [$map($append([], {1}), function($item, $at) { {'at': $at, 'item': $item} })]",
            new Expr.Local("left"), items);
  }

  /**
   * The task.
   *
   * @param call makes the call of its entries
   * @param entry what the call takes for one of them
   * @param refused whether the result says that one was not taken
   * @param errors the prefix of the error
   * @param what the items, in a sentence
   */
  Task<Done> task(
      Function<Expr, Call> call, Expr.Fields entry, Expr refused, String errors, String what) {
    Expr entries =
        Expr.call(
            "[$map(({0})[[0.." + (most - 1) + "]], function($entry, $place) { {1} })]",
            left,
            entry);
    Expr after =
        Expr.call(
            "[$filter({0}, function($entry, $place) { $place >= " + most + " or {1} })]",
            left,
            refused);
    return new Task<>(
        kind,
        new Work.Sensor(
            new Work.Request(call.apply(entries), Outputs.of(Expr.fields())),
            Expr.raw("$count({0}) = 0", after),
            null,
            new Expr.Constant(Json.of("")),
            List.of(),
            Expr.fields().and("left", after),
            "did not get rid of all " + what,
            errors,
            PACE),
        parts -> new Done());
  }
}
