package dev.stepwell.cli.schedule;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.run.LocalProject;
import dev.stepwell.cli.run.Requests;
import dev.stepwell.dsl.AssetPartitions;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Runs;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.scheduler.AssetCondition;
import dev.stepwell.scheduler.Deadline;
import dev.stepwell.scheduler.PartitionMapper;
import dev.stepwell.scheduler.RunSettings;
import dev.stepwell.scheduler.RunTrigger;
import dev.stepwell.scheduler.WeightRule;
import dev.stepwell.scheduler.WorkflowSpec;
import dev.stepwell.scheduler.time.ClockChanges;
import dev.stepwell.scheduler.time.Timetable;
import dev.stepwell.scheduler.time.Timetables;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The workflows of a catalogue as the scheduler sees them. */
final class WorkflowSpecs {

  /** What EventBridge Scheduler replaces in the input of a target. */
  private static final String SCHEDULED = "<aws.scheduler.scheduled-time>";

  private static final String PARTITION = "<partition>";

  private final Catalogue catalogue;
  private final Map<String, Compiled> compiled = new LinkedHashMap<>();

  WorkflowSpecs(Catalogue catalogue) {
    this.catalogue = catalogue;
    catalogue.workflows().forEach(workflow -> compiled.put(workflow.name(), workflow.compile()));
  }

  /** What the workflows compiled to. */
  Collection<Compiled> compiled() {
    return compiled.values();
  }

  List<WorkflowSpec> all() {
    return catalogue.workflows().stream()
        .map(workflow -> spec(workflow, requireNonNull(compiled.get(workflow.name()))))
        .toList();
  }

  private WorkflowSpec spec(Workflow<?> workflow, Compiled compiled) {
    return new WorkflowSpec(
        workflow.name(),
        LocalProject.deploy(compiled, List.copyOf(this.compiled.keySet()), catalogue.resources()),
        triggers(workflow, compiled),
        settings(workflow.runs()),
        workflow.runs().startDate(),
        workflow.runs().endDate(),
        Steps.of(compiled),
        input -> problems(workflow, input));
  }

  /** Compiled triggers are those of the author in order, without those by hand. */
  private static List<RunTrigger> triggers(Workflow<?> workflow, Compiled compiled) {
    List<RunTrigger> triggers = new ArrayList<>();
    List<? extends Trigger<?>> written =
        workflow.triggers().stream().filter(each -> !(each instanceof Trigger.Manual<?>)).toList();
    for (int i = 0; i < written.size(); i++) {
      if (compiled.triggers().get(i) instanceof CompiledTrigger.Schedule schedule) {
        triggers.add(
            new RunTrigger.OnTime(
                schedule.name(),
                timetable(written.get(i), workflow.runs()),
                (tick, interval) -> filled(schedule.input(), tick, ""),
                partition(written.get(i), workflow.runs())));
      } else if (compiled.triggers().get(i) instanceof CompiledTrigger.Continuous continuous) {
        triggers.add(
            new RunTrigger.OnTime(
                continuous.name(),
                Timetables.continuous(),
                (tick, interval) -> filled(continuous.input(), tick, ""),
                partition(written.get(i), workflow.runs())));
      } else if (compiled.triggers().get(i) instanceof CompiledTrigger.AssetsUpdated assets) {
        triggers.add(
            new RunTrigger.OnAssets(
                assets.name(),
                condition(assets.condition()),
                assets.partitions() != null,
                mapper(assets.partitions()),
                (now, partition, events) -> filled(assets.input(), now, partition)));
      }
    }
    return triggers;
  }

  private static PartitionMapper mapper(@Nullable AssetPartitions partitions) {
    if (partitions == null) {
      return PartitionMapper.identity();
    }
    return switch (partitions) {
      case SAME -> PartitionMapper.identity();
      case START_OF_DAY -> PartitionMapper.startOfDay();
      case START_OF_WEEK -> PartitionMapper.startOfWeek();
      case START_OF_MONTH -> PartitionMapper.startOfMonth();
    };
  }

  private static Function<Instant, String> partition(Trigger<?> trigger, Runs runs) {
    String pattern = runs.partitionPattern();
    if (pattern == null) {
      return logicalDate -> "";
    }
    ZoneId zone = trigger instanceof Trigger.OnCron<?> cron ? cron.zone() : ZoneOffset.UTC;
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    return format::format;
  }

  private static Timetable timetable(Trigger<?> trigger, Runs runs) {
    Timetable ticks = ticks(trigger, runs);
    return runs.dataIntervals() ? Timetables.withIntervals(ticks) : ticks;
  }

  private static Timetable ticks(Trigger<?> trigger, Runs runs) {
    if (trigger instanceof Trigger.OnCron<?> cron) {
      return Timetables.cron(
          cron.expression(),
          cron.zone(),
          runs.clockChanges() == Runs.ClockChanges.AIRFLOW
              ? ClockChanges.AIRFLOW
              : ClockChanges.EVENTBRIDGE);
    } else if (trigger instanceof Trigger.Every<?> every) {
      Instant start = runs.startDate();
      return Timetables.rate(every.period(), start == null ? Instant.EPOCH : start);
    } else if (trigger instanceof Trigger.Once<?> once) {
      return Timetables.once(once.moment());
    }
    throw new IllegalStateException("a schedule of no known kind: " + trigger);
  }

  private static AssetCondition condition(dev.stepwell.dsl.AssetCondition written) {
    if (written instanceof dev.stepwell.dsl.Asset asset) {
      return AssetCondition.of(asset.uri());
    } else if (written instanceof dev.stepwell.dsl.AssetCondition.All all) {
      return new AssetCondition.All(all.of().stream().map(WorkflowSpecs::condition).toList());
    }
    return new AssetCondition.Any(
        ((dev.stepwell.dsl.AssetCondition.Any) written)
            .of().stream().map(WorkflowSpecs::condition).toList());
  }

  private static RunSettings settings(Runs runs) {
    return new RunSettings(
        RunSettings.Missed.valueOf(runs.missed().name()),
        runs.maxActiveRuns(),
        runs.maxActiveTasks(),
        RunSettings.Overlap.valueOf(runs.overlap().name()),
        runs.dependsOnPast(),
        runs.pausedUponCreation(),
        runs.jitter(),
        runs.maxConsecutiveFailed(),
        deadlines(runs),
        runs.keepFor(),
        runs.keepRuns(),
        WeightRule.valueOf(runs.weightRule().name()));
  }

  /** Named "deadline", "deadline-2" and so on. */
  private static List<Deadline> deadlines(Runs runs) {
    List<Deadline> deadlines = new ArrayList<>();
    for (dev.stepwell.dsl.Deadline each : runs.deadlines()) {
      int number = deadlines.size() + 1;
      deadlines.add(
          new Deadline(
              number == 1 ? "deadline" : "deadline-" + number,
              Deadline.Reference.valueOf(each.reference().name()),
              each.fixed(),
              each.interval()));
    }
    return deadlines;
  }

  /** The input with the tick's time in it, as the Scheduler writes it, and the partition. */
  private static Json filled(Json input, Instant tick, String partition) {
    if (input instanceof JsonString text) {
      return Json.of(
          text.value().equals(PARTITION)
              ? partition
              : text.value().replace(SCHEDULED, tick.truncatedTo(ChronoUnit.SECONDS).toString()));
    } else if (input instanceof JsonArray array) {
      return array.stream()
          .map(each -> filled(each, tick, partition))
          .collect(JsonArray.collector());
    } else if (input instanceof JsonObject object) {
      JsonObject.Builder made = JsonObject.builder();
      object.forEach((name, member) -> made.put(name, filled(member, tick, partition)));
      return made.build();
    }
    return input;
  }

  private static List<String> problems(Workflow<?> workflow, Json input) {
    try {
      Requests.of(workflow).forInput(input.compact());
      return List.of();
    } catch (UserException e) {
      return List.of(String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }
}
