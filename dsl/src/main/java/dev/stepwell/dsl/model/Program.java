package dev.stepwell.dsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded workflow.
 *
 * @param name the workflow's name
 * @param place where its flow is written
 * @param entries the triggers whose events must be turned into the input first
 * @param inputs the components of the input
 * @param root the statements
 * @param timeoutSeconds the limit of an execution; null for none
 * @param packed whether the input comes as the text of another execution's, in an event
 */
public record Program(
    String name,
    Place place,
    List<Entry> entries,
    List<Component> inputs,
    Block root,
    @Nullable Integer timeoutSeconds,
    boolean packed) {

  /** Copies the lists. */
  public Program {
    entries = List.copyOf(entries);
    inputs = List.copyOf(inputs);
  }

  /**
   * A trigger.
   *
   * @param name unique in the workflow
   * @param values the input's components as expressions over the trigger's envelope
   */
  public record Entry(String name, Expr.Fields values) {}

  /** A component of the input; an optional one may be absent. */
  public record Component(String name, boolean optional) {}
}
