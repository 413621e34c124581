package dev.stepwell.scheduler;

import dev.stepwell.scheduler.ledger.Changes;
import dev.stepwell.scheduler.ledger.Ledger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A ledger whose process dies in a commit: before it is written, or before anybody is told. */
final class BreakingLedger {

  /** The process is gone. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Ledger ledger;
  private int commitsLeft = Integer.MAX_VALUE;
  private boolean writes;
  private volatile boolean dead;

  BreakingLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Has the process die in a commit to come. */
  void kill(int commits, boolean afterWriting) {
    commitsLeft = commits;
    writes = afterWriting;
  }

  boolean isDead() {
    return dead;
  }

  Ledger ledger() {
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              if (dead) {
                throw new Killed();
              }
              if (method.getName().equals("commit") && commitsLeft-- <= 0) {
                dead = true;
                if (writes) {
                  ledger.commit((Changes) arguments[0]);
                }
                throw new Killed();
              }
              try {
                return method.invoke(ledger, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
