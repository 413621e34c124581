/**
 * The intermediate form of a workflow: what was recorded, what a task needs done, and the states it
 * becomes. Everything is an immutable record; the passes turn one into the next.
 */
@NullMarked
package dev.stepwell.dsl.model;

import org.jspecify.annotations.NullMarked;
