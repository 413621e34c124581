/** Engines that are cut off, and engines that go on. */
@NullMarked
package dev.stepwell.engine.durable;

import org.jspecify.annotations.NullMarked;
