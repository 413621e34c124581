package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.JsonObject;

/**
 * A state machine that is deployed.
 *
 * @param arn its ARN
 * @param name its name
 * @param roleArn the role that it takes
 * @param definition its definition now
 */
public record Machine(String arn, String name, String roleArn, JsonObject definition) {}
