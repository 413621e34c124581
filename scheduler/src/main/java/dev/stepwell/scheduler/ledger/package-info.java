/** What is remembered of runs and their dates, in memory or in one SQLite file. */
@NullMarked
package dev.stepwell.scheduler.ledger;

import org.jspecify.annotations.NullMarked;
