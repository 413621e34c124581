/**
 * Amazon Data Firehose on this machine: records are buffered in the state's database, transformed
 * by functions, and written to buckets under the keys that AWS would give them.
 */
@NullMarked
package dev.stepwell.local.firehose;

import org.jspecify.annotations.NullMarked;
