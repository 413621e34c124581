/**
 * Transforms flights on their way through Data Firehose: checks, enriches and routes them. Every
 * record of a request is answered exactly once, within Firehose's limits.
 */
@NullMarked
package dev.stepwell.lambdas.firehose;

import org.jspecify.annotations.NullMarked;
