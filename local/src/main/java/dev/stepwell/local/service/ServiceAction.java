package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;

/**
 * One action of a local service, such as {@code glue:startCrawler}. Safe to call from any thread.
 */
@FunctionalInterface
public interface ServiceAction {

  /**
   * Does the whole work of the call, however long that takes; the caller's thread may block.
   *
   * @param arguments what the state passes, PascalCase as in an ASL definition; its names have been
   *     checked against the action's {@link Parameters}
   * @param context who calls, and when
   * @return the answer, PascalCase, without SDK metadata
   * @throws ServiceException if AWS would answer with an error
   * @throws TaskFailedException where the error's name is not made of service and code, such as the
   *     {@code States.TaskFailed} of a job or what a function threw
   */
  Json call(JsonObject arguments, CallContext context) throws ServiceException;
}
