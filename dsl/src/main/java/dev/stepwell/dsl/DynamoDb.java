package dev.stepwell.dsl;

/** Amazon DynamoDB: single items. */
public final class DynamoDb {

  /** The condition of a write did not hold. */
  public static final ErrorName CONDITION_FAILED =
      ErrorName.of("DynamoDB.ConditionalCheckFailedException");

  /** There is no such table. */
  public static final ErrorName NOT_FOUND = ErrorName.of("DynamoDB.ResourceNotFoundException");

  /** The table takes no more just now. */
  public static final ErrorName THROUGHPUT_EXCEEDED =
      ErrorName.of("DynamoDB.ProvisionedThroughputExceededException");

  /** Somebody else held a lock until the deadline. */
  public static final ErrorName LOCK_TIMED_OUT = ErrorName.of("DynamoDB.LockTimedOut");

  private DynamoDb() {}

  /** A table. */
  public static DynamoTable table(String name) {
    return new DynamoTable(Text.of(name));
  }

  /** A table that deployment knows. */
  public static DynamoTable table(Text name) {
    return new DynamoTable(name);
  }

  /**
   * What reading an item gives.
   *
   * @param found whether it is there; if not, everything in it is absent
   * @param item its attributes
   */
  public record Read<R>(Bool found, Obj<R> item) {}

  /**
   * What writing gives.
   *
   * @param written false if the condition did not hold and that is no failure
   */
  public record Written(Bool written) {}
}
