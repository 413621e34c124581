/** Placeholder. */
@NullMarked
package dev.stepwell.local;

import org.jspecify.annotations.NullMarked;
