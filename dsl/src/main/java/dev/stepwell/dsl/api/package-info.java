/**
 * What the APIs of AWS's services take, give and raise: facts condensed from botocore's models by
 * {@code tools/api-models}, and the rules that calls are held against.
 */
@NullMarked
package dev.stepwell.dsl.api;

import org.jspecify.annotations.NullMarked;
