package dev.stepwell.aws.cloud;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where to find Step Functions. What is null is looked up as the AWS command line does:
 * environment, profile, instance.
 *
 * @param endpoint of a compatible server; null for AWS
 * @param region such as {@code eu-west-1}
 * @param profile of the shared configuration files
 */
public record Connection(
    @Nullable URI endpoint, @Nullable String region, @Nullable String profile) {}
