package dev.stepwell.engine.fuzz;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.MapRun;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.WorkflowType;
import dev.stepwell.engine.durable.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One definition, run to its end, and then again with the engine cut off somewhere. */
final class RestartRound {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int CUTS = 4;
  private static final long LIMIT_SECONDS = 20;
  private static final Pattern CHANCE =
      Pattern.compile("random|uuid|UUID|Jitter|\\$now|\\$millis|Time\\b|MathRandom");
  private static final Pattern GIVEN =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\\b17\\d{11}\\b");

  private final Seeds.Seed seed;
  private final Random random;
  private final SteadyTasks tasks;
  private final Json input;
  private boolean run;

  RestartRound(Seeds.Seed seed, long number) {
    this.seed = seed;
    this.random = new Random(number);
    this.tasks = new SteadyTasks(number);
    this.input = random.nextBoolean() ? seed.input() : new Mutator(random).mutated(seed.input(), 2);
  }

  /** Whether the definition could be run at all. */
  boolean isRun() {
    return run;
  }

  /** What was different after a cut; null if nothing ever was. */
  @Nullable String difference() throws Exception {
    VirtualClock clock = VirtualClock.jumping(START);
    MemoryStore whole = new MemoryStore(clock);
    List<String> first;
    try (Engine engine = engine(whole, clock)) {
      engine.createActivity("fuzz");
      Execution execution =
          engine.start(engine.create("fuzz", seed.definition().compact()), "once", input);
      first = end(engine, execution);
    } catch (IllegalArgumentException refused) {
      return null;
    }
    run = true;
    int started = firstBatch(whole);
    for (int i = 0; i < CUTS; i++) {
      int cut = started + random.nextInt(whole.size() - started + 1);
      VirtualClock later = VirtualClock.jumping(whole.timeAfter(cut));
      try (Engine engine = engine(whole.after(cut), later)) {
        Execution execution =
            engine.stateMachine("fuzz").flatMap(each -> each.execution("once")).orElseThrow();
        List<String> second = end(engine, execution);
        if (!first.equals(second)) {
          return "cut off after batch " + cut + " of " + whole.size() + ": " + apart(first, second);
        }
      }
    }
    return null;
  }

  private Engine engine(MemoryStore store, VirtualClock clock) {
    return Engine.builder()
        .clock(clock)
        .random(new Random(1))
        .handlers(TaskHandlers.builder().otherwise(arn -> Optional.of(tasks)).build())
        .store(store)
        .build();
  }

  private static int firstBatch(MemoryStore store) {
    int count = 1;
    while (store.after(count).lastStream() == 0) {
      count++;
    }
    return count;
  }

  /** How an execution ended, or that it waits for ever. */
  private List<String> end(Engine engine, Execution execution) throws Exception {
    CompletableFuture.anyOf(execution.done(), engine.settled()).get(LIMIT_SECONDS, SECONDS);
    if (!execution.done().isDone()) {
      return List.of("waits for ever");
    }
    List<String> lines = new ArrayList<>();
    lines.add(execution.status() + (isByChance() ? "" : given(execution.output().toString())));
    events(execution).map(this::line).sorted().forEach(lines::add);
    return lines;
  }

  private boolean isByChance() {
    return CHANCE.matcher(seed.definition().compact()).find();
  }

  private static Stream<HistoryEvent> events(Execution execution) {
    Stream<HistoryEvent> own =
        execution.stateMachine().type() == WorkflowType.STANDARD
            ? execution.history().stream()
            : Stream.of();
    return Stream.concat(
        own,
        execution.mapRuns().stream()
            .map(MapRun::executions)
            .flatMap(List::stream)
            .filter(child -> child.status() != ExecutionStatus.RUNNING)
            .flatMap(RestartRound::events));
  }

  private String line(HistoryEvent event) {
    if (isByChance()) {
      return event.type().word();
    }
    JsonObject.Builder shown = JsonObject.builder();
    event
        .json()
        .forEach(
            (name, value) -> {
              if (!name.equals("timestamp") && !name.endsWith("d") && !name.endsWith("Id")) {
                shown.put(name, value);
              }
            });
    return given(shown.build().compact());
  }

  private static String given(String text) {
    return GIVEN.matcher(text).replaceAll("<given>").replaceAll("event id #\\d+", "event id");
  }

  private static String apart(List<String> first, List<String> second) {
    List<String> missing = new ArrayList<>(first);
    second.forEach(missing::remove);
    List<String> added = new ArrayList<>(second);
    first.forEach(added::remove);
    return "missing " + missing + ", added " + added;
  }
}
