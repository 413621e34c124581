package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.QueryRequest.invalid;
import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.athena.QueryRecord.State;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.WorkRegister;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Athena: questions over the data catalog. A query runs inside the call that starts it, whether or
 * not the call is one that waits; whoever asks meanwhile sees it {@code QUEUED} or {@code RUNNING}.
 * A start that is resumed goes on with the query that its task has begun, under that query's id.
 * Thread-safe.
 */
public final class Athena {

  private static final int PAGE = 1000;
  private static final int BATCH = 50;

  private final ObjectStore store;
  private final Queries queries;
  private final Map<String, WorkGroup> groups = new TreeMap<>();

  /**
   * Athena with the workgroup {@code primary}.
   *
   * @param tables the catalog and what is in its tables
   * @param store where results go
   * @param ids a new id for a query each time it is asked
   * @param register keeps the queries
   */
  public Athena(LakeTables tables, ObjectStore store, Supplier<String> ids, WorkRegister register) {
    this.store = requireNonNull(store, "store");
    this.queries = new Queries(tables, store, ids, register);
    add(WorkGroup.named("primary"));
  }

  /** Adds a workgroup, in place of the one of its name; before the service is in use. */
  public Athena add(WorkGroup group) {
    groups.put(group.name(), group);
    return this;
  }

  /**
   * Has so many queries be on their way at once, and refuses others as {@code
   * TooManyRequestsException}; 150 if not said. Before the service is in use.
   */
  public Athena atMostAtOnce(int most) {
    queries.limit(most);
    return this;
  }

  /** The actions. */
  public Service service() {
    Parameters start =
        required("QueryString")
            .optional(
                "ClientRequestToken",
                "ExecutionParameters",
                "QueryExecutionContext",
                "ResultConfiguration",
                "ResultReuseConfiguration",
                "WorkGroup");
    Parameters id = required("QueryExecutionId");
    Parameters results = id.optional("MaxResults", "NextToken", "QueryResultType");
    return Service.named("athena", "Athena")
        .optimizedNames("Athena", "AmazonAthena", "AmazonAthenaException")
        .modelled("InternalServerException", "InvalidRequestException", "TooManyRequestsException")
        .optimized("startQueryExecution", start, Resumption.LOOK_UP, this::start)
        .optimized("startQueryExecution.sync", start, Resumption.LOOK_UP, this::startAndWait)
        .optimized("stopQueryExecution", id, Resumption.REPEAT, this::stop)
        .optimized(
            "getQueryExecution",
            id,
            Resumption.REPEAT,
            (arguments, context) -> describe(find(arguments).describeOptimized()))
        .optimized("getQueryResults", results, Resumption.REPEAT, this::results)
        .action("startQueryExecution", start, Resumption.LOOK_UP, this::start)
        .action("stopQueryExecution", id, Resumption.REPEAT, this::stop)
        .action(
            "getQueryExecution",
            id,
            Resumption.REPEAT,
            (arguments, context) -> describe(find(arguments).describe()))
        .action("getQueryResults", results, Resumption.REPEAT, this::results)
        .action(
            "batchGetQueryExecution",
            required("QueryExecutionIds"),
            Resumption.REPEAT,
            this::batchGet)
        .action(
            "listQueryExecutions",
            none().optional("MaxResults", "NextToken", "WorkGroup"),
            Resumption.REPEAT,
            this::list)
        .action("getWorkGroup", required("WorkGroup"), Resumption.REPEAT, this::getWorkGroup)
        .action(
            "listWorkGroups",
            none().optional("MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::listWorkGroups)
        .build();
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    QueryRecord query = queries.run(QueryRequest.of(arguments, groups, store), context, id -> {});
    return JsonObject.of("QueryExecutionId", Json.of(query.id()));
  }

  private Json startAndWait(JsonObject arguments, CallContext context) throws ServiceException {
    QueryRecord query =
        queries.run(
            QueryRequest.of(arguments, groups, store),
            context,
            id -> context.submitted(JsonObject.of("QueryExecutionId", Json.of(id))));
    JsonObject description = describe(query.describeOptimized());
    if (query.state() != State.SUCCEEDED) {
      throw new TaskFailedException("States.TaskFailed", description.compact());
    }
    return description;
  }

  private static JsonObject describe(JsonObject execution) {
    return JsonObject.of("QueryExecution", execution);
  }

  private static String text(JsonObject arguments, String name) throws ServiceException {
    if (arguments.get(name) instanceof JsonString text && !text.value().isEmpty()) {
      return text.value();
    }
    throw invalid(name + " must be a string that is not empty");
  }

  private QueryRecord find(JsonObject arguments) throws ServiceException {
    return queries.find(text(arguments, "QueryExecutionId"));
  }

  private Json stop(JsonObject arguments, CallContext context) throws ServiceException {
    queries.stop(find(arguments).id());
    return JsonObject.EMPTY;
  }

  private Json batchGet(JsonObject arguments, CallContext context) throws ServiceException {
    JsonArray ids = arguments.array("QueryExecutionIds");
    if (ids.length() < 1 || ids.length() > BATCH) {
      throw invalid("QueryExecutionIds must have 1 to " + BATCH + " entries");
    }
    List<Json> found = new ArrayList<>();
    List<Json> missing = new ArrayList<>();
    for (Json each : ids) {
      String id = String.valueOf(each.toJava());
      try {
        found.add(queries.find(id).describe());
      } catch (ServiceException unknown) {
        missing.add(
            JsonObject.builder()
                .put("QueryExecutionId", id)
                .put("ErrorCode", "INVALID_INPUT")
                .put("ErrorMessage", unknown.reason())
                .build());
      }
    }
    return JsonObject.of(
        "QueryExecutions",
        JsonArray.of(found),
        "UnprocessedQueryExecutionIds",
        JsonArray.of(missing));
  }

  private Json list(JsonObject arguments, CallContext context) throws ServiceException {
    WorkGroup group = group(arguments.has("WorkGroup") ? text(arguments, "WorkGroup") : "primary");
    List<Json> ids = new ArrayList<>();
    for (QueryRecord each : queries.all()) {
      if (each.text("WorkGroup").equals(group.name())) {
        ids.add(0, Json.of(each.id()));
      }
    }
    int most = size(arguments, BATCH);
    long from = offset(arguments);
    int to = (int) Math.min(ids.size(), from + most);
    JsonObject page =
        JsonObject.of("QueryExecutionIds", JsonArray.of(ids.subList((int) Math.min(from, to), to)));
    return to < ids.size() ? page.with("NextToken", Json.of(Integer.toString(to))) : page;
  }

  private WorkGroup group(String name) throws ServiceException {
    WorkGroup group = groups.get(name);
    if (group == null) {
      throw invalid("WorkGroup " + name + " is not found. There are " + groups.keySet());
    }
    return group;
  }

  private Json getWorkGroup(JsonObject arguments, CallContext context) throws ServiceException {
    return JsonObject.of("WorkGroup", group(text(arguments, "WorkGroup")).describe());
  }

  private Json listWorkGroups(JsonObject arguments, CallContext context) {
    List<Json> list = new ArrayList<>();
    for (WorkGroup each : groups.values()) {
      list.add(JsonObject.of("Name", Json.of(each.name()), "State", Json.of("ENABLED")));
    }
    return JsonObject.of("WorkGroups", JsonArray.of(list));
  }

  private static int size(JsonObject arguments, int most) throws ServiceException {
    Json given = arguments.get("MaxResults");
    if (given == null) {
      return most;
    }
    if (given instanceof JsonNumber number
        && number.isIntegral()
        && number.longValue() >= 1
        && number.longValue() <= most) {
      return (int) number.longValue();
    }
    throw invalid("MaxResults must be an integer from 1 to " + most + ", not " + given.compact());
  }

  private static long offset(JsonObject arguments) throws ServiceException {
    Json token = arguments.get("NextToken");
    if (token == null) {
      return 0;
    }
    if (token instanceof JsonString text && text.value().matches("\\d{1,18}")) {
      return Long.parseLong(text.value());
    }
    throw invalid("NextToken " + token.compact() + " was not given by an earlier answer");
  }

  private Json results(JsonObject arguments, CallContext context) throws ServiceException {
    QueryRecord query = find(arguments);
    if (query.state() != State.SUCCEEDED) {
      throw invalid(
          query.isEnded()
              ? "Query did not finish successfully. Final query state: " + query.state()
              : "Query has not yet finished. Current state: " + query.state());
    }
    int most = size(arguments, PAGE);
    long from = offset(arguments);
    ResultFile.Page page;
    try {
      if (query.result().has("Updated")) {
        page = new ResultFile.Page(JsonArray.EMPTY, -1);
      } else if (query.result().has("Header")) {
        page = ResultFile.page(store, query.output(), from, most);
      } else {
        page = ResultFile.lines(store, query.output(), from, most);
      }
    } catch (ServiceException gone) {
      throw invalid("The results of query " + query.id() + " cannot be read: " + gone.reason());
    } catch (IOException failure) {
      throw new ServiceException(
          "InternalServerException", "The results cannot be read: " + failure, 500);
    }
    JsonObject.Builder answer = JsonObject.builder();
    Json updated = query.result().get("Updated");
    answer.put("UpdateCount", updated == null ? Json.of(0) : updated);
    answer.put(
        "ResultSet",
        JsonObject.of(
            "Rows",
            page.rows(),
            "ResultSetMetadata",
            JsonObject.of("ColumnInfo", query.result().array("Columns"))));
    if (page.next() >= 0) {
      answer.put("NextToken", Long.toString(page.next()));
    }
    return answer.build();
  }
}
