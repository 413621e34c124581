/**
 * Amazon DynamoDB on this machine, as much of it as locks, counters and the state of pipelines
 * need: items by key, conditions, updates, queries and transactions.
 */
@NullMarked
package dev.stepwell.local.dynamodb;

import org.jspecify.annotations.NullMarked;
