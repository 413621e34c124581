/**
 * Starts one execution for every object that arrives in S3. Reads what S3 sends, directly or
 * through SNS, SQS or EventBridge, and names executions so that a repeated delivery starts nothing
 * twice.
 */
@NullMarked
package dev.stepwell.lambdas.fanout;

import org.jspecify.annotations.NullMarked;
