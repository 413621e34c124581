package dev.stepwell.engine;

/** Sees every event as it is written. */
@FunctionalInterface
public interface HistoryListener {

  /**
   * Called on the engine's event loop in the order of the events, so it must not block. An
   * exception is logged and does not disturb the execution.
   *
   * @param executionArn whose event it is
   * @param event the event
   */
  void onEvent(String executionArn, HistoryEvent event);
}
