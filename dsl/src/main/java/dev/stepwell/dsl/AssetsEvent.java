package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** Assets were updated. */
public final class AssetsEvent {

  private final boolean partitioned;

  AssetsEvent(boolean partitioned) {
    this.partitioned = partitioned;
  }

  /** The partition that was updated, as the waiting workflow's; only where it waits for those. */
  public Text partition() {
    if (!partitioned) {
      throw InvalidWorkflowException.here(
          "an update of whole assets has no partition; say with AssetPartitions in Trigger.assets"
              + " which ones are waited for");
    }
    return new Text(new Expr.Envelope("partition"));
  }

  /** When the run was made that answers the updates. */
  public Instant time() {
    return new Instant(new Expr.Envelope("time"));
  }

  /** The day of that moment in UTC. */
  public Day day() {
    return new Day(Expr.call("$substring({0}, 0, 10)", new Expr.Envelope("time")));
  }
}
