/**
 * What a state's fields say: JSONPath, payload templates with intrinsic functions, Choice rules and
 * JSONata, with the values and the error texts of AWS Step Functions. Everything is compiled once,
 * immutable and safe to share between threads; what a field can see arrives as a {@link
 * dev.stepwell.engine.expression.Scope}.
 */
@NullMarked
package dev.stepwell.engine.expression;

import org.jspecify.annotations.NullMarked;
