package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for each other in any way, while they are recorded, with the meaning of Airflow's
 * DAGs: a failure does not stop tasks that do not wait for it, trigger rules decide who runs, and
 * the leaves decide whether the graph has failed. A task waits for the tasks whose output it uses
 * and for those it is said to be {@code after}; the order of calls means nothing.
 *
 * <p>The compiler nests the graph. Where that is not possible as it stands, a task also waits for
 * others; a diagnostic names every such wait.
 */
public final class Graph {

  static final String YES = "yes";
  static final String NO = "no";

  private final GraphRecording recording;
  private final Flow open;
  private final @Nullable String region;
  private final List<List<VertexDraft>> groups;
  private TaskDefaults defaults;

  Graph(
      GraphRecording recording,
      Flow open,
      @Nullable String region,
      List<List<VertexDraft>> groups,
      TaskDefaults defaults) {
    this.recording = recording;
    this.open = open;
    this.region = region;
    this.groups = groups;
    this.defaults = defaults;
  }

  /** Refuses the graph if it cannot be nested without added waits. */
  public Graph strict() {
    check("strict");
    recording.strict();
    return this;
  }

  /** Changes what the tasks that follow have where they do not say it themselves. */
  public Graph defaults(UnaryOperator<TaskDefaults> change) {
    check("defaults");
    defaults = change.apply(defaults);
    return this;
  }

  /**
   * Adds a task.
   *
   * @param id its name: kebab-case, unique in the workflow, at most 64 characters
   */
  public <O> GraphStep<O> run(String id, Task<O> task) {
    claim("step", id);
    Node.Step step = step(open, id, task, defaults);
    VertexDraft draft = add(id, new Vertex.Action.Run(body(id, step)));
    return new GraphStep<>(
        draft, task.output(names -> new Expr.Output(open.scope(), id, List.of(names), false)));
  }

  private static Node.Step step(Flow open, String id, Task<?> task, TaskDefaults defaults) {
    for (Expr used : task.work().uses()) {
      Recorder.checkVisible("step '" + id + "'", open.scope(), used);
    }
    Node.Options options = open.recorder().withDefaults(defaults.with(task.options()));
    return new Node.Step(id, Place.here(), task.kind(), task.work(), options);
  }

  private static Block body(String name, Node.Step step) {
    return new Block(name, List.of(step), null, null, null);
  }

  /** Adds several statements as one task. */
  public GraphStep<Done> block(String id, Consumer<Flow> body) {
    claim("block", id);
    Block block = open.block(id, body);
    return new GraphStep<>(add(id, new Vertex.Action.Run(block)), new Done());
  }

  /** Adds several statements as one task that gives what they return. */
  public <V extends Value<?>> GraphStep<V> blockOf(String id, Function<Flow, V> body) {
    claim("block", id);
    Flow.Yield<V> made =
        open.blockWithValue(id, open.scope().block("the block of '" + id + "'"), body);
    return new GraphStep<>(
        add(id, new Vertex.Action.Run(made.block())),
        Values.carried(made.value(), new Expr.Carried(open.scope(), id, List.of())));
  }

  /** Adds a task that goes one of two ways; tasks only after the other one are skipped. */
  public GraphStep<Ways> branch(String id, Bool condition) {
    return branch(id, ways -> ways.when(YES, condition).otherwise(NO));
  }

  /** Adds a task that goes one of several ways; tasks only after other ones are skipped. */
  public GraphStep<Ways> branch(String id, UnaryOperator<BranchWays> ways) {
    claim("branch", id);
    BranchWays recorded = ways.apply(new BranchWays(id));
    Vertex.Action.Choose action = recorded.action();
    action
        .ways()
        .forEach(
            way -> Recorder.checkVisible("branch '" + id + "'", open.scope(), way.condition()));
    VertexDraft draft = add(id, action);
    return new GraphStep<>(draft, new Ways(draft, recorded.names()));
  }

  /** Adds a task that skips all that is behind it, whatever its rule, unless a condition holds. */
  public GraphStep<Done> shortCircuit(String id, Bool condition) {
    return gate(id, condition, true);
  }

  /** Adds a task that skips what is directly behind it; the rules of the others see that. */
  public GraphStep<Done> shortCircuitNext(String id, Bool condition) {
    return gate(id, condition, false);
  }

  private GraphStep<Done> gate(String id, Bool condition, boolean everything) {
    claim("short circuit", id);
    Recorder.checkVisible("short circuit '" + id + "'", open.scope(), condition.expr());
    return new GraphStep<>(
        add(id, new Vertex.Action.Gate(condition.expr(), everything)), new Done());
  }

  /** Adds a mapped task or a mapped group; call run, collect or graph on what this returns. */
  public <E> GraphForEach<E> forEach(String id, Items<E> items) {
    claim("forEach", id);
    Recorder.checkVisible("forEach '" + id + "'", open.scope(), items.expr());
    open.recorder().begin("forEach '" + id + "'", "call run, collect or graph on it");
    return new GraphForEach<>(this, id, items, 0);
  }

  /** Adds tasks that are waited for together and inherit the defaults. */
  public Group group(String id, Consumer<Graph> body) {
    claim("group", id);
    return group(id, region, open, body);
  }

  /**
   * Adds tasks that run in an execution of their own, with a history of their own: for graphs that
   * would pass 25,000 events. Everything before any of them ends before they start.
   */
  public Group child(String id, Consumer<Graph> body) {
    claim("child", id);
    recording.add(new Region(id, Place.here(), null, 1, region));
    return group(id, id, open, body);
  }

  Group group(String id, @Nullable String inside, Flow flow, Consumer<Graph> body) {
    Place place = Place.here();
    List<VertexDraft> members = new ArrayList<>();
    List<List<VertexDraft>> around = new ArrayList<>(groups);
    around.add(members);
    body.accept(new Graph(recording, flow, inside, around, defaults));
    if (members.isEmpty()) {
      throw InvalidWorkflowException.at(place, "group '" + id + "' has no task; add at least one");
    }
    return new Group(recording, id, members);
  }

  VertexDraft add(String id, Vertex.Action action) {
    VertexDraft draft =
        new VertexDraft(recording, id, Place.here(), region, action, defaults.rule());
    recording.add(draft, open);
    groups.forEach(group -> group.add(draft));
    BiFunction<String, Failure, Task<?>> onFailure = defaults.onFailure();
    Function<String, Task<?>> onSuccess = defaults.onSuccess();
    boolean works = action instanceof Vertex.Action.Run || action instanceof Vertex.Action.Each;
    if (works && onFailure != null) {
      draft.onFailure(callback(draft, "on-failure", onFailure.apply(id, failure(draft))));
    }
    if (works && onSuccess != null) {
      draft.onSuccess(callback(draft, "on-success", onSuccess.apply(id)));
    }
    return draft;
  }

  /** A task that runs beside another one, with a name made from the other's. */
  static Block callback(VertexDraft draft, String kind, Task<?> task) {
    String name = draft.id() + "." + kind;
    return body(name, step(draft.recording().scopeOf(draft), name, task, TaskDefaults.NONE));
  }

  static Failure failure(VertexDraft draft) {
    Flow open = draft.recording().scopeOf(draft);
    return new Failure(
        new Text(new Expr.Failed(open.scope(), draft.id(), "Error")),
        new Text(new Expr.Failed(open.scope(), draft.id(), "Cause")));
  }

  Flow open() {
    return open;
  }

  GraphRecording recording() {
    return recording;
  }

  @Nullable String region() {
    return region;
  }

  private void claim(String kind, String id) {
    check(kind + " '" + id + "'");
    open.recorder().claim(id);
  }

  private void check(String what) {
    recording.checkOpen(what);
    open.checkCurrent(what);
  }
}
