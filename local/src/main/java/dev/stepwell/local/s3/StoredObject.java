package dev.stepwell.local.s3;

import org.jspecify.annotations.Nullable;

/**
 * An object with all that is kept of it.
 *
 * @param object its content
 * @param attributes what is kept beside the content
 * @param versionId the version's id; null in a bucket that never kept versions
 */
public record StoredObject(
    S3Object object, ObjectAttributes attributes, @Nullable String versionId) {}
