package dev.stepwell.scheduler.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What other processes ask of the scheduler that writes a ledger: they leave a request in the file,
 * and find the answer beside it. Requests and answers are JSON texts. Thread-safe.
 */
public final class Inbox {

  /** A request without an answer. */
  public record Request(long id, String body) {}

  private final SqliteLedger ledger;

  Inbox(SqliteLedger ledger) {
    this.ledger = ledger;
  }

  /** Leaves a request, and gives its number. */
  public long ask(String body) {
    return ledger.ask(
        () ->
            ledger
                .query()
                .first(
                    "insert into request (body) values (?) returning id",
                    row -> row.getLong(1),
                    body)
                .orElseThrow());
  }

  /** The requests without an answer, in the order in which they were made. */
  public List<Request> open() {
    return ledger.ask(
        () ->
            ledger
                .query()
                .all(
                    "select id, body from request where answer is null order by id",
                    row -> new Request(row.getLong(1), row.getString(2))));
  }

  /** The answer to a request, if it is there; it is taken out. */
  public Optional<String> take(long request) {
    Optional<String> answer =
        ledger.ask(
            () ->
                ledger
                    .query()
                    .first(
                        "select answer from request where id = ? and answer is not null",
                        row -> row.getString(1),
                        request));
    answer.ifPresent(found -> withdraw(request));
    return answer;
  }

  /** Takes a request back. */
  public void withdraw(long request) {
    ledger.ask(
        () -> {
          ledger.query().update("delete from request where id = ?", request);
          return true;
        });
  }
}
