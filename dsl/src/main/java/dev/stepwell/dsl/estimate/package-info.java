/**
 * How much an execution takes, from the definition alone: events, transitions, bytes, and where to
 * split. Knows the language and nothing of how the definition came about.
 */
@NullMarked
package dev.stepwell.dsl.estimate;

import org.jspecify.annotations.NullMarked;
