/**
 * Turns a graph of dependencies into nested sequences and forks, as Amazon States Language has
 * them: exactly where the graph is series-parallel, with little added waiting where it is not.
 * Knows numbers only, neither tasks nor states.
 */
@NullMarked
package dev.stepwell.dsl.structure;

import org.jspecify.annotations.NullMarked;
