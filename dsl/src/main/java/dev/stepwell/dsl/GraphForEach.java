package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Scope;
import dev.stepwell.dsl.model.Vertex;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * A mapped task or group whose block is still to come. Items do not stop each other: each has a
 * state of its own, and the rules of tasks after it count them one by one. Without items it is
 * skipped.
 *
 * @param <E> what the items are
 */
public final class GraphForEach<E> {

  private final Graph graph;
  private final String id;
  private final Items<E> items;
  private final int atOnce;

  GraphForEach(Graph graph, String id, Items<E> items, int atOnce) {
    this.graph = graph;
    this.id = id;
    this.items = items;
    this.atOnce = atOnce;
  }

  /** With at most so many items at the same time; Step Functions itself allows about 40. */
  public GraphForEach<E> atOnce(int limit) {
    if (limit < 1) {
      throw InvalidWorkflowException.here(
          "forEach '" + id + "' takes at least 1 item at once, but this is " + limit);
    }
    return new GraphForEach<>(graph, id, items, limit);
  }

  /** One task for every item. */
  public GraphStep<Done> run(BiConsumer<Flow, Obj<E>> block) {
    Scope inside = start();
    Obj<E> item = item(inside);
    Block body = graph.open().block(id, inside, each -> block.accept(each, item));
    return new GraphStep<>(add(body), new Done());
  }

  /** One task for every item; gives what those that succeeded returned, in order of the items. */
  public <T> GraphStep<Items<T>> collect(BiFunction<Flow, Obj<E>, ? extends Value<T>> block) {
    Scope inside = start();
    Obj<E> item = item(inside);
    Flow.Yield<Value<T>> made =
        graph.open().<Value<T>>blockWithValue(id, inside, each -> block.apply(each, item));
    return new GraphStep<>(
        add(made.block()),
        new Items<>(
            new Expr.Carried(graph.open().scope(), id, List.of()), Values.naming(made.value())));
  }

  /**
   * A group of tasks for every item. Inside, a task sees the others of its own item; tasks after
   * the group, or after one of its tasks, see all items.
   */
  public Group graph(BiConsumer<Graph, Obj<E>> body) {
    Place place = Place.here();
    Scope inside = start();
    graph.recording().add(new Region(id, place, items.expr(), atOnce, graph.region()));
    Obj<E> item = item(inside);
    return graph
        .open()
        .inside(id, inside, flow -> graph.group(id, id, flow, each -> body.accept(each, item)));
  }

  private Scope start() {
    graph.open().recorder().finish();
    graph.open().checkCurrent("the block of '" + id + "'");
    return graph.open().scope().block("the block of '" + id + "'");
  }

  private Obj<E> item(Scope inside) {
    return new Obj<>(new Expr.Item(inside, id, List.of()), items.naming());
  }

  private VertexDraft add(Block body) {
    return graph.add(id, new Vertex.Action.Each(items.expr(), atOnce, body));
  }
}
