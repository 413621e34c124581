package dev.stepwell.local.delivery;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Transaction;

/** Takes what is delivered to the resources of one service. Safe to call from any thread. */
public sealed interface Receiver {

  /** A receiver whose work is a change of the database, so it is done exactly once. */
  @FunctionalInterface
  non-sealed interface Stored extends Receiver {

    /**
     * Takes a delivery, in the transaction that also removes it.
     *
     * @throws ServiceException if the resource refuses it; it is not offered again
     */
    void receive(Transaction transaction, Delivery delivery) throws ServiceException;
  }

  /** A receiver that calls code: it may block, and gets a delivery again that it failed on. */
  @FunctionalInterface
  non-sealed interface Called extends Receiver {

    /**
     * Takes a delivery.
     *
     * @throws ServiceException if the resource refuses it; it is not offered again
     * @throws RuntimeException if it failed; it is offered twice more
     */
    void receive(Delivery delivery) throws ServiceException;
  }
}
