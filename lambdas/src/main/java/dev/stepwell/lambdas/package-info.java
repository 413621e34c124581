/** Placeholder. */
@NullMarked
package dev.stepwell.lambdas;

import org.jspecify.annotations.NullMarked;
