package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Attempt;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.SkippedTick;
import dev.stepwell.scheduler.WorkflowState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger for tests and simulations: gone with the process. Thread-safe. */
public final class MemoryLedger implements Ledger {

  private static final Comparator<Place> PLACES =
      Comparator.comparing(Place::key).thenComparing(Place::order);

  /** Where a run stands among those of its workflow. */
  private record Place(Instant key, long order) {
    static Place of(Run run) {
      return new Place(run.orderKey(), run.order());
    }
  }

  /** The runs of one workflow. */
  private static final class Runs {
    final Map<String, Run> byId = new HashMap<>();
    final Map<Instant, Run> byDate = new HashMap<>();
    final NavigableMap<Place, Run> periodic = new TreeMap<>(PLACES);
    final NavigableMap<Place, Run> others = new TreeMap<>(PLACES);
    final Map<String, Run> open = new LinkedHashMap<>();

    void put(Run run) {
      Run old = byId.put(run.runId(), run);
      if (old != null && old.type() != run.type()) {
        among(old).remove(Place.of(old));
      }
      among(run).put(Place.of(run), run);
      if (run.logicalDate() != null) {
        byDate.put(run.logicalDate(), run);
      }
      if (run.state().isTerminal()) {
        open.remove(run.runId());
      } else {
        open.put(run.runId(), run);
      }
    }

    void remove(Run run) {
      byId.remove(run.runId());
      among(run).remove(Place.of(run));
      byDate.values().remove(run);
      open.remove(run.runId());
    }

    private NavigableMap<Place, Run> among(Run run) {
      return run.type().isPeriodic() ? periodic : others;
    }
  }

  private final Map<String, WorkflowState> workflows = new LinkedHashMap<>();
  private final Map<String, Runs> runs = new HashMap<>();
  private final Map<String, List<Attempt>> attempts = new HashMap<>();
  private final Map<String, Deque<SkippedTick>> skipped = new HashMap<>();
  private final Map<Long, AssetEvent> events = new LinkedHashMap<>();
  private final Map<String, Deque<Long>> eventsByUri = new HashMap<>();
  private final List<Changes.Queued> waiting = new ArrayList<>();
  private final Map<String, Pool> pools = new TreeMap<>();
  private final Map<Long, Backfill> backfills = new TreeMap<>();
  private final Map<Long, List<BackfillItem>> items = new HashMap<>();
  private final List<MissedDeadline> missed = new ArrayList<>();
  private long lastOrder;

  @Override
  public synchronized Standing standing() {
    return new Standing(
        List.copyOf(workflows.values()),
        runs.values().stream()
            .flatMap(each -> each.open.values().stream())
            .sorted(Comparator.comparing(Run::order))
            .toList(),
        List.copyOf(pools.values()),
        waiting.stream()
            .map(
                each ->
                    new Standing.Waiting(
                        each.workflow(),
                        each.trigger(),
                        Objects.requireNonNull(events.get(each.event()))))
            .toList(),
        backfills.values().stream().filter(each -> each.state().isOpen()).toList(),
        backfills.values().stream()
            .filter(each -> each.state().isOpen())
            .flatMap(each -> items(each.id()).stream())
            .filter(each -> each.state() == BackfillItem.State.PLANNED)
            .toList(),
        lastOrder,
        events.keySet().stream().mapToLong(Long::longValue).max().orElse(0),
        backfills.keySet().stream().mapToLong(Long::longValue).max().orElse(0));
  }

  @Override
  public synchronized void commit(Changes changes) {
    changes.workflows().forEach(each -> workflows.put(each.name(), each));
    for (Run run : changes.runs()) {
      lastOrder = Math.max(lastOrder, run.order());
      runs.computeIfAbsent(run.workflow(), name -> new Runs()).put(run);
    }
    for (Attempt attempt : changes.attempts()) {
      List<Attempt> all =
          attempts.computeIfAbsent(
              attempt.workflow() + "/" + attempt.runId(), key -> new ArrayList<>(1));
      all.removeIf(each -> each.number() == attempt.number());
      all.add(attempt);
    }
    for (SkippedTick tick : changes.skipped()) {
      Deque<SkippedTick> all = skipped.computeIfAbsent(tick.workflow(), name -> new ArrayDeque<>());
      all.add(tick);
      if (all.size() > KEPT) {
        all.remove();
      }
    }
    for (AssetEvent event : changes.events()) {
      events.put(event.id(), event);
      eventsByUri.computeIfAbsent(event.asset().uri(), uri -> new ArrayDeque<>()).add(event.id());
    }
    for (Changes.Queued change : changes.queued()) {
      if (change.waits()) {
        waiting.add(change);
      } else {
        waiting.removeIf(
            each ->
                each.event() == change.event()
                    && each.workflow().equals(change.workflow())
                    && each.trigger().equals(change.trigger()));
      }
    }
    changes.events().forEach(each -> trim(each.asset().uri()));
    changes.pools().forEach(each -> pools.put(each.name(), each));
    changes.droppedPools().forEach(pools::remove);
    changes.backfills().forEach(each -> backfills.put(each.id(), each));
    for (BackfillItem item : changes.items()) {
      List<BackfillItem> all = items.computeIfAbsent(item.backfill(), id -> new ArrayList<>());
      all.removeIf(each -> each.ordinal() == item.ordinal());
      all.add(item);
    }
    missed.addAll(changes.missed());
    for (Run run : changes.forgotten()) {
      runs.computeIfAbsent(run.workflow(), name -> new Runs()).remove(run);
      attempts.remove(run.workflow() + "/" + run.runId());
    }
  }

  private Runs of(String workflow) {
    return runs.getOrDefault(workflow, new Runs());
  }

  @Override
  public synchronized Optional<Run> run(String workflow, String runId) {
    return Optional.ofNullable(of(workflow).byId.get(runId));
  }

  @Override
  public synchronized Optional<Run> at(String workflow, Instant logicalDate) {
    return Optional.ofNullable(of(workflow).byDate.get(logicalDate));
  }

  @Override
  public synchronized Optional<Run> before(String workflow, Instant orderKey, boolean periodic) {
    NavigableMap<Place, Run> all = periodic ? of(workflow).periodic : of(workflow).others;
    return Optional.ofNullable(all.lowerEntry(new Place(orderKey, Long.MIN_VALUE)))
        .map(Map.Entry::getValue);
  }

  @Override
  public synchronized List<Run> runs(RunFilter filter) {
    Collection<Runs> of =
        filter.workflow() == null ? runs.values() : List.of(of(filter.workflow()));
    Predicate<Run> wanted =
        run ->
            (filter.states().isEmpty() || filter.states().contains(run.state()))
                && (filter.from() == null || !run.orderKey().isBefore(filter.from()))
                && (filter.to() == null || !run.orderKey().isAfter(filter.to()))
                && (filter.backfill() == 0 || filter.backfill() == run.backfill());
    return of.stream()
        .flatMap(each -> each.byId.values().stream())
        .filter(wanted)
        .sorted(Comparator.comparing(Run::orderKey).thenComparing(Run::order).reversed())
        .limit(filter.most())
        .toList();
  }

  @Override
  public synchronized List<Run> beyond(
      String workflow, @Nullable Instant endedBefore, int kept, int most) {
    List<Run> ended =
        runs(RunFilter.of(workflow)).stream().filter(run -> run.state().isTerminal()).toList();
    Stream<Run> tooMany = ended.stream().skip(kept);
    Stream<Run> tooOld =
        ended.stream()
            .limit(kept)
            .filter(
                run ->
                    endedBefore != null
                        && run.endedAt() != null
                        && run.endedAt().isBefore(endedBefore));
    return Stream.concat(tooOld, tooMany).limit(most).toList();
  }

  @Override
  public synchronized List<Attempt> attempts(String workflow, String runId) {
    return List.copyOf(attempts.getOrDefault(workflow + "/" + runId, List.of()));
  }

  @Override
  public synchronized List<SkippedTick> skipped(String workflow, int most) {
    return newest(skipped.getOrDefault(workflow, new ArrayDeque<>()), each -> true, most);
  }

  @Override
  public synchronized List<AssetEvent> events(@Nullable String uri, int most) {
    return newest(
        List.copyOf(events.values()), each -> uri == null || each.asset().uri().equals(uri), most);
  }

  @Override
  public synchronized List<Backfill> backfills(@Nullable String workflow) {
    return newest(
        List.copyOf(backfills.values()),
        each -> workflow == null || each.workflow().equals(workflow),
        Integer.MAX_VALUE);
  }

  @Override
  public synchronized List<BackfillItem> items(long backfill) {
    return items.getOrDefault(backfill, List.of()).stream()
        .sorted(Comparator.comparing(BackfillItem::ordinal))
        .toList();
  }

  @Override
  public synchronized List<MissedDeadline> missed(@Nullable String workflow, int most) {
    return newest(missed, each -> workflow == null || each.workflow().equals(workflow), most);
  }

  @Override
  public synchronized List<String> missedBy(String workflow, String runId) {
    return missed.stream()
        .filter(each -> each.workflow().equals(workflow) && each.runId().equals(runId))
        .map(MissedDeadline::deadline)
        .toList();
  }

  /** Forgets the oldest events of an asset, but for those that somebody waits for. */
  private void trim(String uri) {
    Deque<Long> all = eventsByUri.getOrDefault(uri, new ArrayDeque<>());
    if (all.size() <= KEPT) {
      return;
    }
    Set<Long> awaited = waiting.stream().map(Changes.Queued::event).collect(Collectors.toSet());
    int over = all.size() - KEPT;
    for (Long id : List.copyOf(all).subList(0, over)) {
      if (!awaited.contains(id)) {
        events.remove(id);
        all.remove(id);
      }
    }
  }

  private static <T> List<T> newest(Collection<T> all, Predicate<T> wanted, int most) {
    List<T> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed.stream().filter(wanted).limit(most).toList();
  }

  /** Keeps everything: another scheduler may take this ledger over. */
  @Override
  public void close() {}
}
