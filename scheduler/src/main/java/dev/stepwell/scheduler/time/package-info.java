/** When runs are due: calendars, clocks that are put forward and back, and what each covers. */
@NullMarked
package dev.stepwell.scheduler.time;

import org.jspecify.annotations.NullMarked;
