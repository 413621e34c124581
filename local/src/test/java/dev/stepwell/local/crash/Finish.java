package dev.stepwell.local.crash;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.local.service.TaskCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A folder whose executions have all ended, or had enough time to.
 *
 * @param entries the account
 * @param ends how the executions ended, by {@code machine:name} without ids that chance gave
 * @param messages how often each message is in the topic
 * @param rows how many rows each execution has loaded
 */
record Finish(
    List<Entry> entries,
    Map<String, List<String>> ends,
    Map<String, Integer> messages,
    Map<String, Integer> rows) {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Makes what the load relies on; once for a folder. */
  static void prepare(Path folder) {
    try (World world = World.open(folder, true)) {
      TaskCalls.to(world.cloud().handlers())
          .call(
              "aws-sdk:redshiftdata:executeStatement",
              "{'WorkgroupName':'analytics','Database':'dw',"
                  + "'Sql':'CREATE TABLE public.loads (name varchar(100), row int)'}");
    }
  }

  /** Runs a plan, in this process and undisturbed, until all has ended. */
  static Finish of(Path folder, List<Planned> plan)
      throws IOException, SQLException, InterruptedException {
    try (Outside outside = new Outside(folder);
        World world = World.open(folder, true)) {
      world.start(plan);
      awaitEnds(world, outside);
      outside.read();
      return new Finish(outside.entries(), ends(world), messages(folder), rows(world));
    }
  }

  private static void awaitEnds(World world, Outside outside) throws InterruptedException {
    long begun = System.nanoTime();
    List<Execution> open = open(world);
    while (!open.isEmpty() && System.nanoTime() - begun < LIMIT.toNanos()) {
      outside.read();
      outside.answerBeside(() -> true);
      try {
        open.get(0).done().get(20, TimeUnit.MILLISECONDS);
        open = open(world);
      } catch (TimeoutException notYet) {
        // It may be one that waits to be answered.
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<Execution> open(World world) {
    return world.executions().stream()
        .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
        .toList();
  }

  private static Map<String, List<String>> ends(World world) {
    Map<String, List<String>> ends = new TreeMap<>();
    for (Execution execution : world.executions()) {
      if (execution.status() != ExecutionStatus.RUNNING) {
        String machine = execution.stateMachine().name();
        String name = Chains.withoutChance(execution.name());
        String end = Load.of(machine).isExact() ? Chains.end(execution) : Chains.outcome(execution);
        // An execution whose name chance gave is known by its input.
        String key = machine + ":" + name + " " + execution.input().compact();
        ends.computeIfAbsent(key, any -> new ArrayList<>()).add(end);
      }
    }
    return ends;
  }

  private static Map<String, Integer> messages(Path folder) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    Path topic = folder.resolve("cloud/sns/" + World.TOPIC + ".jsonl");
    for (String line : Files.readAllLines(topic)) {
      counts.merge(
          String.valueOf(((JsonObject) Json.parse(line)).string("Message")), 1, Integer::sum);
    }
    return counts;
  }

  private static Map<String, Integer> rows(World world) throws SQLException {
    Map<String, Integer> counts = new TreeMap<>();
    world
        .cloud()
        .query("SELECT name FROM public.loads")
        .rows()
        .forEach(row -> counts.merge(String.valueOf(row.get(0)), 1, Integer::sum));
    return counts;
  }

  /** How many executions of each key have ended. */
  Map<String, Integer> endCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    ends.forEach((key, each) -> counts.put(key, each.size()));
    return counts;
  }

  /** Where executions ended in another way than those of the same name there, a line for each. */
  List<String> differences(Finish other) {
    List<String> differences = new ArrayList<>();
    other.ends.forEach(
        (key, wanted) -> {
          List<String> lines = lines(ends.getOrDefault(key, List.of()));
          List<String> wantedLines = lines(wanted);
          if (!lines.equals(wantedLines)) {
            int at = 0;
            while (at < Math.min(lines.size(), wantedLines.size())
                && lines.get(at).equals(wantedLines.get(at))) {
              at++;
            }
            differences.add(
                "%s, line %d: %s instead of %s"
                    .formatted(key, at + 1, line(lines, at), line(wantedLines, at)));
          }
        });
    return differences;
  }

  private static List<String> lines(List<String> ends) {
    return ends.stream().sorted().flatMap(String::lines).toList();
  }

  private static String line(List<String> lines, int at) {
    return at < lines.size() ? lines.get(at) : "nothing";
  }
}
