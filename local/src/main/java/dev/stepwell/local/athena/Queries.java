package dev.stepwell.local.athena;

import static dev.stepwell.local.athena.QueryRequest.invalid;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlTree;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries that are on their way and those that have ended. Each has a database engine of its
 * own, so none sees another's views. Thread-safe: one lock guards which queries run and which
 * client tokens are taken, and no SQL runs while it is held.
 */
final class Queries {

  private static final Logger LOG = LoggerFactory.getLogger(Queries.class);
  private static final int AT_ONCE = 150;

  /** A query on its way. */
  private static final class Running {
    final CompletableFuture<QueryRecord> done = new CompletableFuture<>();
    volatile QueryRecord record;
    volatile boolean stopped;
    volatile @Nullable SqlSession session;

    Running(QueryRecord record) {
      this.record = record;
    }

    void stop() {
      stopped = true;
      SqlSession at = session;
      if (at != null) {
        try {
          at.cancel();
        } catch (SQLException failure) {
          LOG.warn("query {} could not be stopped", record.id(), failure);
        }
      }
    }
  }

  private final Object lock = new Object();
  private final LakeTables tables;
  private final ObjectStore store;
  private final Supplier<String> ids;
  private final WorkRegister register;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private int most = AT_ONCE;

  Queries(LakeTables tables, ObjectStore store, Supplier<String> ids, WorkRegister register) {
    this.tables = tables;
    this.store = store;
    this.ids = ids;
    this.register = register;
    for (Work each : register.all()) {
      String token = each.record().object("Request").string(QueryRequest.TOKEN);
      if (token != null) {
        tokens.put(token, each.key());
      }
    }
  }

  void limit(int atOnce) {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least 1 query must be able to run, not " + atOnce);
    }
    most = atOnce;
  }

  List<QueryRecord> all() {
    List<QueryRecord> all = new ArrayList<>();
    register.all().forEach(each -> all.add(live(each)));
    return all;
  }

  private QueryRecord live(Work work) {
    synchronized (lock) {
      Running query = running.get(work.key());
      return query == null ? QueryRecord.of(work) : query.record;
    }
  }

  QueryRecord find(String id) throws ServiceException {
    Optional<Work> work = register.find(id);
    if (work.isEmpty()) {
      throw invalid("QueryExecution " + id + " was not found" + register.excuse());
    }
    return live(work.get());
  }

  /** Stops a query; one that has ended stays as it is. */
  void stop(String id) {
    Running query;
    synchronized (lock) {
      query = running.get(id);
    }
    if (query != null) {
      query.stop();
    }
  }

  /**
   * Runs a query to its end, or finds the one that the same call has started before.
   *
   * @param begun is told the query's id once it is known
   */
  QueryRecord run(QueryRequest request, CallContext context, Consumer<String> begun)
      throws ServiceException {
    checkSyntax(request);
    Optional<Work> before = context.before(register);
    if (before.isPresent() && before.get().isFinished()) {
      begun.accept(before.get().key());
      return QueryRecord.of(before.get());
    }
    Running query = null;
    CompletableFuture<QueryRecord> other = null;
    synchronized (lock) {
      String token = request.json().string(QueryRequest.TOKEN);
      String known = before.isEmpty() && token != null ? tokens.get(token) : null;
      if (known != null && register.find(known).isPresent()) {
        QueryRecord same = find(known);
        checkSame(same, request);
        Running on = running.get(known);
        other = on == null ? CompletableFuture.completedFuture(same) : on.done;
      } else {
        query = begin(request, context, before);
      }
    }
    if (query == null) {
      QueryRecord ended = requireNonNull(other).join();
      begun.accept(ended.id());
      return ended;
    }
    begun.accept(query.record.id());
    context.onCancel(query::stop);
    return work(query, request, before.isPresent(), context);
  }

  private Running begin(QueryRequest request, CallContext context, Optional<Work> before)
      throws ServiceException {
    if (running.size() >= most) {
      throw new ServiceException(
          "TooManyRequestsException",
          "You have exceeded the limit for the number of queries you can run concurrently: " + most,
          429);
    }
    String id = before.map(Work::key).orElseGet(ids);
    Running query = new Running(QueryRecord.queued(id, request.kept(id), context.now()));
    register.begin(id, context.token(), query.record.json());
    running.put(id, query);
    String token = request.json().string(QueryRequest.TOKEN);
    if (token != null) {
      tokens.put(token, id);
    }
    return query;
  }

  private static void checkSame(QueryRecord known, QueryRequest request) throws ServiceException {
    if (!known.request().without("Output").equals(request.json())) {
      throw invalid(
          "Idempotent parameters do not match: the ClientRequestToken was used for query "
              + known.id()
              + ", which was another one");
    }
  }

  /** A question that is no SQL is refused before there is a query. */
  private void checkSyntax(QueryRequest request) throws ServiceException {
    Statement statement = request.statement();
    String query =
        statement instanceof Statement.Select select
            ? select.query()
            : statement instanceof Statement.Insert insert
                ? insert.query()
                : statement instanceof Statement.CreateTableAs create
                    ? create.query()
                    : statement instanceof Statement.Unload unload ? unload.query() : null;
    if (query == null) {
      return;
    }
    try (DuckDb duck = DuckDb.inMemory(store);
        SqlSession session = duck.session()) {
      SqlTree.parse(session, query);
    } catch (SQLException wrong) {
      String message = String.valueOf(wrong.getMessage());
      int at = message.lastIndexOf(" at character ");
      throw invalid(
          at < 0
              ? message
              : Lexer.place(query, Integer.parseInt(message.substring(at + 14)))
                  + ": "
                  + message.substring(0, at));
    }
  }

  private QueryRecord work(
      Running query, QueryRequest request, boolean again, CallContext context) {
    QueryRecord ended = query.record;
    try {
      ended = inSession(query, request, again, context);
      return ended;
    } catch (RuntimeException | Error fault) {
      ended = query.record.failed("Internal error: " + fault, 1, true, context.now());
      throw fault;
    } finally {
      register.finish(ended.id(), ended.json());
      synchronized (lock) {
        running.remove(ended.id());
      }
      query.done.complete(ended);
    }
  }

  private QueryRecord inSession(
      Running query, QueryRequest request, boolean again, CallContext context) {
    String id = query.record.id();
    try (DuckDb duck = DuckDb.inMemory(store);
        SqlSession session = duck.session()) {
      query.session = session;
      query.record = query.record.running(0);
      QueryRunner runner =
          new QueryRunner(
              tables,
              store,
              session,
              request,
              id,
              again,
              context.now(),
              bytes -> query.record = query.record.running(bytes));
      JsonObject result = query.stopped ? JsonObject.EMPTY : runner.run();
      return query.stopped && result.isEmpty()
          ? query.record.cancelled("Query cancelled by user", context.now())
          : query.record.succeeded(result, context.now());
    } catch (QueryFailedException failure) {
      return query.stopped
          ? query.record.cancelled("Query cancelled by user", context.now())
          : query.record.failed(failure, context.now());
    } catch (QueryRunner.ScanLimitException tooMuch) {
      return query.record.cancelled(String.valueOf(tooMuch.getMessage()), context.now());
    } catch (SQLException failure) {
      return query.record.failed(
          "The SQL engine failed: " + failure.getMessage(), 1, true, context.now());
    } finally {
      query.session = null;
    }
  }
}
