/** Amazon Kinesis Data Streams on this machine: shards of records, written and read. */
@NullMarked
package dev.stepwell.local.kinesis;

import org.jspecify.annotations.NullMarked;
