package dev.stepwell.lambdas;

/**
 * One hour's folder of files.
 *
 * @param path hive style, below the request's prefix, as it is spelled in the bucket: {@code
 *     day=2001-01-03/hour=08}
 * @param hour 0 to 23
 * @param files how many data files it holds, at least 1
 */
public record Partition(String path, int hour, int files) {}
