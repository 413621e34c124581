/**
 * The {@code stepwell} command: what can be typed, and what happens then. Everything a command
 * needs from outside comes in through {@link dev.stepwell.cli.Workplace}.
 */
@NullMarked
package dev.stepwell.cli;

import org.jspecify.annotations.NullMarked;
