/**
 * What can be said of a graph of tasks before it runs: who waits for whom, who counts for whose
 * rule, who decides the verdict, and how it nests.
 */
@NullMarked
package dev.stepwell.dsl.plan;

import org.jspecify.annotations.NullMarked;
