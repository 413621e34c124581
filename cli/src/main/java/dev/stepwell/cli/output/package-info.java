/**
 * What people read: aligned tables, marked words, durations. Nothing here knows what a workflow is.
 */
@NullMarked
package dev.stepwell.cli.output;

import org.jspecify.annotations.NullMarked;
