package dev.stepwell.lambdas.fanout;

import dev.stepwell.lambdas.event.InvalidEventException;
import java.util.List;
import java.util.Optional;

/**
 * What one invocation brought.
 *
 * @param queue whether it came from SQS, where single messages can be given back
 * @param ordered whether the queue is FIFO, so that nothing may overtake a failed message
 * @param messages in the order of delivery; an invocation without a queue is one message
 */
record Delivery(boolean queue, boolean ordered, List<Message> messages) {

  /**
   * One message.
   *
   * @param id the queue's message id, empty without a queue
   * @param objects what arrived; empty for test events and for events other than creations
   * @param problem why the message could not be read, if so
   */
  record Message(String id, List<ArrivedObject> objects, Optional<InvalidEventException> problem) {}
}
