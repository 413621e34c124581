/**
 * Airflow's trigger rules as functions of the states before a task, and as the shortest conditions
 * that tell their answers apart.
 */
@NullMarked
package dev.stepwell.dsl.outcome;

import org.jspecify.annotations.NullMarked;
