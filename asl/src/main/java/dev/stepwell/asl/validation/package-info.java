/**
 * The checks of a definition, one concern a file; all of them run in one walk over the JSON. Enter
 * by {@link dev.stepwell.asl.StateMachineValidator}.
 */
@NullMarked
package dev.stepwell.asl.validation;

import org.jspecify.annotations.NullMarked;
