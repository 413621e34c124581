/**
 * What an execution's history means for somebody who watches: which step is on, since when, how far
 * its map is, what failed. Reads histories in the shape of GetExecutionHistory, live or from a
 * file.
 */
@NullMarked
package dev.stepwell.cli.progress;

import org.jspecify.annotations.NullMarked;
