/**
 * Paths into JSON data as Step Functions understands them: parsed to an immutable tree, never
 * evaluated here. Reference paths are those that denote exactly one node.
 */
@NullMarked
package dev.stepwell.asl.path;

import org.jspecify.annotations.NullMarked;
