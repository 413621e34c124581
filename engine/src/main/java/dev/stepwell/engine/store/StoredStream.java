package dev.stepwell.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * A stream as it was found on disk.
 *
 * @param info what it is
 * @param bytes all that was appended, in order; of a damaged stream what stands before the damage.
 *     Not to be changed
 * @param damage what is wrong with it; null if it is whole
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record StoredStream(StreamInfo info, byte[] bytes, @Nullable String damage) {}
