/**
 * Graphs of tasks, compiled and run: against Airflow's semantics, and on graphs of real projects.
 */
@NullMarked
package dev.stepwell.dsl.graph;

import org.jspecify.annotations.NullMarked;
