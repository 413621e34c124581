/**
 * Calls of the intrinsic functions of the Amazon States Language: parsed to an immutable tree,
 * never evaluated here.
 */
@NullMarked
package dev.stepwell.asl.intrinsic;

import org.jspecify.annotations.NullMarked;
