/**
 * State machines and executions on AWS, or on any server with the API of Step Functions. All that
 * is thrown is a {@link dev.stepwell.aws.cloud.CloudException}, whose message is for people.
 */
@NullMarked
package dev.stepwell.aws.cloud;

import org.jspecify.annotations.NullMarked;
