package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.language.SqlScript;
import java.util.Arrays;
import java.util.List;

/**
 * Amazon Redshift through its Data API. Every statement is submitted with a client token, so that a
 * retried call does not run it twice, and polled until it has ended; deadline 2 hours, after which
 * it is cancelled. Immutable.
 */
public final class Redshift {

  /** A statement ended FAILED or ABORTED. */
  public static final ErrorName STATEMENT_FAILED = ErrorName.of("Redshift.StatementFailed");

  /** A statement did not end before its deadline. It has been told to stop. */
  public static final ErrorName STATEMENT_TIMED_OUT = ErrorName.of("Redshift.StatementTimedOut");

  /** Too many statements are active. */
  public static final ErrorName BUSY =
      ErrorName.of("RedshiftData.ActiveStatementsExceededException");

  /** Too many sessions are open. */
  public static final ErrorName SESSIONS =
      ErrorName.of("RedshiftData.ActiveSessionsExceededException");

  private final RedshiftTarget target;

  private Redshift(RedshiftTarget target) {
    this.target = target;
  }

  /** A database of a serverless workgroup, as the database user of the workflow's role. */
  public static Redshift serverless(String workgroup, String database) {
    return new Redshift(RedshiftTarget.serverless(workgroup, database));
  }

  /** A database of a provisioned cluster, as the database user of the workflow's role. */
  public static Redshift cluster(String identifier, String database) {
    return new Redshift(RedshiftTarget.cluster(identifier, database));
  }

  /** As this database user, with temporary credentials; clusters only. */
  public Redshift user(String name) {
    if (target.cluster() == null) {
      throw InvalidWorkflowException.here(
          "Redshift takes a database user for clusters only; a workgroup's user is that of the"
              + " workflow's role, or of a secret(..)");
    }
    return new Redshift(target.as(name));
  }

  /** As the user whose name and password are in this secret of AWS Secrets Manager. */
  public Redshift secret(Text arn) {
    return new Redshift(target.with(arn));
  }

  /**
   * In a session that an earlier statement has left open, where its temporary tables and settings
   * are; see {@link RedshiftQuery#keepSession}. One statement at a time.
   */
  public Redshift session(Text sessionId) {
    return new Redshift(target.in(sessionId));
  }

  /**
   * What a statement gives.
   *
   * @param id the statement's id in the Data API
   * @param rows rows returned or affected; -1 if unknown. Of a batch: by its last statement
   * @param sessionId the session that it ran in; empty if it had none that stays
   */
  public record Statement(Text id, Num rows, Text sessionId) {}

  /**
   * What a query gives.
   *
   * @param rows in the order of the query
   * @param count how many rows the query had
   */
  public record Rows<R extends Record>(Items<R> rows, Num count) {}

  /** One statement. Values that are known only at run time go in as parameters. */
  public RedshiftQuery sql(String statement) {
    int statements = SqlScript.statements(statement).size();
    if (statements != 1) {
      throw InvalidWorkflowException.here(
          "the Redshift SQL holds "
              + statements
              + " statements; the Data API runs exactly one, use batch(..) for more");
    }
    return RedshiftQuery.of(target, "Redshift SQL", List.of(statement));
  }

  /**
   * Statements in one transaction: all or none. Not for what cannot run in one or would end it.
   *
   * @param statements at most 40
   */
  public RedshiftQuery batch(String... statements) {
    for (String text : statements) {
      SqlScript.statements(text).forEach(RedshiftRules::refuseInTransaction);
    }
    return RedshiftQuery.of(target, "Redshift batch", List.of(statements));
  }

  /**
   * Statements one after the other, each committed by itself: a failure leaves what was done
   * before. {@code ExecutionMode} is newer than most of the Data API; let {@code
   * ValidateStateMachineDefinition} say whether Step Functions knows it where you deploy.
   *
   * @param statements at most 40
   */
  @RawAsl
  public RedshiftQuery autoCommit(String... statements) {
    return RedshiftQuery.of(target, "Redshift script", List.of(statements)).autoCommitted();
  }

  /**
   * A query whose rows are fetched. A column is read into the component of its name, {@code
   * flight_date} into {@code flightDate}; a column that is null or missing gives null. Fetches at
   * most 100 rows, see {@link RedshiftRows#atMost}.
   *
   * @param query one SELECT without a LIMIT of its own
   */
  public <R extends Record> RedshiftRows<R> rows(String query, Class<R> row) {
    return RedshiftRows.of(target, query, row);
  }

  /** Reclaims space and sorts; must come before ANALYZE. One at a time in a cluster. */
  public RedshiftVacuum vacuum(String table) {
    return new RedshiftVacuum(target, "", RedshiftRules.table(table), "");
  }

  /** Refreshes the statistics of the planner; skipped by Redshift if few rows have changed. */
  public RedshiftAnalyze analyze(String table) {
    return new RedshiftAnalyze(target, RedshiftRules.table(table), List.of(), "", false);
  }

  /**
   * Brings a materialized view up to date with what is committed: after the load, never inside of
   * its transaction. Only the view's owner can.
   */
  public Task<Statement> refresh(String view) {
    return RedshiftQuery.of(
        target,
        "Redshift REFRESH",
        List.of("REFRESH MATERIALIZED VIEW " + RedshiftRules.table(view)));
  }

  /** Loads files into a table; say from where, with which role and in which format. */
  public RedshiftCopy copy(String table) {
    return new RedshiftCopy(target, RedshiftRules.table(table), List.of(), null, null, "");
  }

  /**
   * Writes the rows of a query to files; say to where, with which role and in which format. What is
   * known at run time only goes in as {@code :name}, see {@link RedshiftUnload#with}.
   *
   * @param query a SELECT; a LIMIT must be inside of a subquery
   */
  public RedshiftUnload unload(String query) {
    return RedshiftUnload.of(target, query);
  }

  /** The columns as identifiers. */
  static List<String> identifiers(String... columns) {
    try {
      return Arrays.stream(columns).map(Sql::identifier).toList();
    } catch (IllegalArgumentException e) {
      throw RedshiftRules.refused(e);
    }
  }

  static Statement statement(Task.Parts parts) {
    return new Statement(
        new Text(parts.part("id")), new Num(parts.part("rows")), new Text(parts.part("sessionId")));
  }
}
