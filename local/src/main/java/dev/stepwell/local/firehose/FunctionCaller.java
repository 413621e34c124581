package dev.stepwell.local.firehose;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.ServiceException;

/** Calls functions. Safe to call from any thread. */
@FunctionalInterface
public interface FunctionCaller {

  /**
   * Calls a function and waits for its answer.
   *
   * @param function its name or ARN
   * @param payload JSON text
   * @throws ServiceException if there is no such function
   * @throws TaskFailedException if it failed
   */
  Json call(String function, String payload) throws ServiceException;
}
