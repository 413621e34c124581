package dev.stepwell.aws.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * Functions of Lambda. Thread-safe.
 *
 * <p>Every method throws {@link CloudException} if AWS refuses or cannot be reached.
 */
public final class CloudFunctions implements AutoCloseable {

  /** Lambda's longest time-out, and a little for the way. */
  private static final Duration LONGEST = Duration.ofSeconds(910);

  private final LambdaClient client;

  private CloudFunctions(LambdaClient client) {
    this.client = client;
  }

  /** A client; nothing is asked yet. */
  public static CloudFunctions at(Connection connection) {
    return new CloudFunctions(
        Clients.of(
            "Lambda",
            LambdaClient.builder()
                // A second try would be a second invocation.
                .overrideConfiguration(
                    it -> it.apiCallTimeout(LONGEST).retryStrategy(retry -> retry.maxAttempts(1))),
            connection,
            LONGEST));
  }

  /**
   * What a function said.
   *
   * @param payload its result, or the error as JSON
   * @param error {@code Handled} or {@code Unhandled}; null if it succeeded
   * @param log the last 4 KiB of its log; empty if there are none
   */
  public record Answer(String payload, @Nullable String error, String log) {}

  /**
   * Calls a function and waits for its answer; the call is not repeated.
   *
   * @param name its name or ARN
   * @param alias its version or alias; null for the newest code
   * @param event JSON
   */
  public Answer invoke(String name, @Nullable String alias, String event) {
    InvokeResponse answer =
        Failures.telling(
            "cannot invoke " + name,
            () ->
                client.invoke(
                    it ->
                        it.functionName(name)
                            .qualifier(alias)
                            .logType(LogType.TAIL)
                            .payload(SdkBytes.fromUtf8String(event))));
    return new Answer(
        answer.payload() == null ? "" : answer.payload().asUtf8String(),
        answer.functionError(),
        Optional.ofNullable(answer.logResult())
            .map(log -> new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8))
            .orElse(""));
  }

  @Override
  public void close() {
    client.close();
  }
}
