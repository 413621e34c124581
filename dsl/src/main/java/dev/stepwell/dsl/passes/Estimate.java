package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Range;
import dev.stepwell.dsl.model.Work;
import java.util.OptionalLong;

/**
 * Counts the history events and the billed transitions of an execution that ends well and retries
 * nothing. Handlers of failures count where the flow goes on after them, as in attempt.
 */
public final class Estimate {

  /** What the states of one kind cost: history events and transitions. */
  private enum Unit {
    EVENTS(5, 2, 4, 2, 4, 0),
    TRANSITIONS(1, 1, 1, 0, 1, 0);

    private final long task;
    private final long other;
    private final long map;
    private final long item;
    private final long parallel;
    private final long branch;

    Unit(int task, int other, int map, int item, int parallel, int branch) {
      this.task = task;
      this.other = other;
      this.map = map;
      this.item = item;
      this.parallel = parallel;
      this.branch = branch;
    }
  }

  private final Unit unit;

  private Estimate(Unit unit) {
    this.unit = unit;
  }

  /** History events, the start and the end of the execution included. */
  public static Range events(Program program) {
    Estimate estimate = new Estimate(Unit.EVENTS);
    return estimate.entered(program).plus(estimate.block(program.root())).plus(Range.of(2));
  }

  /** Billed transitions, the one into the first state included. */
  public static Range transitions(Program program) {
    Estimate estimate = new Estimate(Unit.TRANSITIONS);
    return estimate.entered(program).plus(estimate.block(program.root())).plus(Range.of(1));
  }

  private Range entered(Program program) {
    return Range.of(program.entries().isEmpty() ? 0 : unit.other);
  }

  private Range block(Block block) {
    Range sum = Range.of(0);
    for (Node node : block.nodes()) {
      sum = sum.plus(node(node));
    }
    Block always = block.always();
    if (always != null) {
      sum = sum.plus(block(always)).plus(Range.of(unit.other));
    }
    // A value is carried by a state of its own, unless the last one can do it.
    return block.result() == null ? sum : sum.plus(Range.of(0, unit.other));
  }

  private Range node(Node node) {
    if (node instanceof Node.Step step) {
      return work(step.work(), step.options());
    } else if (node instanceof Node.Each each) {
      return Range.of(unit.map)
          .plus(
              block(each.body())
                  .plus(Range.of(unit.item, unit.item + unit.other))
                  .times(count(each)));
    } else if (node instanceof Node.Fork fork) {
      Range sum = Range.of(unit.parallel);
      for (Block branch : fork.branches()) {
        sum = sum.plus(block(branch)).plus(Range.of(unit.branch));
      }
      return sum;
    } else if (node instanceof Node.Choose choose) {
      Range way;
      if (!choose.then().completes()) {
        way = block(choose.otherwise());
      } else if (!choose.otherwise().completes()) {
        way = block(choose.then());
      } else {
        way = block(choose.then()).or(block(choose.otherwise()));
      }
      return way.plus(Range.of(unit.other));
    } else if (node instanceof Node.Attempt attempt) {
      Range body = block(attempt.body());
      Range failed = Range.of(0);
      for (Node.Recovery recovery : attempt.recoveries()) {
        failed = failed.or(block(recovery.block()));
      }
      return body.plus(failed);
    }
    return Range.of(unit.other);
  }

  private static Range count(Node.Each each) {
    if (each.items() instanceof Expr.Elements elements) {
      return Range.of(elements.elements().size());
    }
    if (each.items() instanceof Expr.Constant constant
        && constant.value() instanceof JsonArray array) {
      return Range.of(array.length());
    }
    return new Range(0, OptionalLong.empty());
  }

  private Range work(Work work, Node.Options options) {
    Range call = Range.of(unit.task);
    Range end = Range.of(unit.other, 2 * unit.other);
    if (work instanceof Work.Fragment) {
      return new Range(unit.parallel, OptionalLong.empty());
    } else if (work instanceof Work.Job) {
      return call.plus(end);
    } else if (work instanceof Work.Polled polled) {
      return call.plus(polls(polled.polling(), options)).plus(Range.of(0, unit.other));
    } else if (work instanceof Work.Fetched fetched) {
      return call.plus(polls(fetched.polling(), options)).plus(call);
    } else if (work instanceof Work.Exclusive exclusive) {
      long look = unit.task + unit.other;
      long busy = (look + unit.other) * limit(exclusive.polling(), options);
      return Range.of(look, look + busy)
          .plus(call)
          .plus(polls(exclusive.polling(), options))
          .plus(Range.of(0, unit.other));
    }
    return call;
  }

  private Range polls(Polling polling, Node.Options options) {
    long poll = unit.other + unit.task + unit.other;
    return Range.of(poll, poll * limit(polling, options));
  }

  private static long limit(Polling polling, Node.Options options) {
    Integer seconds = options.timeoutSeconds();
    return (seconds == null ? polling : polling.within(seconds)).limit();
  }
}
