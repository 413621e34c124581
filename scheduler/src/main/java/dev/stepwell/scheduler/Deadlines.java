package dev.stepwell.scheduler;

import dev.stepwell.scheduler.ledger.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells when runs are late. A deadline of a run is told once: it is written down first, so a crash
 * in between loses the call and not the fact.
 */
final class Deadlines {

  private final Board board;
  private final Consumer<MissedDeadline> listener;
  private final Map<String, Map<String, Optional<Instant>>> due = new HashMap<>();

  Deadlines(Board board, Consumer<MissedDeadline> listener) {
    this.board = board;
    this.listener = listener;
  }

  /**
   * Tells what is late by now.
   *
   * @return when to look again; empty for not before something else happens
   */
  Optional<Instant> check(Entry entry) {
    List<Deadline> deadlines = board.spec(entry).settings().deadlines();
    if (deadlines.isEmpty()) {
      return Optional.empty();
    }
    Instant now = board.now();
    @Nullable Instant soonest = null;
    for (Run run : entry.open()) {
      Map<String, Optional<Instant>> left =
          due.computeIfAbsent(key(run), key -> due(run, deadlines));
      for (Deadline deadline : deadlines) {
        @Nullable Instant at = left.getOrDefault(deadline.name(), Optional.empty()).orElse(null);
        if (at == null) {
          continue;
        }
        if (!at.isAfter(now)) {
          left.put(deadline.name(), Optional.empty());
          missed(new MissedDeadline(run.workflow(), run.runId(), deadline.name(), at, now));
        } else if (soonest == null || at.isBefore(soonest)) {
          soonest = at;
        }
      }
    }
    forgetEnded(entry);
    return Optional.ofNullable(soonest);
  }

  private void forgetEnded(Entry entry) {
    String prefix = entry.name() + "/";
    due.keySet()
        .removeIf(
            key -> key.startsWith(prefix) && entry.open(key.substring(prefix.length())).isEmpty());
  }

  private static String key(Run run) {
    return run.workflow() + "/" + run.runId();
  }

  private void missed(MissedDeadline missed) {
    board.changes().missed(missed);
    board.afterwards(() -> listener.accept(missed));
  }

  private Map<String, Optional<Instant>> due(Run run, List<Deadline> deadlines) {
    Set<String> told = Set.copyOf(board.ledger().missedBy(run.workflow(), run.runId()));
    Map<String, Optional<Instant>> left = new HashMap<>();
    for (Deadline deadline : deadlines) {
      if (!told.contains(deadline.name())) {
        left.put(
            deadline.name(), reference(run, deadline).map(from -> from.plus(deadline.interval())));
      }
    }
    return left;
  }

  private Optional<Instant> reference(Run run, Deadline deadline) {
    return switch (deadline.reference()) {
      case DAGRUN_QUEUED_AT -> Optional.of(run.queuedAt());
      case DAGRUN_LOGICAL_DATE -> Optional.ofNullable(run.logicalDate());
      case FIXED_DATETIME -> Optional.ofNullable(deadline.fixed());
      case AVERAGE_RUNTIME -> average(run).map(run.queuedAt()::plus);
    };
  }

  private Optional<Duration> average(Run run) {
    List<Run> last =
        board
            .ledger()
            .runs(
                new RunFilter(
                    run.workflow(), Set.of(RunState.SUCCESS), null, null, 0, Deadline.AVERAGED));
    if (last.size() < Deadline.AVERAGED) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    for (Run each : last) {
      Instant end = each.endedAt() == null ? each.runAfter() : each.endedAt();
      Instant start = each.startedAt() == null ? end : each.startedAt();
      sum = sum.plus(Duration.between(start, end));
    }
    return Optional.of(sum.dividedBy(last.size()));
  }
}
