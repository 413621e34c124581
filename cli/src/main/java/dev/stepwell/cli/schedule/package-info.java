/** Runs and their dates: the scheduler of a project, and how commands talk to it. */
@NullMarked
package dev.stepwell.cli.schedule;

import org.jspecify.annotations.NullMarked;
