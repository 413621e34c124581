/** Placeholder. */
@NullMarked
package dev.stepwell.workflows;

import org.jspecify.annotations.NullMarked;
