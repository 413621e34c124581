/** Checks of requests to test states. */
@NullMarked
package dev.stepwell.engine.teststate;

import org.jspecify.annotations.NullMarked;
