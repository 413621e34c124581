/** Placeholder. */
@NullMarked
package dev.stepwell.aws;

import org.jspecify.annotations.NullMarked;
