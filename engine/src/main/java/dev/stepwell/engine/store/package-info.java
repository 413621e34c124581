/**
 * Where an engine keeps what must outlive its process: streams of bytes, appended in batches that
 * are on stable storage whole or not at all. Knows nothing of what the bytes mean.
 */
@NullMarked
package dev.stepwell.engine.store;

import org.jspecify.annotations.NullMarked;
