package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * How an execution began.
 *
 * @param definition the id of the definition that it runs, or of which it runs a part
 * @param name its name
 * @param expressId the last part of an Express execution's ARN; null for Standard
 * @param startedAt when, in milliseconds since 1970
 * @param input its input
 * @param versionArn the version it was started by; null if by none
 * @param aliasArn the alias it was started by; null if by none
 * @param descent whose child it is; null if nobody's
 */
record RunBirth(
    long definition,
    String name,
    @Nullable String expressId,
    long startedAt,
    Json input,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    @Nullable Descent descent) {

  /**
   * Whose child an execution of a Map Run is.
   *
   * @param parent the stream of the execution that has the Map Run
   * @param mapRunArn the Map Run
   * @param index the place among the Map Run's children
   */
  record Descent(long parent, String mapRunArn, int index) {}
}
