/**
 * The compiler's passes, one file each, in the order in which {@code Workflow.compile} calls them.
 * Every pass is a function of its arguments and can be read alone.
 */
@NullMarked
package dev.stepwell.dsl.passes;

import org.jspecify.annotations.NullMarked;
