package dev.stepwell.local.s3;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An object as a listing shows it.
 *
 * @param key the key
 * @param size the length in bytes
 * @param etag the entity tag, in double quotes as S3 gives it
 * @param lastModified when it was written
 * @param file the file that holds it
 */
public record S3Object(String key, long size, String etag, Instant lastModified, Path file) {}
