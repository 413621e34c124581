package dev.stepwell.engine;

/**
 * How many items, or child executions, of a Map Run stand how.
 *
 * @param pending not begun
 * @param running begun
 * @param succeeded ended well
 * @param failed ended with an error
 * @param timedOut ended because their time was over
 * @param aborted stopped
 * @param total all
 * @param resultsWritten in the result of the Map Run, or written by its ResultWriter
 * @param failuresNotRedrivable ended badly and for good
 * @param pendingRedrive ended badly, and waiting to be set going again
 */
public record MapRunCounts(
    long pending,
    long running,
    long succeeded,
    long failed,
    long timedOut,
    long aborted,
    long total,
    long resultsWritten,
    long failuresNotRedrivable,
    long pendingRedrive) {}
