package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.StateLock;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.WorkflowSpec;
import dev.stepwell.scheduler.ledger.Inbox;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How commands talk to a project's scheduler. While a process serves, requests go to it through the
 * ledger; otherwise the command itself decides, and what it decides waits for the next process that
 * serves.
 */
public final class SchedulerAccess {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final SchedulerFolder folder;
  private final Supplier<Catalogue> catalogue;
  private final LongSupplier nanoTime;

  /** The scheduler of a project. */
  public SchedulerAccess(
      ProjectFolder project, Supplier<Catalogue> catalogue, LongSupplier nanoTime) {
    this.folder = new SchedulerFolder(project);
    this.catalogue = catalogue;
    this.nanoTime = nanoTime;
  }

  /** Whether a process serves just now. */
  public boolean isServed() {
    return folder.isServed();
  }

  /**
   * Asks the scheduler.
   *
   * @throws UserException if it refuses, or does not answer in time
   */
  public Json ask(JsonObject request) {
    JsonObject answer = isServed() ? askServer(request) : askHere(request);
    @Nullable String refused = answer.string(Answers.REFUSED);
    if (refused != null) {
      throw UserException.failure(refused);
    }
    return answer.find("answer").orElse(JsonObject.EMPTY);
  }

  private JsonObject askServer(JsonObject request) {
    try (SqliteLedger ledger = folder.ledger()) {
      Inbox inbox = ledger.inbox();
      long number = inbox.ask(request.compact());
      long began = nanoTime.getAsLong();
      while (nanoTime.getAsLong() - began < PATIENCE.toNanos()) {
        boolean served = isServed();
        Optional<String> answer = inbox.take(number);
        if (answer.isPresent()) {
          return (JsonObject) Json.parse(answer.get());
        } else if (!served) {
          // It was another command that had the lock, or the process has ended.
          inbox.withdraw(number);
          return askHere(request);
        }
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
      inbox.withdraw(number);
      throw UserException.failure(
          "the scheduler that serves has not answered for %d seconds.\nLook at its output; stop it and start it again with ./stepwell serve."
              .formatted(PATIENCE.toSeconds()));
    }
  }

  private JsonObject askHere(JsonObject request) {
    StateLock ours = folder.serve();
    try (Scheduler scheduler = Scheduler.builder().ledger(folder.ledger()).build()) {
      for (WorkflowSpec spec : new WorkflowSpecs(catalogue.get()).all()) {
        scheduler.register(spec);
      }
      return new Answers(scheduler).answer(request);
    } finally {
      ours.close();
    }
  }

  /** Reads what is written down. */
  public <T> T read(Function<SqliteLedger, T> question) {
    try (SqliteLedger ledger = folder.ledger()) {
      return question.apply(ledger);
    }
  }
}
