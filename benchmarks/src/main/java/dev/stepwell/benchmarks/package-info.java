/**
 * Workloads that the engine is measured with. Each runs under JMH, and without it for a quick look.
 */
@NullMarked
package dev.stepwell.benchmarks;

import org.jspecify.annotations.NullMarked;
