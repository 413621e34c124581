package dev.stepwell.lambdas.fanout;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Starts through the AWS SDK, which also retries throttled calls. Thread-safe. */
final class SfnExecutionStarter implements ExecutionStarter {
  private final SfnClient sfn;

  SfnExecutionStarter(SfnClient sfn) {
    this.sfn = sfn;
  }

  /**
   * Region, credentials and endpoint as the SDK finds them in environment and system properties.
   */
  static SfnExecutionStarter fromEnvironment() {
    return new SfnExecutionStarter(
        SfnClient.builder().httpClient(UrlConnectionHttpClient.create()).build());
  }

  @Override
  public boolean start(String stateMachineArn, String name, String input) {
    try {
      sfn.startExecution(r -> r.stateMachineArn(stateMachineArn).name(name).input(input));
      return true;
    } catch (ExecutionAlreadyExistsException startedBefore) {
      return false;
    }
  }
}
