package dev.stepwell.cli.schedule;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.StateLock;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.scheduler.ledger.LedgerException;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a project's scheduler keeps what it knows: {@code scheduler.db}, the engine's {@code
 * store}, and the lock of the process that serves.
 */
final class SchedulerFolder {

  private final ProjectFolder project;

  /** The folder in a project's state. */
  SchedulerFolder(ProjectFolder project) {
    this.project = project.withState(project.state().resolve("scheduler"));
  }

  Path store() {
    return project.store();
  }

  /** Whether a process serves just now. */
  boolean isServed() {
    return !StateLock.isFree(project);
  }

  /**
   * The right to serve.
   *
   * @throws UserException if another process has it
   */
  StateLock serve() {
    return StateLock.take(project);
  }

  /**
   * The ledger.
   *
   * @throws UserException if it cannot be had
   */
  SqliteLedger ledger() {
    try {
      Files.createDirectories(project.state());
      return SqliteLedger.open(project.state().resolve("scheduler.db"));
    } catch (LedgerException e) {
      throw UserException.failure(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw UserException.failure(
          "cannot make the folder '%s': %s\nThe scheduler keeps its ledger there. Make it writable, or name another folder with --state-dir."
              .formatted(project.show(project.state()), e.getMessage()));
    }
  }
}
