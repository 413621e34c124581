package dev.stepwell.local.delivery;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way between services. A delivery is put in the transaction that causes it and is
 * made by {@link #deliver}, on the thread that caused it; what a process left is made by the next.
 *
 * <p>What is stored arrives in order and exactly once. What is called (a function, a state machine)
 * may be called again after a kill, and is tried three times, as AWS does with asynchronous calls.
 * A chain of more than {@value #MOST_HOPS} deliveries, and more than {@value #MOST_AT_ONCE} calls
 * of one resource at once, are taken for loops and cut off.
 *
 * <p>Thread-safe: what is stored goes one at a time under the database's lock, calls go side by
 * side.
 */
public final class Outbox {

  /** How long a chain of deliveries may be. */
  static final int MOST_HOPS = 16;

  /** How many calls of one resource may be under way. */
  static final int MOST_AT_ONCE = 64;

  private static final int ATTEMPTS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final String COLUMNS =
      "number, id, target, source, body, options, dead_letters, hops, attempts";

  private record Pending(long number, Delivery delivery, int attempts) {

    static Pending of(Row row) {
      Delivery delivery =
          new Delivery(
              row.text(1),
              row.text(2),
              row.text(3),
              row.text(4),
              row.json(5),
              row.textOrNull(6),
              (int) row.number(7));
      return new Pending(row.number(0), delivery, (int) row.number(8));
    }
  }

  private final StateDatabase database;
  private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
  private final Object claims = new Object();
  private final Set<Long> claimed = new HashSet<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private final ThreadLocal<Integer> hops = ThreadLocal.withInitial(() -> 0);
  private final long left;

  /** What is on its way in this database. */
  public Outbox(StateDatabase database) {
    this.database = requireNonNull(database, "database");
    database.create(
        """
        create table if not exists deliveries (
          number integer primary key autoincrement, service text not null, id text not null,
          target text not null, source text not null, body text not null, options text not null,
          dead_letters text, hops integer not null, attempts integer not null default 0)
        """,
        "create index if not exists deliveries_by_service on deliveries (service, number)");
    left =
        database.<Long, RuntimeException>transact(
            transaction ->
                transaction
                    .one("select coalesce(max(number), 0) from deliveries")
                    .orElseThrow()
                    .number(0));
  }

  /**
   * Has a receiver take what goes to the resources of a service; until there is one, deliveries to
   * them wait.
   *
   * @param service as in ARNs, such as {@code sqs}
   */
  public void receiver(String service, Receiver receiver) {
    receivers.put(service, receiver);
  }

  /** Puts a delivery on its way; it is made by the next {@link #deliver}. */
  public void put(Transaction transaction, Delivery delivery) {
    transaction.run(
        "insert into deliveries (service, id, target, source, body, options, dead_letters, hops)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        Delivery.serviceOf(delivery.target()),
        delivery.id(),
        delivery.target(),
        delivery.source(),
        delivery.body(),
        delivery.options().compact(),
        delivery.deadLetters(),
        delivery.hops());
  }

  /**
   * How many deliveries led to what this thread does: what it puts on its way by itself begins with
   * so many hops.
   */
  public int hops() {
    return hops.get();
  }

  /** Does work to which so many deliveries led. */
  public void after(int count, Runnable work) {
    int outer = hops.get();
    hops.set(count);
    try {
      work.run();
    } finally {
      hops.set(outer);
    }
  }

  /** How many deliveries have not arrived. */
  public int waiting() {
    return database.<Integer, RuntimeException>transact(
        transaction ->
            (int) transaction.one("select count(*) from deliveries").orElseThrow().number(0));
  }

  /** Makes all deliveries that can be made, and those that they lead to. Must not hold a lock. */
  public void deliver() {
    deliver(Long.MAX_VALUE);
  }

  /**
   * Makes the deliveries that earlier processes left. Calls that this process puts on their way are
   * not touched, so whoever put them finds them made when {@link #deliver} returns.
   */
  public void deliverLeft() {
    deliver(left);
  }

  private void deliver(long lastCall) {
    boolean more = true;
    while (more && !Thread.currentThread().isInterrupted()) {
      more = store() || call(lastCall);
    }
  }

  private boolean store() {
    List<Refused> refused = new ArrayList<>();
    boolean done;
    try {
      done =
          database.<Boolean, Refusal>transact(
              transaction -> {
                Optional<Pending> next = next(transaction, Receiver.Stored.class, Set.of());
                if (next.isEmpty()) {
                  return false;
                }
                store(transaction, next.get());
                return true;
              });
    } catch (Refusal refusal) {
      refused.add(refusal.refused);
      done = true;
    }
    refused.forEach(this::giveUp);
    return done;
  }

  private void store(Transaction transaction, Pending pending) throws Refusal {
    Delivery delivery = pending.delivery();
    try {
      checkHops(delivery);
      Receiver receiver = receivers.get(Delivery.serviceOf(delivery.target()));
      ((Receiver.Stored) requireNonNull(receiver, "receiver")).receive(transaction, delivery);
    } catch (ServiceException failure) {
      throw new Refusal(new Refused(pending, failure.code(), failure.reason()));
    }
    transaction.run("delete from deliveries where number = ?", pending.number());
  }

  private boolean call(long last) {
    Optional<Pending> found = claim(last);
    if (found.isEmpty()) {
      return false;
    }
    Pending pending = found.get();
    try {
      after(pending.delivery().hops() + 1, () -> call(pending));
    } finally {
      release(pending);
    }
    return true;
  }

  private void call(Pending pending) {
    Delivery delivery = pending.delivery();
    try {
      checkHops(delivery);
      checkUnderWay(delivery);
      Receiver receiver = receivers.get(Delivery.serviceOf(delivery.target()));
      ((Receiver.Called) requireNonNull(receiver, "receiver")).receive(delivery);
      remove(pending);
    } catch (ServiceException failure) {
      giveUp(new Refused(pending, failure.code(), failure.reason()));
    } catch (RuntimeException failure) {
      failed(pending, failure);
    }
  }

  private void failed(Pending pending, RuntimeException failure) {
    if (Thread.currentThread().isInterrupted()) {
      // The process closes: the next one tries again.
      return;
    }
    if (pending.attempts() + 1 >= ATTEMPTS) {
      giveUp(new Refused(pending, failure.getClass().getSimpleName(), text(failure)));
      return;
    }
    database.<Integer, RuntimeException>transact(
        transaction ->
            transaction.run(
                "update deliveries set attempts = attempts + 1 where number = ?",
                pending.number()));
  }

  private static String text(RuntimeException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private void remove(Pending pending) {
    database.<Integer, RuntimeException>transact(
        transaction ->
            transaction.run("delete from deliveries where number = ?", pending.number()));
  }

  private Optional<Pending> claim(long last) {
    synchronized (claims) {
      Optional<Pending> next =
          database.<Optional<Pending>, RuntimeException>transact(
              transaction ->
                  next(transaction, Receiver.Called.class, claimed)
                      .filter(pending -> pending.number() <= last));
      next.ifPresent(
          pending -> {
            claimed.add(pending.number());
            underWay.merge(pending.delivery().target(), 1, Integer::sum);
          });
      return next;
    }
  }

  private void release(Pending pending) {
    synchronized (claims) {
      claimed.remove(pending.number());
      underWay.computeIfPresent(
          pending.delivery().target(), (target, count) -> count == 1 ? null : count - 1);
    }
  }

  private Optional<Pending> next(
      Transaction transaction, Class<? extends Receiver> kind, Set<Long> except) {
    return receivers.entrySet().stream()
        .filter(each -> kind.isInstance(each.getValue()))
        .flatMap(each -> oldest(transaction, each.getKey(), except).stream())
        .min((one, other) -> Long.compare(one.number(), other.number()));
  }

  private static Optional<Pending> oldest(
      Transaction transaction, String service, Set<Long> except) {
    return transaction
        .rows(
            "select " + COLUMNS + " from deliveries where service = ? order by number limit ?",
            service,
            except.size() + 1)
        .stream()
        .filter(row -> !except.contains(row.number(0)))
        .map(Pending::of)
        .findFirst();
  }

  private static void checkHops(Delivery delivery) throws ServiceException {
    if (delivery.hops() > MOST_HOPS) {
      throw ServiceException.refused(
          "RecursiveLoopDetected",
          "the "
              + delivery.hops()
              + "th delivery of a chain; rules and subscriptions that lead to each other must end"
              + " after "
              + MOST_HOPS);
    }
  }

  private void checkUnderWay(Delivery delivery) throws ServiceException {
    synchronized (claims) {
      if (underWay.getOrDefault(delivery.target(), 0) > MOST_AT_ONCE) {
        throw ServiceException.refused(
            "RecursiveLoopDetected",
            "more than "
                + MOST_AT_ONCE
                + " calls at once; what the resource does seems to call it again");
      }
    }
  }

  private record Refused(Pending pending, String code, String reason) {}

  /** Undoes the transaction in which a delivery was refused. */
  private static final class Refusal extends Exception {

    private final transient Refused refused;

    Refusal(Refused refused) {
      super(refused.code(), null, false, false);
      this.refused = refused;
    }
  }

  private void giveUp(Refused refused) {
    Delivery delivery = refused.pending().delivery();
    LOG.warn(
        "{} could not deliver to {}, {}: {} {}",
        delivery.source(),
        delivery.target(),
        delivery.deadLetters() == null
            ? "which is lost for want of a dead-letter queue"
            : "which goes to " + delivery.deadLetters(),
        refused.code(),
        refused.reason());
    database.<Boolean, RuntimeException>transact(
        transaction -> {
          int removed =
              transaction.run(
                  "delete from deliveries where number = ?", refused.pending().number());
          if (removed > 0 && delivery.deadLetters() != null) {
            put(transaction, deadLetter(refused, delivery.deadLetters()));
          }
          return true;
        });
  }

  /** The dead letter begins a chain of its own, so that one that was too long can arrive. */
  private static Delivery deadLetter(Refused refused, String queue) {
    Delivery delivery = refused.pending().delivery();
    JsonObject attributes =
        JsonObject.builder()
            .put("SOURCE_ARN", attribute(delivery.source()))
            .put("TARGET_ARN", attribute(delivery.target()))
            .put("ERROR_CODE", attribute(refused.code()))
            .put("ERROR_MESSAGE", attribute(refused.reason()))
            .put("RETRY_ATTEMPTS", attribute(String.valueOf(refused.pending().attempts())))
            .build();
    JsonObject options = JsonObject.of("MessageAttributes", attributes);
    String group = delivery.options().string("MessageGroupId");
    return new Delivery(
        delivery.id(),
        queue,
        delivery.source(),
        delivery.body(),
        group == null ? options : options.with("MessageGroupId", Json.of(group)),
        null,
        0);
  }

  private static Json attribute(String value) {
    return JsonObject.of("DataType", Json.of("String"), "StringValue", Json.of(value));
  }
}
