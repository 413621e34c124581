/**
 * What IAM must allow for a definition to run, read from the definition alone: every Task, every
 * distributed Map, at any depth. It knows nothing of who wrote the states, so it holds for raw ASL
 * and checks what typed steps declare.
 */
@NullMarked
package dev.stepwell.dsl.iam;

import org.jspecify.annotations.NullMarked;
