/**
 * Reads events and writes answers as JSON. Deliberately small: handlers start cold, and the managed
 * runtime's own mapping to Java objects depends on a version that is not ours to choose.
 */
@NullMarked
package dev.stepwell.lambdas.event;

import org.jspecify.annotations.NullMarked;
