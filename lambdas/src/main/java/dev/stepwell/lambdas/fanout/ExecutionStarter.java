package dev.stepwell.lambdas.fanout;

/** Starts executions. */
interface ExecutionStarter {
  /**
   * Starts an execution unless one of that name was started before.
   *
   * @param input a JSON object; the same name must always come with the same text
   * @return whether this call started it
   */
  boolean start(String stateMachineArn, String name, String input);
}
