package dev.stepwell.scheduler;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.ledger.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes in updates of assets, keeps them for those that wait, and makes runs of them. Updates that
 * arrive while no run can be made are kept, and the next run answers all of them: as in Airflow,
 * many events make one run.
 */
final class Assets {

  private final Board board;

  Assets(Board board) {
    this.board = board;
  }

  /** A step of a run updated its assets. */
  void updatedBy(Run run, StepSpec step) {
    for (Asset asset : step.outlets()) {
      updated(asset, run.partition(), run.workflow(), run.runId(), step.id(), JsonObject.EMPTY);
    }
  }

  /** An asset was updated. */
  AssetEvent updated(
      Asset asset, String partition, String workflow, String runId, String step, JsonObject extra) {
    AssetEvent event =
        new AssetEvent(
            board.nextEvent(), asset, board.now(), partition, workflow, runId, step, extra);
    board.changes().event(event);
    for (Entry entry : board.entries()) {
      entry.spec().ifPresent(spec -> keep(entry, spec, event));
    }
    return event;
  }

  private void keep(Entry entry, WorkflowSpec spec, AssetEvent event) {
    for (RunTrigger.OnAssets trigger : spec.onAssets()) {
      if (trigger.condition().assets().contains(event.asset()) && counts(trigger, event)) {
        entry.waiting(trigger.name()).add(event);
        queued(entry, trigger, event, true);
        board.touch(entry);
      }
    }
  }

  /** Events of partitions make runs of partitions, and only those (Airflow 3.2). */
  private static boolean counts(RunTrigger.OnAssets trigger, AssetEvent event) {
    return trigger.byPartition()
        ? trigger.mapper().map(event.partition()).isPresent() && !event.partition().isEmpty()
        : event.partition().isEmpty();
  }

  private void queued(Entry entry, RunTrigger.OnAssets trigger, AssetEvent event, boolean waits) {
    board.changes().queued(new Changes.Queued(entry.name(), trigger.name(), event.id(), waits));
  }

  /** Makes the runs whose conditions hold. */
  void make(Entry entry) {
    WorkflowSpec spec = board.spec(entry);
    for (RunTrigger.OnAssets trigger : spec.onAssets()) {
      for (Map.Entry<String, List<AssetEvent>> part : parts(entry, trigger).entrySet()) {
        if (trigger.condition().holds(assets(part.getValue()))
            && entry.active(false) < spec.settings().maxActiveRuns()) {
          make(entry, trigger, part.getKey(), part.getValue());
        }
      }
    }
  }

  /** What waits, by the partition of the run that it would make. */
  private static Map<String, List<AssetEvent>> parts(Entry entry, RunTrigger.OnAssets trigger) {
    Map<String, List<AssetEvent>> parts = new LinkedHashMap<>();
    for (AssetEvent event : entry.waiting(trigger.name())) {
      String key = trigger.byPartition() ? trigger.mapper().map(event.partition()).orElse("") : "";
      parts.computeIfAbsent(key, each -> new ArrayList<>()).add(event);
    }
    return parts;
  }

  private static Set<Asset> assets(List<AssetEvent> events) {
    return events.stream().map(AssetEvent::asset).collect(Collectors.toSet());
  }

  private void make(
      Entry entry, RunTrigger.OnAssets trigger, String partition, List<AssetEvent> events) {
    Instant now = board.now();
    board.put(
        Run.queued(
            entry.name(),
            board.freeId(entry.name(), RunIds.of(RunType.ASSET_TRIGGERED, now)),
            RunType.ASSET_TRIGGERED,
            null,
            null,
            now,
            board.nextOrder(),
            trigger.name(),
            partition,
            0,
            trigger.input().of(now, partition, events),
            now));
    forget(entry, trigger, events);
  }

  private void forget(Entry entry, RunTrigger.OnAssets trigger, List<AssetEvent> events) {
    events.forEach(event -> queued(entry, trigger, event, false));
    entry.waiting(trigger.name()).removeAll(List.copyOf(events));
  }

  /** Forgets all that waits for a workflow, and says how much that was. */
  int purge(Entry entry) {
    int forgotten = 0;
    for (RunTrigger.OnAssets trigger : board.spec(entry).onAssets()) {
      List<AssetEvent> events = List.copyOf(entry.waiting(trigger.name()));
      forget(entry, trigger, events);
      forgotten += events.size();
    }
    return forgotten;
  }

  /** Why a workflow that waits for assets has no run now. */
  Optional<Reason> obstacle(Entry entry, RunTrigger.OnAssets trigger) {
    Set<Asset> updated = assets(entry.waiting(trigger.name()));
    if (trigger.condition().holds(updated)) {
      return Optional.empty();
    }
    String missing =
        trigger.condition().assets().stream()
            .filter(asset -> !updated.contains(asset))
            .map(Asset::uri)
            .collect(Collectors.joining(", "));
    return Reason.of(
        "assets",
        "it waits for %s; not updated since its last run: %s",
        trigger.condition(),
        missing);
  }
}
