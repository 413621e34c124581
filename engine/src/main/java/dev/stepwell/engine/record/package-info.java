/** Numbers, texts and JSON as bytes: what the records of executions are made of. */
@NullMarked
package dev.stepwell.engine.record;

import org.jspecify.annotations.NullMarked;
