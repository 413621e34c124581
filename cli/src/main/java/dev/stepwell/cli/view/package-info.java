/**
 * Shows runs while they are on: lines that change in place on a terminal, one line per finished
 * step anywhere else.
 */
@NullMarked
package dev.stepwell.cli.view;

import org.jspecify.annotations.NullMarked;
