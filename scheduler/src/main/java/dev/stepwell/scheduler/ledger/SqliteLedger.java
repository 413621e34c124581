package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.RunState;
import dev.stepwell.scheduler.SkippedTick;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in one SQLite file, in WAL mode: other processes may read while a scheduler writes. What
 * is committed is on stable storage. Thread-safe.
 */
public final class SqliteLedger implements Ledger {

  private final Path file;
  private final Connection connection;
  private final Query query;
  private final Writing writing;

  private SqliteLedger(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.query = new Query(connection);
    this.writing = new Writing(query);
  }

  /**
   * Opens a file, and makes it if there is none.
   *
   * @throws LedgerException if it cannot be had, or a newer version wrote it
   */
  public static SqliteLedger open(Path file) {
    try {
      return new SqliteLedger(file, Schema.writer(file));
    } catch (SQLException e) {
      throw failure("opened", file, e);
    }
  }

  /** What other processes ask of the scheduler on this ledger. */
  public Inbox inbox() {
    return new Inbox(this);
  }

  @Override
  public Standing standing() {
    return ask(
        () ->
            new Standing(
                query.all("select data from workflow order by rowid", data(Rows::workflow)),
                query.all("select data from run where open = 1 order by ord", data(Rows::run)),
                query.all(
                    "select name, slots, description from pool order by name",
                    row -> new Pool(row.getString(1), row.getInt(2), row.getString(3))),
                query.all(
                    "select w.workflow, w.trigger, e.data from waiting_event w"
                        + " join asset_event e on e.id = w.event order by w.event",
                    row ->
                        new Standing.Waiting(
                            row.getString(1), row.getString(2), Rows.event(row.getString(3)))),
                query.all(
                    "select data from backfill where open = 1 order by id", data(Rows::backfill)),
                query.all(
                    "select i.data from backfill_item i join backfill b on b.id = i.backfill"
                        + " where b.open = 1 and i.planned = 1 order by i.backfill, i.ordinal",
                    data(Rows::item)),
                number("select max(ord) from run"),
                number("select max(id) from asset_event"),
                number("select max(id) from backfill")));
  }

  private long number(String sql) throws SQLException {
    return query.first(sql, row -> row.getLong(1)).orElse(0L);
  }

  @Override
  public synchronized void commit(Changes changes) {
    try {
      connection.setAutoCommit(false);
      try {
        writing.write(changes);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollBack(e);
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure("written", file, e);
    }
  }

  /** SQLite has done so already where the disk is full. */
  private void rollBack(Exception why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public Optional<Run> run(String workflow, String runId) {
    return ask(
        () ->
            query.first(
                "select data from run where workflow = ? and run_id = ?",
                data(Rows::run),
                workflow,
                runId));
  }

  @Override
  public Optional<Run> at(String workflow, Instant logicalDate) {
    return ask(
        () ->
            query.first(
                "select data from run where workflow = ? and logical_date = ?",
                data(Rows::run),
                workflow,
                logicalDate.toEpochMilli()));
  }

  @Override
  public Optional<Run> before(String workflow, Instant orderKey, boolean periodic) {
    return ask(
        () ->
            query.first(
                "select data from run where workflow = ? and periodic = ? and key < ?"
                    + " order by key desc, ord desc limit 1",
                data(Rows::run),
                workflow,
                periodic ? 1 : 0,
                orderKey.toEpochMilli()));
  }

  @Override
  public List<Run> runs(RunFilter filter) {
    String states =
        filter.states().isEmpty()
            ? ""
            : filter.states().stream()
                .map(RunState::word)
                .sorted()
                .collect(Collectors.joining("', '", " and state in ('", "')"));
    @Nullable Instant from = filter.from();
    @Nullable Instant to = filter.to();
    return ask(
        () ->
            query.all(
                "select data from run where (?1 is null or workflow = ?1) and key >= ?2 and key <="
                    + " ?3 and (?4 = 0 or backfill = ?4)"
                    + states
                    + " order by key desc, ord desc limit ?5",
                data(Rows::run),
                filter.workflow(),
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                to == null ? Long.MAX_VALUE : to.toEpochMilli(),
                filter.backfill(),
                filter.most()));
  }

  @Override
  public List<Run> beyond(String workflow, @Nullable Instant endedBefore, int kept, int most) {
    return ask(
        () ->
            query.all(
                "select data from (select data, ended, row_number() over (order by key desc, ord"
                    + " desc) as place from run where workflow = ?1 and open = 0)"
                    + " where place > ?2 or ended < ?3 limit ?4",
                data(Rows::run),
                workflow,
                kept,
                endedBefore == null ? Long.MIN_VALUE : endedBefore.toEpochMilli(),
                most));
  }

  @Override
  public List<Attempt> attempts(String workflow, String runId) {
    return ask(
        () ->
            query.all(
                "select data from attempt where workflow = ? and run_id = ? order by number",
                data(Rows::attempt),
                workflow,
                runId));
  }

  @Override
  public List<SkippedTick> skipped(String workflow, int most) {
    return ask(
        () ->
            query.all(
                "select workflow, trigger, first, last, decided_at, reason from skipped_tick"
                    + " where workflow = ? order by id desc limit ?",
                row ->
                    new SkippedTick(
                        row.getString(1),
                        row.getString(2),
                        time(row, 3),
                        time(row, 4),
                        time(row, 5),
                        row.getString(6)),
                workflow,
                most));
  }

  @Override
  public List<AssetEvent> events(@Nullable String uri, int most) {
    return ask(
        () ->
            query.all(
                "select data from asset_event where ?1 is null or uri = ?1"
                    + " order by id desc limit ?2",
                data(Rows::event),
                uri,
                most));
  }

  @Override
  public List<Backfill> backfills(@Nullable String workflow) {
    return ask(
        () ->
            query.all(
                "select data from backfill where ?1 is null or workflow = ?1 order by id desc",
                data(Rows::backfill),
                workflow));
  }

  @Override
  public List<BackfillItem> items(long backfill) {
    return ask(
        () ->
            query.all(
                "select data from backfill_item where backfill = ? order by ordinal",
                data(Rows::item),
                backfill));
  }

  @Override
  public List<MissedDeadline> missed(@Nullable String workflow, int most) {
    return ask(
        () ->
            query.all(
                "select workflow, run_id, deadline, due, at from missed_deadline"
                    + " where ?1 is null or workflow = ?1 order by id desc limit ?2",
                row ->
                    new MissedDeadline(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        time(row, 4),
                        time(row, 5)),
                workflow,
                most));
  }

  @Override
  public List<String> missedBy(String workflow, String runId) {
    return ask(
        () ->
            query.all(
                "select deadline from missed_deadline where workflow = ? and run_id = ?",
                row -> row.getString(1),
                workflow,
                runId));
  }

  /** A question in SQL. */
  interface Asking<T> {
    T ask() throws SQLException;
  }

  synchronized <T> T ask(Asking<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw failure("read", file, e);
    }
  }

  Query query() {
    return query;
  }

  private static <T> Query.Reading<T> data(Function<String, T> reading) {
    return row -> reading.apply(row.getString(1));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static LedgerException failure(String what, Path file, SQLException e) {
    return new LedgerException(
        "the scheduler's ledger '" + file + "' cannot be " + what + ": " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("closed", file, e);
    }
  }
}
