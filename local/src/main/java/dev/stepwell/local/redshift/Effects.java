package dev.stepwell.local.redshift;

import java.util.List;
import java.util.Set;

/** Which statements change tables or files, so that it matters whether they took effect. */
final class Effects {

  /** Statements that may run once more with no harm. */
  private static final Set<String> NONE =
      Set.of(
          "select",
          "(",
          "show",
          "vacuum",
          "refresh",
          "analyze",
          "analyse",
          "lock",
          "set",
          "reset",
          "grant",
          "revoke",
          "begin",
          "start",
          "commit",
          "end",
          "rollback",
          "abort");

  private Effects() {}

  /** Whether a statement changes something or may do so. */
  static boolean in(List<Token> statement) {
    return !statement.isEmpty() && !NONE.contains(statement.get(0).text());
  }

  /** Whether it also leaves it to its caller to commit. */
  static boolean inTransaction(List<Token> statement) {
    return in(statement) && !statement.get(0).is("truncate") && !isAppend(statement);
  }

  private static boolean isAppend(List<Token> statement) {
    return AlterTable.starts(statement)
        && statement.stream().skip(2).anyMatch(token -> token.is("append"));
  }
}
