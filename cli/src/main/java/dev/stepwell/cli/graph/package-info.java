/** Draws the steps of a workflow and what follows what, as text or for Mermaid. */
@NullMarked
package dev.stepwell.cli.graph;

import org.jspecify.annotations.NullMarked;
