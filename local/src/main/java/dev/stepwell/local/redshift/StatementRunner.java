package dev.stepwell.local.redshift;

import dev.stepwell.local.service.CallContext;
import java.util.List;
import java.util.Map;

/**
 * Runs executions in a session of a warehouse. What changes tables is recorded in the warehouse in
 * the same transaction, so that the next process can tell whether it took effect.
 */
final class StatementRunner {

  private final WarehouseSession session;
  private final Map<String, String> parameters;
  private final CallContext context;

  StatementRunner(WarehouseSession session, Map<String, String> parameters, CallContext context) {
    this.session = session;
    this.parameters = parameters;
    this.context = context;
  }

  /** One statement, which takes effect at once. */
  void single(Execution execution) {
    inSession(
        execution,
        () -> {
          List<Token> statement = statement(execution);
          session.keeps(
              execution.id(), () -> execution.recordIfFinished(Outcome.NONE, context.now()));
          // A session that is kept may be in a transaction that another statement has begun.
          boolean within = session.isInTransaction();
          boolean own = Effects.inTransaction(statement) && !within;
          if (own) {
            session.begin();
          }
          Outcome outcome = run(statement);
          if (own) {
            session.commit(execution.recordIfFinished(outcome, context.now()));
          } else if (within && session.isInTransaction() && Effects.in(statement)) {
            session.keep(execution.recordIfFinished(outcome, context.now()));
          }
          return outcome;
        });
  }

  /** A batch as one transaction: a failure undoes all of it. */
  void transaction(Execution batch) {
    inSession(
        batch,
        () -> {
          session.keeps(batch.id(), batch::record);
          boolean changes = false;
          Outcome last = Outcome.NONE;
          List<Execution> parts = batch.parts();
          for (int i = 0; i < parts.size(); i++) {
            try {
              // Again after a statement that has ended the transaction.
              session.begin();
              List<Token> statement = statement(parts.get(i));
              changes |= Effects.in(statement);
              last = runPart(batch, parts.get(i));
            } catch (WarehouseException e) {
              session.rollback();
              abortOthers(parts, i);
              throw numbered(i, e);
            }
          }
          if (changes) {
            session.commit(batch.recordIfFinished(last, context.now()));
          } else {
            session.commit();
          }
          return last;
        });
  }

  /** A batch in which each statement takes effect at once; it stops at the first failure. */
  void oneByOne(Execution batch) {
    inSession(
        batch,
        () -> {
          session.keeps(batch.id(), batch::record);
          Outcome last = Outcome.NONE;
          List<Execution> parts = batch.parts();
          for (int i = 0; i < parts.size(); i++) {
            try {
              boolean own =
                  !session.isInTransaction() && Effects.inTransaction(statement(parts.get(i)));
              if (own) {
                session.begin();
              }
              last = runPart(batch, parts.get(i));
              if (own) {
                session.commit(
                    i + 1 < parts.size()
                        ? batch.record()
                        : batch.recordIfFinished(last, context.now()));
              }
            } catch (WarehouseException e) {
              parts.subList(i + 1, parts.size()).forEach(part -> part.abort(context.now()));
              throw numbered(i, e);
            }
          }
          return last;
        });
  }

  private Outcome runPart(Execution batch, Execution part) throws WarehouseException {
    part.start(session, session.nextQueryId(), context.now());
    if (batch.isCancelled()) {
      part.abort(context.now());
      throw new WarehouseException("Query cancelled on user's request");
    }
    try {
      Outcome outcome = run(statement(part));
      part.finish(outcome, context.now());
      return outcome;
    } catch (WarehouseException e) {
      part.fail(String.valueOf(e.getMessage()), context.now());
      throw e;
    }
  }

  /** The tokens of an execution's statement; none if it is empty. */
  private static List<Token> statement(Execution execution) throws WarehouseException {
    List<List<Token>> statements = Lexer.statements(execution.sql());
    if (statements.size() > 1) {
      throw new WarehouseException("cannot insert multiple commands into a prepared statement");
    }
    return statements.isEmpty() ? List.of() : statements.get(0);
  }

  private Outcome run(List<Token> statement) throws WarehouseException {
    return statement.isEmpty() ? Outcome.NONE : session.run(statement, parameters, context.now());
  }

  private void abortOthers(List<Execution> parts, int failed) {
    for (int i = 0; i < parts.size(); i++) {
      if (i != failed) {
        parts.get(i).abort(context.now());
      }
    }
  }

  private static WarehouseException numbered(int index, WarehouseException failure) {
    return failure.at("Query #" + (index + 1) + " failed with ");
  }

  @FunctionalInterface
  private interface Work {
    Outcome done() throws WarehouseException;
  }

  private void inSession(Execution execution, Work work) {
    try {
      execution.start(session, session.nextQueryId(), context.now());
      Outcome outcome;
      try {
        if (execution.isCancelled()) {
          throw new WarehouseException("Query cancelled on user's request");
        }
        outcome = work.done();
      } catch (WarehouseException e) {
        session.rollback();
        throw e;
      }
      execution.finish(outcome, context.now());
    } catch (WarehouseException e) {
      execution.fail(String.valueOf(e.getMessage()), context.now());
    } catch (RuntimeException | Error fault) {
      execution.fail("ERROR: the local warehouse broke: " + fault, context.now());
      throw fault;
    }
  }
}
