package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.local.state.Row;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.util.Optional;

/**
 * The answers to calls that changed something in a {@link StateDatabase}, by the tokens of their
 * tasks. An answer is written in the transaction of the change, so a resumed task either finds both
 * or neither; its action is {@link Resumption#LOOK_UP}. Thread-safe.
 */
public final class Answers {

  /** How many answers are remembered. */
  private static final int MOST = 10_000;

  private final StateDatabase database;

  /** The answers that are kept in this database. */
  public Answers(StateDatabase database) {
    this.database = requireNonNull(database, "database");
    database.create(
        "create table if not exists answers"
            + " (number integer primary key, token text not null unique, answer text not null)");
  }

  /** Work that changes something, and its answer. */
  @FunctionalInterface
  public interface Work {

    /** Does the work; the rules of {@link ServiceAction#call} hold. */
    Json in(Transaction transaction) throws ServiceException;
  }

  /**
   * Does the work of a call, unless an earlier process has done it: then gives the answer again.
   */
  public Json once(CallContext context, Work work) throws ServiceException {
    return database.<Json, ServiceException>transact(
        transaction -> {
          String token = context.token();
          if (context.isResumed()) {
            Optional<Row> before =
                transaction.one("select answer from answers where token = ?", token);
            if (before.isPresent()) {
              return Json.parse(before.get().text(0));
            }
          }
          Json answer = work.in(transaction);
          if (!token.isEmpty()) {
            long number =
                transaction.insert(
                    "insert or replace into answers (token, answer) values (?, ?)",
                    token,
                    answer.compact());
            transaction.run("delete from answers where number <= ?", number - MOST);
          }
          return answer;
        });
  }
}
