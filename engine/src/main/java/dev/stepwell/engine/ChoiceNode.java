package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Scope;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the first way whose condition holds. */
final class ChoiceNode extends Node {

  /** One way out. */
  static final class Way {
    private final Predicate<Scope> condition;
    private final Flow flow;
    private @Nullable Node target;

    Way(Predicate<Scope> condition, Flow flow) {
      this.condition = condition;
      this.flow = flow;
    }

    void link(Node to) {
      this.target = to;
    }
  }

  private final Flow flow;
  private final List<Way> ways;

  /** A choice; what it is linked to is the default. */
  ChoiceNode(String name, Flow flow, List<Way> ways) {
    super(name, EventType.CHOICE_STATE_ENTERED, EventType.CHOICE_STATE_EXITED);
    this.flow = flow;
    this.ways = ways;
  }

  @Override
  void run(Frame frame) {
    Json effective = flow.effective(frame);
    Scope scope = frame.scope().withInput(effective);
    for (Way way : ways) {
      if (way.condition.test(scope)) {
        frame.exit(way.target, way.flow.leave(frame, effective, null));
        return;
      }
    }
    if (next() == null) {
      frame.failFatally(
          "Failed to transition out of the state. The state does not point to a next state.");
      return;
    }
    frame.exit(next(), flow.leave(frame, effective, null));
  }
}
