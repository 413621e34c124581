package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.language.SqlScript;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Redshift would refuse, or would do that nobody wants. */
final class RedshiftRules {

  private static final String ONE_STEP = "it cannot run in one; make it a step of its own";
  private static final String COMMITS = "it would commit it half-way; use DELETE";
  private static final String OWN = "the batch is one already; leave it out";

  /** What cannot be in a transaction, by its first words, and what to do about it. */
  private static final Map<String, String> NOT_IN_A_TRANSACTION = new LinkedHashMap<>();

  static {
    NOT_IN_A_TRANSACTION.put("VACUUM", "VACUUM cannot run in one; make it a step of its own");
    NOT_IN_A_TRANSACTION.put("TRUNCATE", "TRUNCATE would commit it half-way; use DELETE");
    NOT_IN_A_TRANSACTION.put("BEGIN", OWN);
    NOT_IN_A_TRANSACTION.put("START TRANSACTION", OWN);
    NOT_IN_A_TRANSACTION.put("COMMIT", OWN);
    NOT_IN_A_TRANSACTION.put("END", OWN);
    NOT_IN_A_TRANSACTION.put("ROLLBACK", OWN);
    NOT_IN_A_TRANSACTION.put("ABORT", OWN);
    NOT_IN_A_TRANSACTION.put("CREATE DATABASE", ONE_STEP);
    NOT_IN_A_TRANSACTION.put("DROP DATABASE", ONE_STEP);
    NOT_IN_A_TRANSACTION.put("CREATE EXTERNAL TABLE", ONE_STEP);
    NOT_IN_A_TRANSACTION.put("DROP EXTERNAL TABLE", ONE_STEP);
    NOT_IN_A_TRANSACTION.put(
        "REFRESH MATERIALIZED VIEW", "it sees committed rows only; make it a step after this one");
  }

  private RedshiftRules() {}

  static void refuseInTransaction(SqlScript.Statement statement) {
    NOT_IN_A_TRANSACTION.forEach(
        (words, remedy) -> {
          if (statement.startsWith(words.split(" "))) {
            refuse(words, remedy);
          }
        });
    if (statement.startsWith("ALTER", "TABLE") && statement.words().contains("APPEND")) {
      refuse("ALTER TABLE APPEND", COMMITS.replace("DELETE", "INSERT ... SELECT"));
    }
  }

  private static void refuse(String what, String remedy) {
    throw InvalidWorkflowException.here(
        what + " is in a Redshift batch, which is one transaction: " + remedy);
  }

  static String table(String name) {
    try {
      return Sql.table(name);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  static String identifier(String column) {
    try {
      return Sql.identifier(column);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  static InvalidWorkflowException refused(IllegalArgumentException e) {
    InvalidWorkflowException refused = InvalidWorkflowException.here("Redshift: " + e.getMessage());
    refused.initCause(e);
    return refused;
  }
}
