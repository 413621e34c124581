package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.language.Sql;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Amazon Redshift through its Data API. Every statement is submitted with a client token, so that a
 * retried call does not run it twice, and polled until it has ended; deadline 2 hours.
 */
public final class Redshift {

  /** A statement ended FAILED or ABORTED. */
  public static final ErrorName STATEMENT_FAILED = ErrorName.of("Redshift.StatementFailed");

  /** A statement did not end before its deadline. It may still run. */
  public static final ErrorName STATEMENT_TIMED_OUT = ErrorName.of("Redshift.StatementTimedOut");

  /** Too many statements are active. */
  public static final ErrorName BUSY =
      ErrorName.of("RedshiftData.ActiveStatementsExceededException");

  private static final RetryRule SERVICE =
      RetryRule.service(
          BUSY.name(),
          "RedshiftData.ActiveSessionsExceededException",
          "RedshiftData.BatchExecuteStatementException",
          "RedshiftData.DatabaseConnectionException",
          "RedshiftData.ExecuteStatementException",
          "RedshiftData.InternalServerException",
          "RedshiftData.RedshiftDataException");
  private static final String WORKGROUPS =
      "arn:${AWS::Partition}:redshift-serverless:${AWS::Region}:${AWS::AccountId}:workgroup/*";
  private static final int CALL_SECONDS = 60;
  private static final int MOST_IN_A_BATCH = 40;

  private final Expr.Fields target;

  private Redshift(Expr.Fields target) {
    this.target = target;
  }

  /** A database of a serverless workgroup. */
  public static Redshift serverless(String workgroup, String database) {
    return new Redshift(
        Expr.fields()
            .and("WorkgroupName", Text.of(workgroup).expr())
            .and("Database", Text.of(database).expr()));
  }

  /**
   * What a statement gives.
   *
   * @param id the statement's id in the Data API
   * @param rows rows returned or affected; -1 if unknown. Of a batch: by its last statement
   */
  public record Statement(Text id, Num rows) {}

  /** One statement. Values that are known only at run time go in as parameters. */
  public RedshiftQuery sql(String statement) {
    return new RedshiftQuery(this, "Redshift SQL", List.of(statement), new LinkedHashMap<>());
  }

  /**
   * Statements in one transaction: all or none. Not for VACUUM and TRUNCATE.
   *
   * @param statements at most 40
   */
  public RedshiftQuery batch(String... statements) {
    for (String statement : statements) {
      String verb = statement.strip().split("\\s+", 2)[0].toUpperCase(java.util.Locale.ROOT);
      if (verb.equals("VACUUM") || verb.equals("TRUNCATE")) {
        throw InvalidWorkflowException.here(
            verb
                + " is in a Redshift batch, which is one transaction: "
                + (verb.equals("VACUUM")
                    ? "VACUUM cannot run in one; make it a step of its own"
                    : "TRUNCATE would commit it half-way; use DELETE"));
      }
    }
    return new RedshiftQuery(this, "Redshift batch", List.of(statements), new LinkedHashMap<>());
  }

  /** Reclaims space and sorts; must come before ANALYZE. One at a time in a cluster. */
  public Task<Statement> vacuum(String table) {
    return new RedshiftQuery(
        this, "Redshift VACUUM", List.of("VACUUM " + name(table)), new LinkedHashMap<>());
  }

  /** Refreshes the statistics of the planner. */
  public Task<Statement> analyze(String table) {
    return new RedshiftQuery(
        this, "Redshift ANALYZE", List.of("ANALYZE " + name(table)), new LinkedHashMap<>());
  }

  /** Loads files into a table; say from where, with which role and in which format. */
  public RedshiftCopy copy(String table) {
    return new RedshiftCopy(this, name(table), List.of(), null, null);
  }

  private static String name(String table) {
    try {
      return Sql.table(table);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  static InvalidWorkflowException refused(IllegalArgumentException e) {
    InvalidWorkflowException refused = InvalidWorkflowException.here("Redshift: " + e.getMessage());
    refused.initCause(e);
    return refused;
  }

  static Statement statement(Task.Parts parts) {
    return new Statement(new Text(parts.part("id")), new Num(parts.part("rows")));
  }

  Work work(List<Expr> statements, Map<String, Value<?>> parameters) {
    if (statements.isEmpty() || statements.size() > MOST_IN_A_BATCH) {
      throw InvalidWorkflowException.here(
          "a Redshift batch has 1 to 40 statements, but this one has " + statements.size());
    }
    boolean single = statements.size() == 1;
    Expr.Fields request =
        single
            ? target.and("Sql", statements.get(0))
            : target.and("Sqls", new Expr.Elements(statements));
    if (!parameters.isEmpty()) {
      List<Expr> list = new ArrayList<>();
      parameters.forEach(
          (name, value) ->
              list.add(Expr.fields().and("Name", Expr.text(name)).and("Value", value.asText())));
      request = request.and("Parameters", new Expr.Elements(list));
    }
    request = request.and("ClientToken", new Expr.Token());
    String action = single ? "ExecuteStatement" : "BatchExecuteStatement";
    Call submit =
        call(
            Character.toLowerCase(action.charAt(0)) + action.substring(1),
            request,
            Permission.on(
                WORKGROUPS, "redshift-data:" + action, "redshift-serverless:GetCredentials"),
            Permission.on("*", "redshift-data:DescribeStatement"));
    Polling polling =
        new Polling(
            call("describeStatement", Expr.fields().and("Id", new Expr.Local("run"))),
            List.of("Status"),
            List.of("Error"),
            List.of("SUBMITTED", "PICKED", "STARTED"),
            List.of("FINISHED"),
            List.of("FAILED", "ABORTED"),
            "Redshift.Statement",
            1,
            30,
            7200);
    return new Work.Polled(
        submit,
        List.of("Id"),
        polling,
        Outputs.of(
            Expr.fields()
                .and("id", Expr.result("Id"))
                .and("rows", Expr.resultOr(Json.of(-1), "ResultRows"))));
  }

  private static Call call(String action, Expr.Fields arguments, Permission... permissions) {
    return new Call(
        "aws-sdk:redshiftdata:" + action,
        arguments,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(permissions));
  }
}
