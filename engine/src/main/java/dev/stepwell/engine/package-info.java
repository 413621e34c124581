/**
 * Runs Amazon States Language in this process and writes the history that AWS Step Functions would
 * have written. One event loop, no thread per execution, wait or task; the clock, the ids and the
 * way to the outside world are handed in.
 */
@NullMarked
package dev.stepwell.engine;

import org.jspecify.annotations.NullMarked;
