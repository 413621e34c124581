package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Redshift Data API. A statement runs inside the call that hands it in; other callers see it
 * {@code STARTED} meanwhile. Statements are remembered for 24 hours, client tokens for 8, as on
 * AWS. Thread-safe; one lock guards what is remembered, and no SQL runs while it is held.
 */
public final class RedshiftData {

  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final Duration TOKENS = Duration.ofHours(8);
  private static final int PAGE = 1000;

  private record Submission(JsonObject arguments, Execution execution) {}

  private final Object lock = new Object();
  private final Supplier<String> ids;
  private final Map<String, Warehouse> warehouses = new LinkedHashMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final Map<String, Submission> byToken = new HashMap<>();

  /**
   * The API without a warehouse.
   *
   * @param ids a new id for a statement each time it is asked
   */
  public RedshiftData(Supplier<String> ids) {
    this.ids = requireNonNull(ids, "ids");
  }

  /** Serves a warehouse as a database of a serverless workgroup or of a cluster of this name. */
  public RedshiftData serve(String workgroupOrCluster, Warehouse warehouse) {
    synchronized (lock) {
      warehouses.put(workgroupOrCluster + "/" + warehouse.database(), warehouse);
    }
    return this;
  }

  /** The actions. */
  public Service service() {
    String[] more = {
      "ClientToken",
      "ClusterIdentifier",
      "Database",
      "DbUser",
      "Parameters",
      "ResultFormat",
      "SecretArn",
      "SessionId",
      "SessionKeepAliveSeconds",
      "StatementName",
      "WaitTimeSeconds",
      "WithEvent",
      "WorkgroupName"
    };
    Parameters batch = required("Sqls").optional(more).optional("ExecutionMode");
    return Service.named("redshiftdata", "RedshiftData")
        .modelled(
            "ValidationException",
            "ResourceNotFoundException",
            "ExecuteStatementException",
            "BatchExecuteStatementException",
            "InternalServerException")
        .action("executeStatement", required("Sql").optional(more), this::execute)
        .action("batchExecuteStatement", batch, this::execute)
        .action("describeStatement", required("Id").optional("WaitTimeSeconds"), this::describe)
        .action(
            "getStatementResult",
            required("Id").optional("NextToken", "WaitTimeSeconds"),
            this::result)
        .action("cancelStatement", required("Id"), this::cancel)
        .action(
            "listStatements",
            none()
                .optional(
                    "ClusterIdentifier",
                    "Database",
                    "MaxResults",
                    "NextToken",
                    "RoleLevel",
                    "StatementName",
                    "Status",
                    "WorkgroupName"),
            this::list)
        .build();
  }

  private Json execute(JsonObject arguments, CallContext context) throws ServiceException {
    List<String> statements = Request.statements(arguments);
    Map<String, String> parameters = Request.parameters(arguments, statements);
    JsonObject target = Request.target(arguments);
    boolean batch = arguments.has("Sqls");
    Execution execution;
    Warehouse warehouse;
    synchronized (lock) {
      forgetBefore(context.now());
      Submission earlier = byToken.get(String.valueOf(arguments.string("ClientToken")));
      if (earlier != null) {
        return again(earlier, arguments);
      }
      warehouse = warehouse(target);
      execution = remember(arguments, target, statements, batch, context.now());
    }
    if (warehouse == null) {
      execution.fail(
          "FATAL: database \"%s\" does not exist".formatted(target.string("Database")),
          context.now());
    } else {
      StatementRunner runner = new StatementRunner(warehouse, parameters, context);
      if (!batch) {
        runner.single(execution);
      } else if ("AUTO_COMMIT".equals(arguments.string("ExecutionMode"))) {
        runner.oneByOne(execution);
      } else {
        runner.transaction(execution);
      }
    }
    return execution.submitted();
  }

  private static Json again(Submission earlier, JsonObject arguments) throws ServiceException {
    if (!earlier.arguments.equals(arguments)) {
      throw Request.invalid(
          "ClientToken '%s' was used before with other parameters; use a new one"
              .formatted(arguments.string("ClientToken")));
    }
    return earlier.execution.submitted();
  }

  /** The warehouse; null if the target has no such database. */
  private @Nullable Warehouse warehouse(JsonObject target) throws ServiceException {
    String workgroup = target.string("WorkgroupName");
    String name = workgroup != null ? workgroup : target.string("ClusterIdentifier");
    if (warehouses.keySet().stream().noneMatch(each -> each.startsWith(name + "/"))) {
      throw Request.invalid(
          "Redshift endpoint doesn't exist in this region. ('%s'; there are %s)"
              .formatted(name, warehouses.keySet()));
    }
    return warehouses.get(name + "/" + target.string("Database"));
  }

  private Execution remember(
      JsonObject arguments,
      JsonObject target,
      List<String> statements,
      boolean batch,
      Instant now) {
    String id = ids.get();
    String sql = batch ? "" : statements.get(0);
    Execution execution = new Execution(id, sql, target, arguments.string("StatementName"), now);
    executions.put(id, execution);
    for (int i = 0; batch && i < statements.size(); i++) {
      Execution part = new Execution(id + ":" + (i + 1), statements.get(i), target, null, now);
      execution.addPart(part);
      executions.put(part.id(), part);
    }
    String token = arguments.string("ClientToken");
    if (token != null) {
      byToken.put(token, new Submission(arguments, execution));
    }
    return execution;
  }

  private void forgetBefore(Instant now) {
    executions.values().removeIf(each -> each.createdAt().isBefore(now.minus(REMEMBERED)));
    byToken.values().removeIf(each -> each.execution.createdAt().isBefore(now.minus(TOKENS)));
  }

  private Execution find(JsonObject arguments) throws ServiceException {
    String id = String.valueOf(arguments.string("Id"));
    synchronized (lock) {
      Execution found = executions.get(id);
      if (found == null) {
        throw refused("ResourceNotFoundException", "Query does not exist. (" + id + ")");
      }
      return found;
    }
  }

  private Json describe(JsonObject arguments, CallContext context) throws ServiceException {
    return find(arguments).description();
  }

  private Json result(JsonObject arguments, CallContext context) throws ServiceException {
    Execution execution = find(arguments);
    Outcome outcome = execution.outcome();
    if (outcome == null || !outcome.hasResultSet()) {
      throw refused(
          "ResourceNotFoundException",
          "Query does not have result. Please check query status with DescribeStatement. ("
              + execution.status()
              + ")");
    }
    int from = place(arguments.string("NextToken"), outcome.result().rows().size());
    int to = Math.min(from + PAGE, outcome.result().rows().size());
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("ColumnMetadata", Results.columns(outcome.result()))
            .put("Records", Results.records(outcome.result(), from, to))
            .put("TotalNumRows", outcome.result().rows().size());
    if (to < outcome.result().rows().size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer.build();
  }

  private static int place(@Nullable String token, int rows) throws ServiceException {
    if (token == null) {
      return 0;
    }
    if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > rows) {
      throw Request.invalid("NextToken '" + token + "' comes from no earlier answer");
    }
    return Integer.parseInt(token);
  }

  private Json cancel(JsonObject arguments, CallContext context) throws ServiceException {
    Execution execution = find(arguments);
    try {
      if (!execution.cancel()) {
        throw Request.invalid(
            "Could not cancel a query that is already in %s state with ID: %s"
                .formatted(execution.status(), execution.id()));
      }
    } catch (SQLException e) {
      throw new ServiceException(
          "InternalServerException", "The statement cannot be stopped: " + e.getMessage(), 500);
    }
    return JsonObject.of("Status", Json.of(true));
  }

  private Json list(JsonObject arguments, CallContext context) throws ServiceException {
    String status = arguments.string("Status");
    String name = arguments.string("StatementName");
    List<Json> all = new ArrayList<>();
    synchronized (lock) {
      for (Execution each : executions.values()) {
        JsonObject shown = each.listed();
        boolean wanted =
            !each.id().contains(":")
                && (status == null || status.equals("ALL") || status.equals(shown.string("Status")))
                && (name == null || String.valueOf(shown.string("StatementName")).startsWith(name));
        if (wanted) {
          all.add(0, shown);
        }
      }
    }
    int most =
        arguments.get("MaxResults") instanceof JsonNumber number ? number.intValueExact() : 100;
    int from = place(arguments.string("NextToken"), all.size());
    int to =
        (most <= 0 || most > 100)
            ? Math.min(from + 100, all.size())
            : Math.min(from + most, all.size());
    JsonObject.Builder answer =
        JsonObject.builder().put("Statements", JsonArray.of(all.subList(from, to)));
    if (to < all.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer.build();
  }
}
