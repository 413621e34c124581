package dev.stepwell.scheduler.ledger;

/** The ledger cannot be read or written; the message names the file and the reason. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An obstacle. */
  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
