package dev.stepwell.local.s3;

import org.jspecify.annotations.Nullable;

/**
 * What a delete did.
 *
 * @param versionId the id of the version that is gone, or of the delete marker that was made; null
 *     in a bucket that never kept versions
 * @param isMarker whether a delete marker was made or, if a version was asked for, removed
 * @param isChange whether there was anything to delete
 */
public record Deletion(@Nullable String versionId, boolean isMarker, boolean isChange) {}
