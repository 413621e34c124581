package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;

/**
 * A queue of work for workers outside.
 *
 * @param name the name
 * @param arn the ARN
 * @param encryption the type and the key
 * @param created when
 */
record Activity(String name, String arn, JsonObject encryption, Instant created) {}
