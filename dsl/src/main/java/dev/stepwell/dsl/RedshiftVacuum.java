package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.Map;

/**
 * A VACUUM, in full unless said otherwise. Only one can run in a cluster at a time, and only the
 * table's owner or a superuser can run it.
 */
public final class RedshiftVacuum extends Task<Redshift.Statement> {

  private final RedshiftTarget target;
  private final String mode;
  private final String table;
  private final String more;

  RedshiftVacuum(RedshiftTarget target, String mode, String table, String more) {
    super(
        "Redshift VACUUM",
        RedshiftCalls.polled(
            target,
            List.of(Text.of("VACUUM " + mode + table + more).expr()),
            Map.of(),
            Expr.fields()),
        Redshift::statement);
    this.target = target;
    this.mode = mode;
    this.table = table;
    this.more = more;
  }

  /** Sorts, and leaves the space of deleted rows. */
  public RedshiftVacuum sortOnly() {
    return mode("SORT ONLY ");
  }

  /** Reclaims the space of deleted rows, and does not sort. */
  public RedshiftVacuum deleteOnly() {
    return mode("DELETE ONLY ");
  }

  /** Analyzes the values of interleaved sort keys, and then does all. Not with {@link #boost}. */
  public RedshiftVacuum reindex() {
    return mode("REINDEX ");
  }

  /** Sorts what is not sorted yet, without merging; not for interleaved keys or DISTSTYLE ALL. */
  public RedshiftVacuum recluster() {
    return mode("RECLUSTER ");
  }

  /**
   * Does nothing if so much is sorted or free already; default 95. Not for reindex and recluster.
   *
   * @param percent from 0 to 100
   */
  public RedshiftVacuum toPercent(int percent) {
    if (percent < 0 || percent > 100) {
      throw InvalidWorkflowException.here(
          "VACUUM of " + table + " goes to 0 to 100 percent, but this one to " + percent);
    }
    return checked(mode, " TO " + percent + " PERCENT" + (more.endsWith(" BOOST") ? " BOOST" : ""));
  }

  /** With more resources of the cluster, and blocking deletes and updates meanwhile. */
  public RedshiftVacuum boost() {
    return checked(mode, more.endsWith(" BOOST") ? more : more + " BOOST");
  }

  private RedshiftVacuum mode(String other) {
    if (!mode.isEmpty() && !mode.equals(other)) {
      throw InvalidWorkflowException.here(
          "VACUUM of " + table + " is " + mode + "already; it cannot be " + other.strip() + " too");
    }
    return checked(other, more);
  }

  private RedshiftVacuum checked(String mode, String more) {
    boolean reindex = mode.startsWith("REINDEX");
    if (more.contains(" TO ") && (reindex || mode.startsWith("RECLUSTER"))) {
      throw InvalidWorkflowException.here(
          "VACUUM " + mode + "of " + table + " takes no percentage; leave toPercent(..) out");
    }
    if (more.contains(" BOOST") && reindex) {
      throw InvalidWorkflowException.here(
          "VACUUM " + mode + "of " + table + " takes no boost; leave boost() out");
    }
    return new RedshiftVacuum(target, mode, table, more);
  }
}
