/**
 * Airflow's task states and run verdict, by an interpreter of its rules that knows nothing of the
 * compiler. The compiler is proven against it.
 */
@NullMarked
package dev.stepwell.dsl.airflow;

import org.jspecify.annotations.NullMarked;
