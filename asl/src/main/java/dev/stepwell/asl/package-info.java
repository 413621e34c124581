/**
 * The Amazon States Language: an immutable model of a state machine, its reader and writer, and a
 * validator that reports every problem at once. Depends on nothing but a JSON tokenizer.
 */
@NullMarked
package dev.stepwell.asl;

import org.jspecify.annotations.NullMarked;
