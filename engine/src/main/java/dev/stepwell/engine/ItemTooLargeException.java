package dev.stepwell.engine;

/** An item does not fit into a batch. */
final class ItemTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ItemTooLargeException(String message) {
    super(message);
  }
}
