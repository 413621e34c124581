package dev.stepwell.local.s3;

/** Is told what happens to the objects of a store. */
@FunctionalInterface
public interface ObjectListener {

  /**
   * Hears of one created or removed object, after the change can be seen. Called on the thread that
   * made the change and with no lock held, so it may use the store; it must not wait long, since
   * the writer waits for it. Changes of one key that are made at the same time may be told out of
   * order; {@link ObjectEvent#sequencer} has their order. What it throws reaches the writer, whose
   * change stays.
   */
  void onEvent(ObjectEvent event);
}
