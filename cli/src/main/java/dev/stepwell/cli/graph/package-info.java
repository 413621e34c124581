/** Draws a state machine: its steps and what follows what, as text or for Mermaid. */
@NullMarked
package dev.stepwell.cli.graph;

import org.jspecify.annotations.NullMarked;
