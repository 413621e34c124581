package dev.stepwell.dsl.airflow;

import java.util.List;
import java.util.stream.Stream;

/**
 * Airflow's trigger rules: what a scheduler pass decides when it sees these counts. The counts may
 * be of upstream tasks that are not finished; then a rule decides early or waits.
 *
 * <p>The source is Airflow's scheduler, not its documentation, which says of {@link
 * #ALL_DONE_MIN_ONE_SUCCESS} that skipped tasks are ignored.
 */
public enum Rule {
  ALL_SUCCESS {
    @Override
    Decision decide(Counts of) {
      if (of.bad() > 0) {
        return Decision.UPSTREAM_FAILED;
      } else if (of.skipped() > 0) {
        return Decision.SKIPPED;
      }
      return runIf(of.isAll(of.success()));
    }
  },
  ALL_FAILED {
    @Override
    Decision decide(Counts of) {
      if (of.success() > 0 || of.skipped() > 0) {
        return Decision.SKIPPED;
      }
      return runIf(of.isAll(of.bad()));
    }
  },
  ALL_DONE {
    @Override
    Decision decide(Counts of) {
      return runIf(of.allDone());
    }
  },
  ALL_DONE_MIN_ONE_SUCCESS {
    @Override
    Decision decide(Counts of) {
      if (of.skipped() > 0) {
        return Decision.SKIPPED;
      } else if (of.allDone() && of.success() == 0) {
        return Decision.UPSTREAM_FAILED;
      }
      return runIf(of.allDone());
    }
  },
  ALL_SKIPPED {
    @Override
    Decision decide(Counts of) {
      if (of.success() > 0 || of.bad() > 0) {
        return Decision.SKIPPED;
      }
      return runIf(of.isAll(of.skipped()));
    }
  },
  ONE_SUCCESS {
    @Override
    Decision decide(Counts of) {
      if (of.success() > 0) {
        return Decision.RUN;
      } else if (!of.allDone()) {
        return Decision.WAIT;
      }
      return of.isAll(of.skipped()) ? Decision.SKIPPED : Decision.UPSTREAM_FAILED;
    }
  },
  ONE_FAILED {
    @Override
    Decision decide(Counts of) {
      if (of.bad() > 0) {
        return Decision.RUN;
      }
      return of.allDone() ? Decision.SKIPPED : Decision.WAIT;
    }
  },
  ONE_DONE {
    @Override
    Decision decide(Counts of) {
      if (of.success() + of.failed() > 0) {
        return Decision.RUN;
      }
      return of.allDone() ? Decision.SKIPPED : Decision.WAIT;
    }
  },
  NONE_FAILED {
    @Override
    Decision decide(Counts of) {
      if (of.bad() > 0) {
        return Decision.UPSTREAM_FAILED;
      }
      return runIf(of.isAll(of.success() + of.skipped()));
    }
  },
  NONE_FAILED_MIN_ONE_SUCCESS {
    @Override
    Decision decide(Counts of) {
      if (of.bad() > 0) {
        return Decision.UPSTREAM_FAILED;
      } else if (of.isAll(of.skipped())) {
        return Decision.SKIPPED;
      }
      return runIf(of.isAll(of.success() + of.skipped()) && of.success() > 0);
    }
  },
  NONE_SKIPPED {
    @Override
    Decision decide(Counts of) {
      return of.skipped() > 0 ? Decision.SKIPPED : runIf(of.allDone());
    }
  },
  ALWAYS {
    @Override
    Decision decide(Counts of) {
      return Decision.RUN;
    }
  },
  /** That of every teardown, and of nothing else. A teardown without a setup waits for all. */
  ALL_DONE_SETUP_SUCCESS {
    @Override
    Decision decide(Counts of) {
      if (!of.allDone()) {
        return Decision.WAIT;
      } else if (of.setups() == 0 || of.setupSuccess() > 0) {
        return Decision.RUN;
      }
      return of.setupSkipped() == of.setups() ? Decision.SKIPPED : Decision.UPSTREAM_FAILED;
    }
  };

  /** What becomes of an instance. */
  enum Decision {
    RUN,
    WAIT,
    SKIPPED,
    UPSTREAM_FAILED
  }

  /** What a pass decides for a task that has upstream tasks. */
  abstract Decision decide(Counts of);

  /** The twelve rules that an author can choose. */
  public static List<Rule> selectable() {
    return Stream.of(values()).filter(rule -> rule != ALL_DONE_SETUP_SUCCESS).toList();
  }

  private static Decision runIf(boolean met) {
    return met ? Decision.RUN : Decision.WAIT;
  }
}
