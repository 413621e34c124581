/** Shows estimates: as tables for people, as JSON for programs. */
@NullMarked
package dev.stepwell.cli.estimate;

import org.jspecify.annotations.NullMarked;
