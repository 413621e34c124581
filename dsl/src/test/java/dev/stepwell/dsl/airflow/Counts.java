package dev.stepwell.dsl.airflow;

import java.util.Collection;

/**
 * How the direct upstream instances of an instance stand.
 *
 * @param upstream how many there are
 * @param success of them, succeeded
 * @param skipped of them, skipped
 * @param failed of them, failed
 * @param upstreamFailed of them, never ran because of a failure before them
 * @param removed of them, removed
 * @param setups direct upstream instances that are setups
 * @param setupSuccess of the setups, succeeded
 * @param setupSkipped of the setups, skipped
 * @param mapped whether the instance that is decided is itself one of a mapped task; only then are
 *     removed ones subtracted
 */
record Counts(
    int upstream,
    int success,
    int skipped,
    int failed,
    int upstreamFailed,
    int removed,
    int setups,
    int setupSuccess,
    int setupSkipped,
    boolean mapped) {

  /** Counts of states; {@code setups} are those of them that belong to setups. */
  static Counts of(Collection<State> states, Collection<State> setups, boolean mapped) {
    return new Counts(
        states.size(),
        count(states, State.SUCCESS),
        count(states, State.SKIPPED),
        count(states, State.FAILED),
        count(states, State.UPSTREAM_FAILED),
        count(states, State.REMOVED),
        setups.size(),
        count(setups, State.SUCCESS),
        count(setups, State.SKIPPED),
        mapped);
  }

  int bad() {
    return failed + upstreamFailed;
  }

  int done() {
    return success + skipped + failed + upstreamFailed + removed;
  }

  boolean allDone() {
    return done() == upstream;
  }

  /** Whether {@code met} of the upstream instances are all that count. */
  boolean isAll(int met) {
    return met == upstream - (mapped ? removed : 0);
  }

  private static int count(Collection<State> states, State state) {
    return (int) states.stream().filter(state::equals).count();
  }
}
