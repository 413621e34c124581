package dev.stepwell.local.crash;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.MapRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How an execution ended, in a text that is the same for all executions of the same definition and
 * input that nobody disturbed. Events are told as the chains that {@code previousEventId} makes;
 * chains that ran beside one another are told in the order of their texts. Left out is what chance
 * and the clock give: times, ids, and which of several branches was the last to end.
 */
final class Chains {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "(StartDate|StopDate|CreatedAt|UpdatedAt|LastModified|Duration|RedshiftPid|RedshiftQueryId)"
              + "(\\\\*\":)(-?[0-9.]+|\\\\*\"[^\"]*\")");
  private static final Pattern GROUP = Pattern.compile("(Map|Parallel)StateStarted");
  private static final Pattern GROUP_END =
      Pattern.compile("(Map|Parallel)State(Succeeded|Failed|Aborted)");

  private static final Pattern EXIT = Pattern.compile("(Map|Parallel)StateExited");

  /** Events that follow whichever branch or iteration happened to be the last. */
  private static final Pattern CLOSES_OR_CONTINUES =
      Pattern.compile(GROUP_END.pattern() + "|" + EXIT.pattern() + "|MapIterationStarted");

  private final Map<Long, String> types = new HashMap<>();
  private final Map<Long, Long> causes = new HashMap<>();
  private final Map<Long, String> texts = new HashMap<>();
  private final Map<Long, List<Long>> next = new HashMap<>();

  private Chains() {}

  /** How an execution ended, children of its Map Runs included. */
  static String end(Execution execution) {
    StringBuilder text = new StringBuilder(outcome(execution)).append('\n');
    text.append(of(execution.history().stream().map(HistoryEvent::json).toList()));
    for (MapRun run : execution.mapRuns()) {
      text.append(run.status()).append('\n');
      run.executions().stream().map(Chains::end).sorted().forEach(text::append);
    }
    return text.toString();
  }

  /** How an execution ended, without how it came to that. */
  static String outcome(Execution execution) {
    return withoutChance(
        execution.status()
            + " "
            + execution.output().map(Json::text)
            + " "
            + execution.error()
            + " "
            + execution.cause());
  }

  /** A history as chains of events, a line each. */
  static String of(List<JsonObject> history) {
    Chains chains = new Chains();
    history.forEach(chains::add);
    return String.join("\n", chains.after(0L)) + "\n";
  }

  static String withoutChance(String text) {
    return TIME.matcher(ID.matcher(text).replaceAll("<id>")).replaceAll("$1$2<time>");
  }

  private void add(JsonObject event) {
    long id = number(event, "id");
    long cause = number(event, "previousEventId");
    String type = String.valueOf(event.string("type"));
    if (CLOSES_OR_CONTINUES.matcher(type).matches()) {
      cause = groupOf(cause);
    }
    JsonObject.Builder shown = JsonObject.builder();
    event.forEach(
        (name, value) -> {
          if (!List.of("timestamp", "id", "previousEventId").contains(name)) {
            shown.put(name, value);
          }
        });
    types.put(id, type);
    causes.put(id, cause);
    texts.put(id, withoutChance(shown.build().compact()));
    next.computeIfAbsent(cause, any -> new ArrayList<>()).add(id);
  }

  /** The start of the Map or Parallel that an event happens in; the event itself if in none. */
  private long groupOf(long event) {
    if (GROUP_END.matcher(types.getOrDefault(event, "")).matches()) {
      return event;
    }
    int ended = 0;
    long at = event;
    while (at != 0) {
      String type = types.getOrDefault(at, "");
      if (GROUP_END.matcher(type).matches() || leavesGroup(at)) {
        ended++;
      } else if (GROUP.matcher(type).matches() && ended-- == 0) {
        return at;
      }
      at = causes.getOrDefault(at, 0L);
    }
    return event;
  }

  /** Whether an event is the exit of a group that ended well, which follows the group's start. */
  private boolean leavesGroup(long event) {
    return EXIT.matcher(types.getOrDefault(event, "")).matches()
        && GROUP.matcher(types.getOrDefault(causes.getOrDefault(event, 0L), "")).matches();
  }

  private List<String> after(long event) {
    List<List<String>> chains = new ArrayList<>();
    for (long each : next.getOrDefault(event, List.of())) {
      List<String> chain = new ArrayList<>();
      chain.add(texts.getOrDefault(each, ""));
      chain.addAll(after(each));
      chains.add(chain);
    }
    if (chains.size() == 1) {
      return chains.get(0);
    }
    chains.sort((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));
    return chains.stream().flatMap(chain -> chain.stream().map(line -> "  " + line)).toList();
  }

  private static long number(JsonObject event, String name) {
    return Long.parseLong(String.valueOf(event.get(name)));
  }
}
