/** Tests of the store. */
@NullMarked
package dev.stepwell.engine.store;

import org.jspecify.annotations.NullMarked;
