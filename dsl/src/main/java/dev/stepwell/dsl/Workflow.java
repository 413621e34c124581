package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Scope;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A data pipeline: name, shape of the input, triggers and the recorded flow. Immutable and safe to
 * share; compile it as often as you like, the result is the same.
 *
 * @param <I> the input's shape
 */
public final class Workflow<I extends Record> {

  private final Class<I> input;
  private final List<Trigger<I>> triggers;
  private final Program program;
  private final Budget budget;
  private final Runs runs;

  private Workflow(
      Class<I> input, List<Trigger<I>> triggers, Program program, Budget budget, Runs runs) {
    this.input = input;
    this.triggers = List.copyOf(triggers);
    this.program = program;
    this.budget = budget;
    this.runs = runs;
  }

  /**
   * Starts a workflow.
   *
   * @param name kebab-case, at most 64 characters
   * @param input a record; JSON has its components by name
   */
  public static <I extends Record> Head<I> named(String name, Class<I> input) {
    Recorder.checkName("the workflow's name", name);
    Fields.components(input);
    return new Head<>(name, input, List.of(), List.of(), null, Runs.defaults());
  }

  /** The name. */
  public String name() {
    return program.name();
  }

  /** The input's shape. */
  public Class<I> input() {
    return input;
  }

  /** What starts it, in the order of declaration. */
  public List<Trigger<I>> triggers() {
    return triggers;
  }

  /** How its runs are made and limited. */
  public Runs runs() {
    return runs;
  }

  /** The same workflow, which compiles only if its executions are within the budget. */
  public Workflow<I> budget(Budget limits) {
    return new Workflow<>(input, triggers, program, limits, runs);
  }

  /**
   * The definition and what else deployment needs to know.
   *
   * @throws InvalidWorkflowException if the definition would not be valid, or executions would
   *     exceed the budget; it lists all problems
   */
  public Compiled compile() {
    Compiled compiled = Compiler.compile(program, triggers, budget, runs);
    if (!compiled.estimates().exceeded().isEmpty()) {
      throw new InvalidWorkflowException(compiled.estimates().exceeded());
    }
    return compiled;
  }

  /**
   * How much an execution takes; tells what exceeds the budget instead of refusing it.
   *
   * @param items how long lists are at most that only run time knows, by the id of the {@code
   *     forEach}; they win over those of the budget
   * @throws InvalidWorkflowException if the definition would not be valid
   */
  public Estimates estimate(Map<String, Long> items) {
    Budget assuming = budget;
    for (Map.Entry<String, Long> list : items.entrySet()) {
      assuming = assuming.items(list.getKey(), list.getValue());
    }
    return Compiler.compile(program, triggers, assuming, runs).estimates();
  }

  /** A task that runs it as an execution of its own, once it has been given its input. */
  public WorkflowCall<I> with() {
    return WorkflowCall.of(name(), input);
  }

  /**
   * A workflow whose flow is still to come.
   *
   * @param <I> the input's shape
   */
  public static final class Head<I extends Record> {

    private final String name;
    private final Class<I> input;
    private final List<Trigger<I>> triggers;
    private final List<RetryRule> defaults;
    private final @Nullable Integer timeoutSeconds;
    private final Runs runs;

    private Head(
        String name,
        Class<I> input,
        List<Trigger<I>> triggers,
        List<RetryRule> defaults,
        @Nullable Integer timeoutSeconds,
        Runs runs) {
      this.name = name;
      this.input = input;
      this.triggers = triggers;
      this.defaults = defaults;
      this.timeoutSeconds = timeoutSeconds;
      this.runs = runs;
    }

    /** With this trigger; it must set every component of the input that is not optional. */
    public Head<I> on(Trigger<I> trigger) {
      if (!(trigger instanceof Trigger.Manual)) {
        List<String> unset =
            Fields.components(input).stream()
                .filter(component -> !Fields.isOptional(component))
                .map(RecordComponent::getName)
                .filter(component -> !trigger.values().has(component))
                .toList();
        if (!unset.isEmpty()) {
          throw InvalidWorkflowException.here(
              "the "
                  + trigger.kind()
                  + " trigger of workflow '"
                  + name
                  + "' leaves "
                  + String.join(", ", unset)
                  + " of "
                  + input.getSimpleName()
                  + " unset; set every component in its mapping, or mark it @Nullable");
        }
      }
      List<Trigger<I>> more = new ArrayList<>(triggers);
      more.add(trigger);
      return new Head<>(name, input, more, defaults, timeoutSeconds, runs);
    }

    /** With this limit of a whole execution; whole seconds, default none. */
    public Head<I> timeout(Duration limit) {
      if (limit.toSeconds() < 1 || limit.toSeconds() > 99_999_999) {
        throw InvalidWorkflowException.here(
            "a workflow's time-out is 1 to 99,999,999 seconds, but this one is " + limit);
      }
      return new Head<>(name, input, triggers, defaults, (int) limit.toSeconds(), runs);
    }

    /** With these retries on every task, for errors that the task has none for. */
    public Head<I> defaults(Retry... retries) {
      List<RetryRule> rules = Arrays.stream(retries).map(Retry::rule).toList();
      return new Head<>(name, input, triggers, rules, timeoutSeconds, runs);
    }

    /** With its runs made and limited so; {@link Runs#defaults} otherwise. */
    public Head<I> runs(Runs how) {
      return new Head<>(name, input, triggers, defaults, timeoutSeconds, how);
    }

    /** Records the flow: the function is called once, now. */
    public Workflow<I> flow(BiConsumer<Flow, Obj<I>> body) {
      Starts.check(name, triggers, runs);
      Scope scope = Scope.root("the flow of '" + name + "'");
      Recorder recorder = new Recorder(name, defaults);
      Flow flow = new Flow(recorder, scope, name, false);
      recorder.enter(flow);
      body.accept(flow, new Obj<>(new Expr.Input(scope, List.of()), Naming.SAME));
      Block root = flow.close();
      return new Workflow<>(
          input,
          triggers,
          new Program(
              name,
              Place.here(),
              Starts.entries(triggers),
              components(),
              root,
              timeoutSeconds,
              false),
          Budget.none(),
          runs);
    }

    private List<Program.Component> components() {
      return Fields.components(input).stream()
          .map(
              component -> new Program.Component(component.getName(), Fields.isOptional(component)))
          .toList();
    }
  }
}
