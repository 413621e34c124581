/** Runs definitions that chance has changed; whatever they say, the engine stays itself. */
@NullMarked
package dev.stepwell.engine.fuzz;

import org.jspecify.annotations.NullMarked;
