package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls of the Data API that statements are made of. */
final class RedshiftCalls {

  private static final RetryRule SERVICE =
      RetryRule.service(
          Redshift.BUSY.name(),
          Redshift.SESSIONS.name(),
          "RedshiftData.BatchExecuteStatementException",
          "RedshiftData.DatabaseConnectionException",
          "RedshiftData.ExecuteStatementException",
          "RedshiftData.InternalServerException",
          "RedshiftData.RedshiftDataException");
  private static final int CALL_SECONDS = 60;
  private static final int MOST_IN_A_BATCH = 40;
  private static final int MOST_BYTES = 100_000;

  private RedshiftCalls() {}

  /** Statements that are submitted together and polled until they have ended. */
  static Work polled(
      RedshiftTarget target,
      List<Expr> statements,
      Map<String, Value<?>> parameters,
      Expr.Fields options) {
    Call submit = submit(target, statements, parameters, options);
    return new Work.Polled(
        submit,
        List.of("Id"),
        polling(),
        Outputs.of(
            Expr.fields()
                .and("id", Expr.result("Id"))
                .and("rows", Expr.resultOr(Json.of(-1), "ResultRows"))
                .and("sessionId", Expr.resultOr(Json.of(""), "SessionId"))));
  }

  /** A query that is polled until it has ended and whose first page of rows is fetched then. */
  static Work fetched(
      RedshiftTarget target, Expr query, Map<String, Value<?>> parameters, Outputs outputs) {
    Call submit = submit(target, List.of(query), parameters, Expr.fields());
    Call fetch =
        call(
            "getStatementResult",
            Expr.fields().and("Id", new Expr.Local("run")),
            List.of(Permission.on("*", "redshift-data:GetStatementResult")));
    return new Work.Fetched(
        submit, Expr.result("Id"), polling(), Expr.result("Id"), fetch, outputs);
  }

  private static Call submit(
      RedshiftTarget target,
      List<Expr> statements,
      Map<String, Value<?>> parameters,
      Expr.Fields options) {
    if (statements.isEmpty() || statements.size() > MOST_IN_A_BATCH) {
      throw InvalidWorkflowException.here(
          "a Redshift batch has 1 to 40 statements, but this one has " + statements.size());
    }
    statements.forEach(RedshiftCalls::checkLength);
    boolean single = statements.size() == 1 && !options.has("ExecutionMode");
    Expr.Fields request =
        single
            ? target.fields().and("Sql", statements.get(0))
            : target.fields().and("Sqls", new Expr.Elements(statements));
    if (!parameters.isEmpty()) {
      List<Expr> list = new ArrayList<>();
      parameters.forEach(
          (name, value) ->
              list.add(Expr.fields().and("Name", Expr.text(name)).and("Value", value.asText())));
      request = request.and("Parameters", new Expr.Elements(list));
    }
    for (Expr.Member option : options.members()) {
      request = request.and(option.name(), option.value());
    }
    String action = single ? "ExecuteStatement" : "BatchExecuteStatement";
    List<Permission> permissions = new ArrayList<>(target.permissions(action));
    permissions.add(Permission.on("*", "redshift-data:DescribeStatement"));
    return call(
        Character.toLowerCase(action.charAt(0)) + action.substring(1),
        request.and("ClientToken", new Expr.Token()),
        permissions);
  }

  /** The Data API takes 100 KB. */
  private static void checkLength(Expr statement) {
    int bytes = 0;
    for (Expr part : statement.leaves()) {
      if (part instanceof Expr.Constant text && text.value() instanceof JsonString string) {
        bytes += string.value().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    if (bytes > MOST_BYTES) {
      throw InvalidWorkflowException.here(
          "the Redshift statement has "
              + bytes
              + " bytes; the Data API takes at most 100,000, put its data into a file and COPY it");
    }
  }

  private static Polling polling() {
    return new Polling(
            call("describeStatement", Expr.fields().and("Id", new Expr.Local("run")), List.of()),
            List.of("Status"),
            List.of("Error"),
            List.of("SUBMITTED", "PICKED", "STARTED"),
            List.of("FINISHED"),
            List.of("FAILED", "ABORTED"),
            "Redshift.Statement",
            1,
            30,
            7200)
        .cancelledBy(
            call(
                "cancelStatement",
                Expr.fields().and("Id", new Expr.Local("run")),
                List.of(Permission.on("*", "redshift-data:CancelStatement"))));
  }

  private static Call call(String action, Expr.Fields arguments, List<Permission> permissions) {
    return new Call(
        "aws-sdk:redshiftdata:" + action, arguments, CALL_SECONDS, List.of(SERVICE), permissions);
  }
}
