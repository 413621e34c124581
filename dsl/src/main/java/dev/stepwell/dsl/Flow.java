package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The open scope of a workflow that is being recorded. The order of calls is the order of
 * execution, Java blocks are the nesting. Only the innermost open scope may be used; a call on
 * another one throws at that line. For one thread, during recording only.
 */
public final class Flow {

  private final Recorder recorder;
  private final Scope scope;
  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private @Nullable Block onFailure;
  private @Nullable Block always;
  private final boolean yields;
  private boolean closed;

  Flow(Recorder recorder, Scope scope, String name, boolean yields) {
    this.recorder = recorder;
    this.scope = scope;
    this.name = name;
    this.yields = yields;
  }

  Scope scope() {
    return scope;
  }

  /**
   * Runs a task.
   *
   * @param id the step's name: kebab-case, unique in the workflow, at most 64 characters
   * @return its place, which gives what the task will have given
   */
  public <O> Step<O> run(String id, Task<O> task) {
    String what = "step '" + id + "'";
    checkOpen(what);
    recorder.claim(id);
    for (Expr used : task.work().uses()) {
      Recorder.checkVisible(what, scope, used);
    }
    Node.Options options = recorder.withDefaults(task.options());
    nodes.add(new Node.Step(id, Place.here(), task.kind(), task.work(), options));
    return new Step<>(id, task.output(names -> new Expr.Output(scope, id, List.of(names), false)));
  }

  /** Runs a block for every item; call {@code run} or {@code collect} on what this returns. */
  public <E> ForEach<E> forEach(String id, Items<E> items) {
    String what = "forEach '" + id + "'";
    checkOpen(what);
    recorder.claim(id);
    Recorder.checkVisible(what, scope, items.expr());
    recorder.begin(what, "call run or collect on it, with the block for one item");
    return new ForEach<>(this, id, items, 0);
  }

  /** Runs blocks at the same time; when one fails, the others are stopped. */
  public void parallel(String id, Consumer<Branches> body) {
    gather(
        id,
        branches -> {
          body.accept(branches);
          return branches;
        });
  }

  /**
   * Runs blocks at the same time and gives what they gave, in a record that the function makes of
   * their values; the values can be used once all blocks have ended.
   */
  public <T> T gather(String id, Function<Branches, T> body) {
    checkOpen("parallel '" + id + "'");
    recorder.claim(id);
    Branches branches = new Branches(this, id);
    T values = body.apply(branches);
    nodes.add(branches.node());
    return values;
  }

  /** Runs the block if the condition holds; what this returns takes an {@code otherwise}. */
  public Otherwise when(String id, Bool condition, Consumer<Flow> then) {
    Place place = begin("when", id, condition);
    Block block = block(id + ".then", then);
    nodes.add(new Node.Choose(id, place, condition.expr(), block, Block.empty(id + ".else")));
    return new Otherwise(this, nodes.size() - 1);
  }

  /** Runs the block if the condition does not hold. */
  public void unless(String id, Bool condition, Consumer<Flow> otherwise) {
    Place place = begin("unless", id, condition);
    Block block = block(id + ".else", otherwise);
    nodes.add(new Node.Choose(id, place, condition.expr(), Block.empty(id + ".then"), block));
  }

  /** Runs one block or the other and gives what it gave. */
  public <V extends Value<?>> V choose(
      String id, Bool condition, Function<Flow, V> yes, Function<Flow, V> no) {
    Place place = begin("choose", id, condition);
    Yield<V> then = blockWithValue(id + ".then", scope.block("the block of '" + id + "'"), yes);
    Yield<V> otherwise = blockWithValue(id + ".else", scope.block("the block of '" + id + "'"), no);
    nodes.add(new Node.Choose(id, place, condition.expr(), then.block(), otherwise.block()));
    if (then.value().getClass() != otherwise.value().getClass()) {
      throw InvalidWorkflowException.at(
          place,
          "choose '"
              + id
              + "' gives a "
              + then.value().getClass().getSimpleName()
              + " one way and a "
              + otherwise.value().getClass().getSimpleName()
              + " the other; both blocks must return the same type");
    }
    return Values.carried(then.value(), new Expr.Carried(scope, id, List.of()));
  }

  /** Runs a block whose failure is handled; call {@code recover} on what this returns. */
  public Attempt attempt(String id, Consumer<Flow> body) {
    checkOpen("attempt '" + id + "'");
    recorder.claim(id);
    Place place = Place.here();
    Block block = block(id, body);
    nodes.add(new Node.Attempt(id, place, block, List.of()));
    recorder.begin("attempt '" + id + "'", "call recover or recoverFrom on it");
    return new Attempt(this, nodes.size() - 1);
  }

  /**
   * Runs tasks that wait for each other in any way; see {@link Graph}. It fails with the error
   * {@code Graph.TasksFailed} when all tasks have ended and a leaf has failed.
   */
  public void graph(String id, Consumer<Graph> body) {
    checkOpen("graph '" + id + "'");
    recorder.claim(id);
    GraphRecording recording = new GraphRecording(id);
    Scope inside = scope.block("the graph '" + id + "'");
    Node.Graph graph =
        inside(
            id,
            inside,
            flow -> {
              body.accept(new Graph(recording, flow, null, List.of(), TaskDefaults.NONE));
              return recording.close();
            });
    if (graph.vertices().isEmpty()) {
      throw InvalidWorkflowException.at(
          graph.place(), "graph '" + id + "' has no task; add at least one");
    }
    scope.adopt(inside);
    nodes.add(graph);
  }

  /** Runs a function while a scope is the innermost open one, though it has no statements. */
  <T> T inside(String blockName, Scope inner, Function<Flow, T> body) {
    Flow flow = new Flow(recorder, inner, blockName, false);
    Flow before = recorder.open();
    flow.outer = before;
    recorder.enter(flow);
    try {
      T made = body.apply(flow);
      recorder.checkFinished();
      return made;
    } finally {
      flow.closed = true;
      recorder.leave(before);
    }
  }

  /** Lets time pass. */
  public void waitFor(String id, Duration pause) {
    checkOpen("waitFor '" + id + "'");
    recorder.claim(id);
    if (pause.toSeconds() < 0 || pause.toSeconds() > 99_999_999) {
      throw InvalidWorkflowException.here(
          "waitFor '" + id + "' takes 0 to 99,999,999 seconds, but this is " + pause);
    }
    nodes.add(new Node.Pause(id, Place.here(), Expr.number(pause.toSeconds())));
  }

  /**
   * Ends the scope with an error, which is handled like the failure of a task.
   *
   * @param error the error's name, such as {@code DataQuality.TooLow}; not {@code States.}
   */
  public void fail(String id, String error, Text cause) {
    checkOpen("fail '" + id + "'");
    recorder.claim(id);
    Recorder.checkVisible("fail '" + id + "'", scope, cause.expr());
    if (error.startsWith("States.")) {
      throw InvalidWorkflowException.here(
          "fail '"
              + id
              + "' raises "
              + error
              + ", but names that start with States. belong to AWS; use a name of your own");
    }
    nodes.add(new Node.Fail(id, Place.here(), ErrorName.of(error).name(), cause.expr()));
  }

  /**
   * Ends the workflow well here and now; in a forEach the item, in a branch the branch. At the end
   * of an {@code onFailure} it makes the execution succeed after all.
   */
  public void succeed(String id) {
    checkOpen("succeed '" + id + "'");
    recorder.claim(id);
    for (Flow flow = this; flow != null; flow = flow.outer) {
      if (flow.yields) {
        throw InvalidWorkflowException.here(
            "succeed '"
                + id
                + "' would leave "
                + flow.scope
                + ", which must return a value; use choose to return one or another");
      }
    }
    nodes.add(new Node.Succeed(id, Place.here()));
  }

  /**
   * Handles the failure of any statement of this scope. After it the scope still fails, with the
   * original error and cause, unless the handler ends in {@code succeed}. If the handler itself
   * fails, its rest is left out. It sees the input and the failure, but no step's output.
   */
  public void onFailure(BiConsumer<Flow, Failure> handler) {
    checkCurrent("onFailure");
    if (onFailure != null) {
      throw InvalidWorkflowException.here(
          scope + " has an onFailure already; a scope has one, put the steps together");
    }
    Scope inside = scope.handler("the onFailure block of " + scope);
    onFailure = failureBlock(name + ".on-failure", name, inside, handler);
  }

  /**
   * Runs a block at the end of this scope, whether it went well or not, after {@code onFailure}. If
   * the block itself fails, so does the scope; an earlier failure stays the one reported.
   */
  public void always(Consumer<Flow> teardown) {
    checkCurrent("always");
    if (always != null) {
      throw InvalidWorkflowException.here(
          scope + " has an always already; a scope has one, put the steps together");
    }
    Scope inside = scope.handler("the always block of " + scope);
    always =
        blockWithValue(
                name + ".always",
                inside,
                false,
                flow -> {
                  teardown.accept(flow);
                  return null;
                })
            .block();
    if (!always.completes()) {
      throw InvalidWorkflowException.here(
          "the always block of " + scope + " ends in fail or succeed; it must come to its end");
    }
  }

  private Place begin(String what, String id, Bool condition) {
    checkOpen(what + " '" + id + "'");
    recorder.claim(id);
    Recorder.checkVisible(what + " '" + id + "'", scope, condition.expr());
    return Place.here();
  }

  Block failureBlock(
      String blockName, String handled, Scope inside, BiConsumer<Flow, Failure> handler) {
    Failure failure =
        new Failure(
            new Text(new Expr.Failed(inside, handled, "Error")),
            new Text(new Expr.Failed(inside, handled, "Cause")));
    return blockWithValue(
            blockName,
            inside,
            false,
            flow -> {
              handler.accept(flow, failure);
              return null;
            })
        .block();
  }

  Block block(String blockName, Consumer<Flow> body) {
    return block(blockName, scope.block("the block of '" + plain(blockName) + "'"), body);
  }

  Block block(String blockName, Scope inside, Consumer<Flow> body) {
    return blockWithValue(
            blockName,
            inside,
            false,
            flow -> {
              body.accept(flow);
              return null;
            })
        .block();
  }

  <V extends Value<?>> Yield<V> blockWithValue(
      String blockName, Scope inside, Function<Flow, V> body) {
    Yield<V> made = blockWithValue(blockName, inside, true, body);
    if (made.value() == null) {
      throw InvalidWorkflowException.here(inside + " returns null; it must return a value");
    }
    return made;
  }

  /** A recorded block and the value it returned. */
  record Yield<V>(Block block, V value) {}

  private @Nullable Flow outer;

  @SuppressWarnings("NullAway") // a block without a value yields null, and nobody asks for it
  private <V> Yield<V> blockWithValue(
      String blockName,
      Scope inside,
      boolean mustYield,
      Function<Flow, ? extends @Nullable V> body) {
    Flow flow = new Flow(recorder, inside, blockName, mustYield);
    Flow before = recorder.open();
    flow.outer = before;
    recorder.enter(flow);
    try {
      V value = body.apply(flow);
      recorder.checkFinished();
      Expr result = null;
      if (value instanceof Value<?> carried) {
        Recorder.checkVisible("the value of '" + plain(blockName) + "'", inside, carried.expr());
        result = carried.expr();
      }
      Block block = new Block(blockName, flow.nodes, flow.onFailure, flow.always, result);
      if (mustYield && !block.completes()) {
        throw InvalidWorkflowException.here(
            inside + " ends in fail and so never returns its value; put the fail into a when");
      }
      return new Yield<>(block, value);
    } finally {
      flow.closed = true;
      recorder.leave(before);
    }
  }

  private static String plain(String blockName) {
    int dot = blockName.indexOf('.');
    return dot < 0 ? blockName : blockName.substring(0, dot);
  }

  Block close() {
    recorder.checkFinished();
    closed = true;
    recorder.leave(null);
    return new Block(name, nodes, onFailure, always, null);
  }

  Recorder recorder() {
    return recorder;
  }

  void add(Node node) {
    nodes.add(node);
  }

  Node at(int index) {
    return nodes.get(index);
  }

  void replace(int index, Node node) {
    nodes.set(index, node);
  }

  boolean isLast(int index) {
    return index == nodes.size() - 1;
  }

  void checkCurrent(String what) {
    recorder.checkFinished();
    Flow open = recorder.open();
    if (open != this) {
      throw InvalidWorkflowException.here(
          what
              + " is added to "
              + scope
              + ", which "
              + (closed ? "is closed" : "is not the innermost open one")
              + (open == null
                  ? "; steps are recorded only while the flow's function runs"
                  : "; here " + open.scope + " is open: use that block's own flow parameter"));
    }
  }

  private void checkOpen(String what) {
    checkCurrent(what);
    if (!nodes.isEmpty() && !nodes.get(nodes.size() - 1).completes()) {
      Node last = nodes.get(nodes.size() - 1);
      throw InvalidWorkflowException.here(
          what
              + " follows '"
              + last.id()
              + "' ("
              + last.place()
              + "), after which "
              + scope
              + " has ended; remove it or put the end into a when");
    }
  }
}
