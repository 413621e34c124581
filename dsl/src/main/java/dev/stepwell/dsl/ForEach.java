package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Scope;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A forEach whose block is still to come. When the block fails for one item, the others are stopped
 * and the forEach fails with that error.
 *
 * @param <E> what the items are
 */
public final class ForEach<E> {

  private final Flow flow;
  private final String id;
  private final Items<E> items;
  private final int atOnce;

  ForEach(Flow flow, String id, Items<E> items, int atOnce) {
    this.flow = flow;
    this.id = id;
    this.items = items;
    this.atOnce = atOnce;
  }

  /**
   * With at most so many items at the same time; Step Functions itself allows about 40.
   *
   * @param limit at least 1
   */
  public ForEach<E> atOnce(int limit) {
    if (limit < 1) {
      throw InvalidWorkflowException.here(
          "forEach '" + id + "' takes at least 1 item at once, but this is " + limit);
    }
    return new ForEach<>(flow, id, items, limit);
  }

  /** Runs the block for every item. */
  public void run(BiConsumer<Flow, Obj<E>> block) {
    start();
    Place place = Place.here();
    Scope inside = inside();
    Obj<E> item = item(inside);
    add(place, flow.block(id, inside, each -> block.accept(each, item)));
  }

  /** Runs the block for every item and gives what it returned, in the order of the items. */
  public <T> Items<T> collect(BiFunction<Flow, Obj<E>, ? extends Value<T>> block) {
    start();
    Place place = Place.here();
    Scope inside = inside();
    Obj<E> item = item(inside);
    Flow.Yield<Value<T>> made =
        flow.<Value<T>>blockWithValue(id, inside, each -> block.apply(each, item));
    add(place, made.block());
    return new Items<>(new Expr.Carried(flow.scope(), id, List.of()), Values.naming(made.value()));
  }

  private void start() {
    flow.recorder().finish();
    flow.checkCurrent("the block of '" + id + "'");
  }

  private Scope inside() {
    return flow.scope().block("the block of '" + id + "'");
  }

  private Obj<E> item(Scope inside) {
    return new Obj<>(new Expr.Item(inside, id, List.of()), items.naming());
  }

  private void add(Place place, Block body) {
    flow.add(new Node.Each(id, place, items.expr(), atOnce, body));
  }
}
