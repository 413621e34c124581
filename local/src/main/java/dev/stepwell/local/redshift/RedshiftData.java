package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Redshift Data API. A statement runs inside the call that hands it in; other callers see it
 * {@code SUBMITTED}, {@code PICKED} and {@code STARTED} meanwhile.
 *
 * <p>A statement whose process ended is looked for in the warehouse: there is a record of it if and
 * only if it took effect. A call that is resumed then runs it once more under its id if it did not;
 * if it took effect in parts only, the call fails.
 *
 * <p>Thread-safe; one lock guards that a client token is used once, and no SQL runs while it is
 * held.
 */
public final class RedshiftData {

  private static final int LIST_PAGE = 100;
  private static final Duration KEPT = Duration.ofHours(24);

  private final Object lock = new Object();
  private final Supplier<String> ids;
  private final Limits limits;
  private final Endpoints endpoints = new Endpoints();
  private final Statements statements;
  private final Sessions sessions;
  private final ResultActions results;
  private final MetadataActions metadata = new MetadataActions(endpoints);
  private Consumer<StatementEvent> listener = event -> {};

  /**
   * The API without a warehouse.
   *
   * @param ids a new id for a statement or session each time it is asked
   * @param register keeps the statements and their results
   */
  public RedshiftData(Supplier<String> ids, WorkRegister register) {
    this(ids, register, Limits.DEFAULT);
  }

  RedshiftData(Supplier<String> ids, WorkRegister register, Limits limits) {
    this.ids = requireNonNull(ids, "ids");
    this.limits = limits;
    this.statements = new Statements(requireNonNull(register, "register"));
    this.sessions = new Sessions(limits.sessions());
    this.results = new ResultActions(this::find, limits.waiting());
  }

  /** Serves a warehouse as a database of a serverless workgroup. */
  public RedshiftData serve(String workgroup, Warehouse warehouse) {
    endpoints.addWorkgroup(workgroup, warehouse);
    return this;
  }

  /** Serves a warehouse as a database of a provisioned cluster. */
  public RedshiftData serveCluster(String identifier, Warehouse warehouse) {
    endpoints.addCluster(identifier, warehouse);
    return this;
  }

  /**
   * Has a listener be told of the end of every statement that was submitted {@code WithEvent}, on
   * the thread that ran it; it must not block. Before the first call only.
   */
  public RedshiftData onEvent(Consumer<StatementEvent> listener) {
    this.listener = requireNonNull(listener, "listener");
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
    Parameters result = required("Id").optional("NextToken", "WaitTimeSeconds");
    Parameters list =
        none()
            .optional(
                "ClusterIdentifier",
                "Database",
                "MaxResults",
                "NextToken",
                "RoleLevel",
                "Status",
                "WorkgroupName");
    Service.Builder service =
        Service.named("redshiftdata", "RedshiftData")
            .modelled(
                "ActiveSessionsExceededException",
                "ActiveStatementsExceededException",
                "ActiveWaitingRequestsExceededException",
                "BatchExecuteStatementException",
                "DatabaseConnectionException",
                "ExecuteStatementException",
                "InternalServerException",
                "QueryTimeoutException",
                "ResourceNotFoundException",
                "ValidationException")
            .action(
                "executeStatement",
                required("Sql").optional(more),
                Resumption.LOOK_UP,
                this::execute)
            .action(
                "batchExecuteStatement",
                required("Sqls").optional(more).optional("ExecutionMode"),
                Resumption.LOOK_UP,
                this::execute)
            .action(
                "describeStatement",
                required("Id").optional("WaitTimeSeconds"),
                Resumption.REPEAT,
                results::describe)
            .action("getStatementResult", result, Resumption.REPEAT, results::result)
            .action("getStatementResultV2", result, Resumption.REPEAT, results::formatted)
            .action("cancelStatement", required("Id"), Resumption.RECORD, this::cancel)
            .action("listStatements", list.optional("StatementName"), Resumption.REPEAT, this::list)
            .action(
                "listSessions", list.optional("SessionId"), Resumption.REPEAT, this::listSessions);
    metadata.addTo(service);
    return service.build();
  }

  private Json execute(JsonObject arguments, CallContext context) throws ServiceException {
    Request request = Request.of(arguments);
    Optional<Work> before = statements.before(context);
    if (before.isPresent()) {
      Execution left = settled(before.get());
      if (statements.interrupted(left.id()).isEmpty()) {
        return unlessPartly(left);
      }
    }
    sessions.closeExpired(context.now());
    WarehouseSession opened = request.target() == null ? null : open(request.target(), arguments);
    Sessions.Kept kept = null;
    try {
      Execution execution;
      synchronized (lock) {
        statements.forgetBefore(context.now());
        Optional<Execution> earlier = statements.withToken(arguments.string("ClientToken"));
        if (before.isEmpty() && earlier.isPresent()) {
          return again(earlier.get(), arguments);
        }
        if (statements.active() >= limits.statements()) {
          throw refused(
              "ActiveStatementsExceededException",
              "Active statements exceeded the allowed quota (%d).".formatted(limits.statements()));
        }
        String id = before.map(Work::key).orElseGet(ids);
        kept = session(id, request, opened, context.now());
        JsonObject target =
            kept == null
                ? requireNonNull(request.target())
                : kept.target().with("SessionId", Json.of(kept.id()));
        execution = execution(id, arguments, target, request.texts(), context.now());
        statements.begin(execution, context);
      }
      execution.pick(context.now());
      try {
        run(execution, kept == null ? opened : kept.session(), request, context);
      } finally {
        statements.end(execution);
      }
      tell(execution, context.now());
      return arguments.has("WaitTimeSeconds") ? execution.answered() : execution.submitted();
    } finally {
      if (kept != null) {
        sessions.giveBack(kept, request.keepAlive(), context.now());
      } else if (opened != null) {
        close(opened);
      }
    }
  }

  /** The session that a statement runs in, if it is one that is kept. */
  private Sessions.@Nullable Kept session(
      String statement, Request request, @Nullable WarehouseSession opened, Instant now)
      throws ServiceException {
    if (request.sessionId() != null) {
      return sessions.take(request.sessionId(), statement);
    }
    Duration keepAlive = request.keepAlive();
    return opened == null || keepAlive == null || keepAlive.isZero()
        ? null
        : sessions.open(
            ids.get(), statement, requireNonNull(request.target()), opened, keepAlive, now);
  }

  /** Opens a session; null if the target has no such database. */
  private @Nullable WarehouseSession open(JsonObject target, JsonObject arguments)
      throws ServiceException {
    Warehouse warehouse = endpoints.find(target);
    if (warehouse == null) {
      return null;
    }
    try {
      return warehouse.session(user(target));
    } catch (WarehouseException e) {
      throw new ServiceException(
          arguments.has("Sqls") ? "BatchExecuteStatementException" : "ExecuteStatementException",
          "The database cannot be opened: " + e.getMessage(),
          500);
    }
  }

  private static String user(JsonObject target) {
    String user = target.string("DbUser");
    return user == null ? Warehouse.DEFAULT_USER : user;
  }

  private static void close(WarehouseSession session) throws ServiceException {
    try {
      session.close();
    } catch (SQLException e) {
      throw new ServiceException(
          "InternalServerException", "A session cannot be closed: " + e.getMessage(), 500);
    }
  }

  private void tell(Execution execution, Instant now) {
    if (Boolean.TRUE.equals(toJava(execution.arguments().get("WithEvent")))) {
      listener.accept(execution.event(now, now.plus(KEPT)));
    }
  }

  private static @Nullable Object toJava(@Nullable Json value) {
    return value == null ? null : value.toJava();
  }

  private static Execution execution(
      String id, JsonObject arguments, JsonObject target, List<String> texts, Instant now) {
    boolean batch = arguments.has("Sqls");
    Execution execution = new Execution(id, arguments, batch ? "" : texts.get(0), target, now);
    JsonObject format =
        JsonObject.builder().putIfPresent("ResultFormat", arguments.get("ResultFormat")).build();
    for (int i = 0; batch && i < texts.size(); i++) {
      execution.addPart(new Execution(id + ":" + (i + 1), format, texts.get(i), target, now));
    }
    return execution;
  }

  private static void run(
      Execution execution,
      @Nullable WarehouseSession session,
      Request request,
      CallContext context) {
    if (session == null) {
      execution.fail(
          "FATAL: database \"%s\" does not exist".formatted(execution.target().string("Database")),
          context.now());
      return;
    }
    StatementRunner runner = new StatementRunner(session, request.parameters(), context);
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
    Warehouse warehouse = endpoints.find(left.target());
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
          && (name == null || String.valueOf(shown.string("StatementName")).startsWith(name))
          && isOf(each.target(), arguments)) {
        all.add(shown);
      }
    }
    return Pages.of(arguments, "Statements", all, LIST_PAGE).build();
  }

  private static boolean isOf(JsonObject target, JsonObject filter) {
    for (String name : List.of("ClusterIdentifier", "Database", "WorkgroupName")) {
      if (filter.has(name) && !String.valueOf(filter.string(name)).equals(target.string(name))) {
        return false;
      }
    }
    return true;
  }

  private Json listSessions(JsonObject arguments, CallContext context) throws ServiceException {
    sessions.closeExpired(context.now());
    String id = arguments.string("SessionId");
    String status = arguments.string("Status");
    List<Json> all =
        sessions.shown(
            session ->
                (id == null || id.equals(session.string("SessionId")))
                    && (status == null || status.equals(session.string("Status")))
                    && isOf(session, arguments));
    return Pages.of(arguments, "Sessions", all, LIST_PAGE).build();
  }

  /** How many calls wait for a statement's end. */
  int waiting() {
    return results.waiting();
  }

  /** What is remembered. */
  Statements statements() {
    return statements;
  }
}
