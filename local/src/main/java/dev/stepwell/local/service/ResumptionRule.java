package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;

/** Says what becomes of an interrupted call: always the same, or as its arguments say. */
@FunctionalInterface
public interface ResumptionRule {

  /**
   * What becomes of a call.
   *
   * @param arguments what the state passes; it gives the same for the same arguments, also in the
   *     process that resumes the call
   */
  Resumption of(Json arguments);
}
