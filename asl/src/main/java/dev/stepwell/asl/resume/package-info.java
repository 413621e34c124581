/**
 * Definitions that go on where an earlier execution came to: what is finished gives what was
 * recorded, and the rest does its work.
 */
@NullMarked
package dev.stepwell.asl.resume;

import org.jspecify.annotations.NullMarked;
