/**
 * Runs and their dates. A workflow's timetable says when runs are due; a run has a logical date,
 * covers a data interval, and has attempts below it, each an execution on the engine. Words and
 * strings are Airflow's.
 */
@NullMarked
package dev.stepwell.scheduler;

import org.jspecify.annotations.NullMarked;
