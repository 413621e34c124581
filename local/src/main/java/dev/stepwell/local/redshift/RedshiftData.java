package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Redshift Data API. A statement runs inside the call that hands it in; other callers see it
 * {@code STARTED} meanwhile.
 *
 * <p>A statement whose process ended is looked for in the warehouse: there is a record of it if and
 * only if it took effect. A call that is resumed then runs it once more under its id if it did not;
 * if it took effect in parts only, the call fails.
 *
 * <p>Thread-safe; one lock guards the warehouses and that a client token is used once, and no SQL
 * runs while it is held.
 */
public final class RedshiftData {

  private static final int PAGE = 1000;

  private final Object lock = new Object();
  private final Supplier<String> ids;
  private final Map<String, Warehouse> warehouses = new LinkedHashMap<>();
  private final Statements statements;

  /**
   * The API without a warehouse.
   *
   * @param ids a new id for a statement each time it is asked
   * @param register keeps the statements and their results
   */
  public RedshiftData(Supplier<String> ids, WorkRegister register) {
    this.ids = requireNonNull(ids, "ids");
    this.statements = new Statements(requireNonNull(register, "register"));
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
        .action(
            "executeStatement", required("Sql").optional(more), Resumption.LOOK_UP, this::execute)
        .action("batchExecuteStatement", batch, Resumption.LOOK_UP, this::execute)
        .action(
            "describeStatement",
            required("Id").optional("WaitTimeSeconds"),
            Resumption.REPEAT,
            this::describe)
        .action(
            "getStatementResult",
            required("Id").optional("NextToken", "WaitTimeSeconds"),
            Resumption.REPEAT,
            this::result)
        .action("cancelStatement", required("Id"), Resumption.RECORD, this::cancel)
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
            Resumption.REPEAT,
            this::list)
        .build();
  }

  private Json execute(JsonObject arguments, CallContext context) throws ServiceException {
    List<String> texts = Request.statements(arguments);
    Map<String, String> parameters = Request.parameters(arguments, texts);
    JsonObject target = Request.target(arguments);
    Optional<Work> before = statements.before(context);
    if (before.isPresent()) {
      Execution left = settled(before.get());
      if (statements.interrupted(left.id()).isEmpty()) {
        return unlessPartly(left);
      }
    }
    Execution execution;
    Warehouse warehouse;
    synchronized (lock) {
      statements.forgetBefore(context.now());
      Optional<Execution> earlier = statements.withToken(arguments.string("ClientToken"));
      if (before.isEmpty() && earlier.isPresent()) {
        return again(earlier.get(), arguments);
      }
      warehouse = warehouse(target);
      String id = before.map(Work::key).orElseGet(ids);
      execution = execution(id, arguments, target, texts, context.now());
      statements.begin(execution, context);
    }
    try {
      run(execution, warehouse, parameters, context);
    } finally {
      statements.end(execution);
    }
    return execution.submitted();
  }

  private static Execution execution(
      String id, JsonObject arguments, JsonObject target, List<String> texts, Instant now) {
    boolean batch = arguments.has("Sqls");
    Execution execution = new Execution(id, arguments, batch ? "" : texts.get(0), target, now);
    for (int i = 0; batch && i < texts.size(); i++) {
      execution.addPart(
          new Execution(id + ":" + (i + 1), JsonObject.EMPTY, texts.get(i), target, now));
    }
    return execution;
  }

  private static void run(
      Execution execution,
      @Nullable Warehouse warehouse,
      Map<String, String> parameters,
      CallContext context) {
    if (warehouse == null) {
      execution.fail(
          "FATAL: database \"%s\" does not exist".formatted(execution.target().string("Database")),
          context.now());
      return;
    }
    StatementRunner runner = new StatementRunner(warehouse, parameters, context);
    if (!execution.arguments().has("Sqls")) {
      runner.single(execution);
    } else if ("AUTO_COMMIT".equals(execution.arguments().string("ExecutionMode"))) {
      runner.oneByOne(execution);
    } else {
      runner.transaction(execution);
    }
  }

  private static Json unlessPartly(Execution left) {
    if (left.tookEffectPartly()) {
      throw new TaskFailedException(
          TaskHandler.INTERRUPTED,
          "The process ended while statement "
              + left.id()
              + " was running. It commits in between, and not all of it had taken effect. Look at"
              + " its tables; Retry on "
              + TaskHandler.INTERRUPTED
              + " with a new client token if it may run again.");
    }
    return left.submitted();
  }

  private static Json again(Execution earlier, JsonObject arguments) throws ServiceException {
    if (!earlier.arguments().equals(arguments)) {
      throw Request.invalid(
          "ClientToken '%s' was used before with other parameters; use a new one"
              .formatted(arguments.string("ClientToken")));
    }
    return earlier.submitted();
  }

  /**
   * An execution with what the warehouse knows of it, if its process ended; one that took no effect
   * stays interrupted.
   */
  private Execution settled(Work work) throws ServiceException {
    Execution left = statements.of(work);
    if (!work.isInterrupted()) {
      return left;
    }
    Warehouse warehouse;
    synchronized (lock) {
      warehouse = warehouse(left.target());
    }
    Optional<JsonObject> kept;
    try {
      kept = warehouse == null ? Optional.empty() : warehouse.statements().find(left.id());
    } catch (SQLException e) {
      throw new ServiceException(
          "InternalServerException", "The warehouse cannot be read: " + e.getMessage(), 500);
    }
    if (kept.isEmpty()) {
      return left;
    }
    Execution found = Execution.of(kept.get());
    if (found.status() != Execution.Status.FINISHED) {
      found.breakOff(true);
    }
    statements.end(found);
    return found;
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

  private Execution find(JsonObject arguments) throws ServiceException {
    String id = String.valueOf(arguments.string("Id"));
    int part = id.indexOf(':');
    Optional<Work> interrupted = statements.interrupted(part < 0 ? id : id.substring(0, part));
    if (interrupted.isPresent()) {
      settled(interrupted.get());
    }
    return statements
        .find(id)
        .orElseThrow(
            () ->
                refused(
                    "ResourceNotFoundException",
                    "Query does not exist. (" + id + ")" + statements.excuse()));
  }

  private Json describe(JsonObject arguments, CallContext context) throws ServiceException {
    return find(arguments).description();
  }

  private Json result(JsonObject arguments, CallContext context) throws ServiceException {
    Execution execution = find(arguments);
    StatementResult result = execution.result();
    if (result == null || !result.isSet()) {
      throw refused(
          "ResourceNotFoundException",
          "Query does not have result. Please check query status with DescribeStatement. ("
              + execution.status()
              + ")");
    }
    int rows = result.records().length();
    int from = place(arguments.string("NextToken"), rows);
    int to = Math.min(from + PAGE, rows);
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("ColumnMetadata", result.columns())
            .put("Records", JsonArray.of(result.records().asList().subList(from, to)))
            .put("TotalNumRows", rows);
    if (to < rows) {
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
    for (Work each : statements.interrupted()) {
      settled(each);
    }
    List<Json> all = new ArrayList<>();
    for (Execution each : statements.latest()) {
      JsonObject shown = each.listed();
      if ((status == null || status.equals("ALL") || status.equals(shown.string("Status")))
          && (name == null || String.valueOf(shown.string("StatementName")).startsWith(name))) {
        all.add(shown);
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
