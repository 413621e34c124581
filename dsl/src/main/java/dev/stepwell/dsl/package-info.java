/** Placeholder. */
@NullMarked
package dev.stepwell.dsl;

import org.jspecify.annotations.NullMarked;
