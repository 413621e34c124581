/**
 * JSON as immutable values that are shared, never copied: numbers keep their spelling, objects
 * their member order, documents their text. Everything that flows through a state machine is a
 * {@link dev.stepwell.asl.json.Json}.
 */
@NullMarked
package dev.stepwell.asl.json;

import org.jspecify.annotations.NullMarked;
