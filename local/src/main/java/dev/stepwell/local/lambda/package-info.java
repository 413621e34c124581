/**
 * AWS Lambda on this machine: the handler classes of functions run in this process, unchanged, and
 * fail as they would there.
 */
@NullMarked
package dev.stepwell.local.lambda;

import org.jspecify.annotations.NullMarked;
