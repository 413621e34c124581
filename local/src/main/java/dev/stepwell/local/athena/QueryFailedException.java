package dev.stepwell.local.athena;

/** Why a query execution ends as {@code FAILED}. */
final class QueryFailedException extends Exception {

  /** Who is to blame, as {@code AthenaError.ErrorCategory} has it. */
  enum Category {
    SYSTEM(1),
    USER(2),
    OTHER(3);

    private final int number;

    Category(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  private final Category category;
  private final String reason;

  private QueryFailedException(Category category, String reason, Throwable cause) {
    super(reason, cause);
    this.category = category;
    this.reason = reason;
  }

  private QueryFailedException(Category category, String reason) {
    super(reason);
    this.category = category;
    this.reason = reason;
  }

  /**
   * A mistake of who asks, or in the data: trying again does not help.
   *
   * @param code Trino's or Hive's code, such as {@code TABLE_NOT_FOUND}
   */
  static QueryFailedException user(String code, String message) {
    return new QueryFailedException(Category.USER, code + ": " + message);
  }

  static QueryFailedException user(String code, String message, Throwable cause) {
    return new QueryFailedException(Category.USER, code + ": " + message, cause);
  }

  /** A mistake in a statement that Hive runs. */
  static QueryFailedException hive(String message) {
    return new QueryFailedException(Category.USER, "FAILED: " + message);
  }

  /** A fault of this machine: trying again may help. */
  static QueryFailedException system(String message, Throwable cause) {
    return new QueryFailedException(Category.SYSTEM, message, cause);
  }

  Category category() {
    return category;
  }

  String reason() {
    return reason;
  }
}
