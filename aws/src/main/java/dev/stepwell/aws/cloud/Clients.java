package dev.stepwell.aws.cloud;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of the SDK for a connection; nothing is asked yet. */
final class Clients {

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private Clients() {}

  /**
   * The client.
   *
   * @param service as in messages, such as {@code Step Functions}
   */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      String service, B builder, Connection connection) {
    return of(service, builder, connection, ANSWER);
  }

  /** The client, for a service that may take its time to answer. */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      String service, B builder, Connection connection, Duration longest) {
    return Failures.telling(
        "cannot speak to " + service,
        () -> {
          builder.httpClient(UrlConnectionHttpClient.builder().socketTimeout(longest).build());
          if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
          }
          if (connection.region() != null) {
            builder.region(Region.of(connection.region()));
          }
          if (connection.profile() != null) {
            builder.credentialsProvider(ProfileCredentialsProvider.create(connection.profile()));
          }
          return builder.build();
        });
  }
}
