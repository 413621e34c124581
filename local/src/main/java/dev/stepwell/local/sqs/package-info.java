/**
 * Amazon SQS on this machine: standard and FIFO queues with visibility, delay, dead letters and
 * deduplication, kept in the state's database.
 */
@NullMarked
package dev.stepwell.local.sqs;

import org.jspecify.annotations.NullMarked;
