/**
 * Workflows as plain Java. The code of a {@link dev.stepwell.dsl.Workflow} runs once, at build
 * time, and records a graph; {@link dev.stepwell.dsl.Workflow#compile} turns it into an Amazon
 * States Language definition.
 */
@NullMarked
package dev.stepwell.dsl;

import org.jspecify.annotations.NullMarked;
