/**
 * Runs workflows on this machine: which inputs there are, one execution after the other, and what
 * came of them all.
 */
@NullMarked
package dev.stepwell.cli.run;

import org.jspecify.annotations.NullMarked;
