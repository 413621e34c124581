package dev.stepwell.dsl;

/**
 * Amazon QuickSight: datasets in SPICE. Sources: QuickSight's API model; the names of errors are
 * those of the SDK for Java 2.
 */
public final class QuickSight {

  /** There is no dataset of that id. */
  public static final ErrorName NOT_FOUND = ErrorName.of("QuickSight.ResourceNotFoundException");

  /** No more refreshes today: 32 in 24 hours with the Enterprise edition, 8 with the Standard. */
  public static final ErrorName LIMIT_EXCEEDED = ErrorName.of("QuickSight.LimitExceededException");

  /** A refresh failed, was cancelled, or gave way to a newer one. */
  public static final ErrorName INGESTION_FAILED = ErrorName.of("QuickSight.IngestionFailed");

  /** A refresh did not end before its deadline. It may still run. */
  public static final ErrorName INGESTION_TIMED_OUT = ErrorName.of("QuickSight.IngestionTimedOut");

  private QuickSight() {}

  /**
   * A refresh that has ended well.
   *
   * @param ingestionId its id
   * @param rowsIngested how many rows it has taken in
   * @param rowsDropped how many rows it has left out
   * @param seconds how long it took; 0 if QuickSight does not say it
   */
  public record Ingestion(Text ingestionId, Num rowsIngested, Num rowsDropped, Num seconds) {}

  /**
   * Refreshes a dataset as a whole and waits for it. Polls every 15 seconds, later every minute;
   * deadline 2 hours. The refresh is named after the execution and the step, so that a retried call
   * finds the refresh that is under way already.
   *
   * @param dataSetId the dataset's id, not its name
   */
  public static QuickSightRefresh refresh(Text dataSetId) {
    return QuickSightRefresh.of(dataSetId);
  }
}
