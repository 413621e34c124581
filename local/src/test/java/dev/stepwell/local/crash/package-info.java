/**
 * Kills processes that run a mixed load, and proves by an account that is kept outside that nothing
 * was lost and nothing doubled. {@link dev.stepwell.local.crash.Audit} says what that means.
 */
@NullMarked
package dev.stepwell.local.crash;

import org.jspecify.annotations.NullMarked;
