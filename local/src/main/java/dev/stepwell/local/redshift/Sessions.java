package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are kept alive, with their temporary tables and settings. They do not outlive
 * the process. Thread-safe; every method holds the object's own lock.
 */
final class Sessions {

  /** A session that is kept; its owner is whoever took it, until it is given back. */
  static final class Kept {

    private final String id;
    private final JsonObject target;
    private final WarehouseSession session;
    private final Instant createdAt;
    private Duration aliveFor;
    private Instant updatedAt;
    private @Nullable String statement;

    private Kept(
        String id, JsonObject target, WarehouseSession session, Duration aliveFor, Instant now) {
      this.id = id;
      this.target = target;
      this.session = session;
      this.aliveFor = aliveFor;
      this.createdAt = now;
      this.updatedAt = now;
    }

    String id() {
      return id;
    }

    JsonObject target() {
      return target;
    }

    WarehouseSession session() {
      return session;
    }

    private Instant end() {
      return updatedAt.plus(aliveFor);
    }
  }

  private final int most;
  private final Map<String, Kept> all = new LinkedHashMap<>();

  Sessions(int most) {
    this.most = most;
  }

  /** Keeps a session that a statement has opened and still uses. */
  synchronized Kept open(
      String id,
      String statement,
      JsonObject target,
      WarehouseSession session,
      Duration aliveFor,
      Instant now)
      throws ServiceException {
    if (all.size() >= most) {
      throw refused(
          "ActiveSessionsExceededException",
          "The number of active sessions has reached its limit of " + most);
    }
    Kept kept = new Kept(id, target, session, aliveFor, now);
    kept.statement = statement;
    all.put(id, kept);
    return kept;
  }

  /** Takes a session for a statement; one runs in it at a time. */
  synchronized Kept take(String id, String statement) throws ServiceException {
    Kept kept = find(id);
    if (kept.statement != null) {
      throw Request.invalid(
          "Session %s is busy: statement %s is running in it".formatted(id, kept.statement));
    }
    kept.statement = statement;
    return kept;
  }

  /** What a session is connected to. */
  synchronized JsonObject target(String id) throws ServiceException {
    return find(id).target;
  }

  private Kept find(String id) throws ServiceException {
    Kept kept = all.get(id);
    if (kept == null) {
      throw Request.invalid(
          "Session is not available: %s is unknown here or has expired; submit a statement with SessionKeepAliveSeconds to get a new one"
              .formatted(id));
    }
    return kept;
  }

  /**
   * Ends the use of a session by a statement.
   *
   * @param aliveFor how long it is kept from now on; null for as long as before
   */
  synchronized void giveBack(Kept kept, @Nullable Duration aliveFor, Instant now) {
    kept.statement = null;
    kept.updatedAt = now;
    if (aliveFor != null) {
      kept.aliveFor = aliveFor;
    }
  }

  /** Closes the sessions that nobody uses and whose time is over. */
  synchronized void closeExpired(Instant now) throws ServiceException {
    for (Iterator<Kept> each = all.values().iterator(); each.hasNext(); ) {
      Kept kept = each.next();
      if (kept.statement == null && !now.isBefore(kept.end())) {
        each.remove();
        try {
          kept.session.close();
        } catch (SQLException e) {
          throw new ServiceException(
              "InternalServerException",
              "Session %s cannot be closed: %s".formatted(kept.id, e.getMessage()),
              500);
        }
      }
    }
  }

  /** The sessions as {@code ListSessions} shows them, the latest first. */
  synchronized List<Json> shown(Predicate<JsonObject> which) {
    List<Json> shown = new ArrayList<>();
    for (Kept kept : all.values()) {
      JsonObject session =
          JsonObject.builder()
              .put("SessionId", kept.id)
              .put("Status", kept.statement == null ? "AVAILABLE" : "BUSY")
              .put("CreatedAt", kept.createdAt.toString())
              .put("UpdatedAt", kept.updatedAt.toString())
              .putAll(kept.target.without("SecretArn"))
              .put("SessionAliveSeconds", kept.aliveFor.toSeconds())
              .put("SessionTtl", kept.end().toString())
              .putIfPresent("CurrentStatementId", kept.statement)
              .build();
      if (which.test(session)) {
        shown.add(0, session);
      }
    }
    return shown;
  }
}
