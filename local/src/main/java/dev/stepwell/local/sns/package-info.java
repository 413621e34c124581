/**
 * Amazon SNS on this machine: what is published to a topic is appended to the topic's file and goes
 * to its subscribers.
 */
@NullMarked
package dev.stepwell.local.sns;

import org.jspecify.annotations.NullMarked;
